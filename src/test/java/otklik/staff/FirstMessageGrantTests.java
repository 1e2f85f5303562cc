package otklik.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static otklik.staff.FirstMessageGrants.Channel.MAIL;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.Role;

/** A manager lends his name, by a channel and for a time, and takes it back. */
class FirstMessageGrantTests {
    private static NodeOfTest node;
    private static FirstMessageGrants grants;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), "grants");
        grants = node.bean(FirstMessageGrants.class);
        hire("olga", Role.MANAGER);
        hire("maria", Role.OPERATOR);
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void nothingIsGranted() {
        grants.of("olga").forEach(grant -> grants.revoke(grant.id()));
    }

    @Test
    void an_operator_writes_in_a_managers_name_while_the_grant_holds() {
        assertThat(grants.isGranted("olga", "maria", MAIL)).isFalse();

        grants.grant("olga", "maria", MAIL, null);

        assertThat(grants.isGranted("olga", "maria", MAIL)).isTrue();
    }

    @Test
    void a_revoked_grant_holds_no_more() {
        grants.grant("olga", "maria", null, null);

        grants.revoke(grants.of("olga").get(0).id());

        assertThat(grants.isGranted("olga", "maria", MAIL)).isFalse();
        assertThat(node.bean(History.class).of("employee:olga", 0, 1))
                .extracting(Event::kind)
                .containsExactly("firstMessageRevoked");
    }

    @Test
    void a_grant_that_has_run_out_holds_no_more() {
        var soon = node.bean(Clock.class).instant().plus(Duration.ofDays(1));
        grants.grant("olga", "maria", null, soon);
        node.bean(JdbcClient.class)
                .sql("update writing_grant set until_at = granted_at")
                .update();

        assertThat(grants.isGranted("olga", "maria", MAIL)).isFalse();
        assertThat(grants.of("olga")).isEmpty();
    }

    @Test
    void a_second_grant_of_the_same_channel_replaces_the_first() {
        grants.grant("olga", "maria", MAIL, null);
        grants.grant("olga", "maria", MAIL, node.bean(Clock.class).instant().plus(Duration.ofDays(1)));

        assertThat(grants.of("olga")).singleElement().satisfies(grant -> assertThat(grant.until())
                .isNotNull());
    }

    @Test
    void an_end_in_the_past_is_refused_at_its_field() {
        var past = node.bean(Clock.class).instant().minus(Duration.ofMinutes(1));

        assertThatThrownBy(() -> grants.grant("olga", "maria", null, past))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("until"));
    }

    @Test
    void nobody_writes_in_the_name_of_one_who_is_no_manager() {
        assertThatThrownBy(() -> grants.grant("maria", "olga", null, null)).isInstanceOf(Refusal.class);
    }

    private static void hire(String login, Role role) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }
}
