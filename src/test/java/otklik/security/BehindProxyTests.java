package otklik.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;

/** The one setting with which a proxy's word about the address counts. */
class BehindProxyTests {

    @Test
    void a_proxy_is_believed_where_the_server_is_told_so() {
        try (var node = NodeOfTest.start(Map.of("server.forward-headers-strategy", "native"), "doors")) {
            new Stranger(node).claiming("203.0.113.7").signIn("nobody", "wrong");

            assertThat(node.bean(SignInLog.class).list("nobody", null, 0, 9))
                    .extracting(SignInEvent::address)
                    .containsExactly("203.0.113.7");
        }
    }
}
