package otklik.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.staff.Employees;

/** A provider vouches, we decide: a verified address of exactly one active employee, and nobody is made. */
class ProviderSignInTests {
    private static FakeProvider provider;
    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        provider = new FakeProvider();
        var settings = new HashMap<>(provider.settings());
        settings.put("otklik.sign-in.second-factor", "EVERYBODY");
        node = NodeOfTest.start(settings, "doors");
        node.bean(Employees.class)
                .add(
                        "maria",
                        "Maria",
                        "Maria@otklik.example",
                        Stranger.PASSWORD,
                        Set.of(Role.OPERATOR),
                        Locale.ENGLISH);
    }

    @AfterAll
    static void stop() {
        node.close();
        provider.close();
    }

    @AfterEach
    void trustAgain() {
        provider.isGenuine();
    }

    @Test
    void who_has_a_verified_address_of_ours_is_signed_in_under_the_own_login_without_a_second_factor() {
        provider.vouchesFor("maria@OTKLIK.example", true);
        var person = new Stranger(node);

        assertThat(come(person)).isEqualTo("/");

        assertThat(person.get("/camunda/api/engine/engine/default/task")
                        .headers()
                        .firstValue("x-authorized-user"))
                .hasValue("maria");
        assertThat(person.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(403);
        assertThat(last())
                .extracting(SignInEvent::outcome, SignInEvent::login, SignInEvent::detail)
                .containsExactly(SignInOutcome.SIGNED_IN, "maria", "fake");
    }

    @Test
    void an_address_that_is_not_verified_opens_nothing() {
        for (var isVerified : new Object[] {false, null}) {
            provider.vouchesFor("maria@otklik.example", isVerified);
            var person = new Stranger(node);

            assertThat(come(person)).isEqualTo("/login?provider=unverified");
            assertThat(person.isIn()).isFalse();
            assertThat(last())
                    .extracting(SignInEvent::outcome, SignInEvent::login, SignInEvent::detail)
                    .containsExactly(SignInOutcome.PROVIDER_REFUSED, "maria@otklik.example", "unverified");
        }
    }

    @Test
    void an_address_that_nobody_has_opens_nothing_and_makes_nobody() {
        provider.vouchesFor("eve@otklik.example", true);
        var person = new Stranger(node);

        assertThat(come(person)).isEqualTo("/login?provider=unknown");
        assertThat(person.isIn()).isFalse();
        assertThat(node.bean(Accounts.class).all()).extracting(Account::login).containsExactly("maria");
        assertThat(last().login()).isEqualTo("eve@otklik.example");
    }

    @Test
    void a_token_that_somebody_else_signed_opens_nothing() {
        provider.vouchesFor("maria@otklik.example", true);
        provider.isForged();
        var person = new Stranger(node);

        assertThat(come(person)).isEqualTo("/login?provider=failed");
        assertThat(person.isIn()).isFalse();
    }

    /** Where a person is led in the end who begins at the button of the provider. */
    private static String come(Stranger person) {
        var path = node.bean(SignInProviders.class).all().get(0).path();
        var atProvider = person.follow(person.get("/" + path));
        var back = person.follow(atProvider);
        return person.led(back);
    }

    private static SignInEvent last() {
        return node.bean(SignInLog.class).list(null, null, 0, 1).get(0);
    }
}
