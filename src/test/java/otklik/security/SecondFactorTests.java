package otklik.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import otklik.NodeOfTest;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.staff.Employees;
import otklik.work.SettableClock;

/** The code after the password. Administrators must have it here, others may. */
class SecondFactorTests {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static NodeOfTest node;
    private static SettableClock clock;
    private static SecondFactors factors;
    private String login;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(
                Map.of(
                        "otklik.sign-in.second-factor",
                        "ADMINISTRATORS",
                        "otklik.sign-in.secret-key",
                        "correct horse battery staple"),
                List.of(SettableClock.InNode.class),
                "doors");
        clock = node.bean(SettableClock.class);
        factors = node.bean(SecondFactors.class);
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void hireSomebody() {
        login = "bob" + NUMBERS.incrementAndGet();
        hire(login, Role.OPERATOR);
        clock.passes(Duration.ofHours(1));
    }

    @Test
    void codes_are_those_of_the_standard() throws InvalidKeyException {
        var key = new SecretKeySpec("12345678901234567890".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "RAW");

        // RFC 6238, appendix B: at 59 seconds 94287082, of which a phone shows the last six digits.
        assertThat(new TimeBasedOneTimePasswordGenerator()
                        .generateOneTimePasswordString(key, java.time.Instant.ofEpochSecond(59)))
                .isEqualTo("287082");
    }

    @Test
    void the_password_alone_signs_nobody_in_and_the_code_does_with_a_new_session() {
        var offer = switchOn();
        var person = new Stranger(node);
        person.get("/login");
        var beginning = person.session();

        assertThat(person.signIn(login, Stranger.PASSWORD)).isEqualTo("/second-factor");
        var between = person.session();
        assertThat(person.isIn()).isFalse();
        assertThat(person.led(person.get("/work"))).endsWith("/login");

        // The place where the person wanted to go is not forgotten on the way.
        assertThat(person.giveCode(code(offer))).contains("/work");
        assertThat(person.isIn()).isTrue();
        assertThat(Set.of(beginning, between, person.session())).hasSize(3);
        assertThat(node.bean(SignInLog.class).list(login, null, 0, 1))
                .extracting(SignInEvent::outcome, SignInEvent::detail)
                .containsExactly(org.assertj.core.api.Assertions.tuple(SignInOutcome.SIGNED_IN, "code"));
    }

    @Test
    void a_code_is_good_for_one_use() {
        var offer = switchOn();
        var code = code(offer);
        var first = new Stranger(node);
        first.signIn(login, Stranger.PASSWORD);
        assertThat(first.giveCode(code)).isEqualTo("/");

        var second = new Stranger(node);
        second.signIn(login, Stranger.PASSWORD);

        assertThat(second.giveCode(code)).isEqualTo("/second-factor?error");
        assertThat(second.isIn()).isFalse();
    }

    @Test
    void a_phone_may_be_half_a_minute_wrong_and_no_more() {
        var offer = switchOn();
        var code = code(offer);

        clock.passes(Duration.ofSeconds(30));
        assertThat(factors.use(login, code)).isEqualTo(SecondFactors.Used.CODE);
        var late = code(offer);
        clock.passes(Duration.ofSeconds(60));
        assertThat(factors.use(login, late)).isEqualTo(SecondFactors.Used.NONE);
    }

    @Test
    void after_five_wrong_codes_the_right_one_is_refused_and_a_new_password_does_not_help() {
        var offer = switchOn();
        var person = new Stranger(node);
        person.signIn(login, Stranger.PASSWORD);
        assertThat(IntStream.range(0, 5).mapToObj(number -> person.giveCode("000000")))
                .containsOnly("/second-factor?error");

        assertThat(person.giveCode(code(offer))).startsWith("/second-factor?until=");
        assertThat(person.signIn(login, Stranger.PASSWORD)).isEqualTo("/second-factor");
        assertThat(person.giveCode(code(offer))).startsWith("/second-factor?until=");
        clock.passes(Duration.ofSeconds(61));
        assertThat(person.giveCode(code(offer))).isEqualTo("/");
    }

    @Test
    void a_code_without_a_password_before_leads_to_the_login() {
        var offer = switchOn();

        assertThat(new Stranger(node).giveCode(code(offer))).isEqualTo("/login");
    }

    @Test
    void who_waits_too_long_with_the_code_begins_anew() {
        var offer = switchOn();
        var person = new Stranger(node);
        person.signIn(login, Stranger.PASSWORD);

        clock.passes(Duration.ofMinutes(11));

        assertThat(person.giveCode(code(offer))).isEqualTo("/login");
    }

    @Test
    void each_of_eight_recovery_codes_lets_in_once_and_history_says_so() {
        var recovery = switchOnForRecovery();
        var person = new Stranger(node);
        person.signIn(login, Stranger.PASSWORD);

        assertThat(recovery).hasSize(8).doesNotHaveDuplicates();
        assertThat(person.giveCode(recovery.get(3).toLowerCase(Locale.ROOT))).isEqualTo("/");
        assertThat(factors.use(login, recovery.get(3))).isEqualTo(SecondFactors.Used.NONE);
        assertThat(factors.recoveryCodesLeft(login)).isEqualTo(7);
        assertThat(lastKind()).isEqualTo("recoveryCodeUsed");
    }

    @Test
    void neither_the_secret_nor_a_recovery_code_can_be_read_in_the_database() {
        var offer = factors.offer(login, "Otklik");
        var recovery = factors.switchOn(login, offer, code(offer));

        assertThat(column("second_factor", "secret")).noneMatch(stored -> stored.contains(offer.secret()));
        assertThat(column("second_factor_recovery", "code_hash"))
                .hasSize(8)
                .doesNotContainAnyElementsOf(recovery)
                .noneMatch(stored -> stored.contains(recovery.get(0).replace("-", "")));
    }

    @Test
    void a_wrong_first_code_puts_nothing_in_force() {
        var offer = factors.offer(login, "Otklik");

        assertThatThrownBy(() -> factors.switchOn(login, offer, "000000")).isInstanceOf(Refusal.class);

        assertThat(factors.isOn(login)).isFalse();
    }

    @Test
    void switching_off_needs_a_code_that_is_throttled_like_every_other() {
        var offer = switchOn();
        var account = node.bean(Accounts.class).byLogin(login).orElseThrow();
        IntStream.range(0, 5).forEach(number -> assertThatThrownBy(() -> factors.switchOff(account, "000000"))
                .isInstanceOf(Refusal.class));

        assertThatThrownBy(() -> factors.switchOff(account, code(offer))).hasMessageContaining("Too many");
        clock.passes(Duration.ofSeconds(61));
        factors.switchOff(account, code(offer));

        assertThat(factors.isOn(login)).isFalse();
        assertThat(lastKind()).isEqualTo("secondFactorOff");
    }

    @Test
    void an_administrator_resets_the_factor_of_a_person_without_phone_and_history_says_so() {
        switchOn();

        factors.reset(login);

        assertThat(new Stranger(node).signIn(login, Stranger.PASSWORD)).isEqualTo("/");
        assertThat(lastKind()).isEqualTo("secondFactorReset");
    }

    @Test
    void who_must_have_a_factor_and_has_none_sets_it_up_before_anything_else() {
        var boss = "boss" + login;
        hire(boss, Role.ADMINISTRATOR);
        var person = new Stranger(node);

        assertThat(person.signIn(boss, Stranger.PASSWORD)).isEqualTo("/second-factor/set-up");
        assertThat(person.isIn()).isFalse();
        assertThat(person.led(person.get("/sign-ins"))).endsWith("/login");
        assertThat(person.giveCode("")).isEqualTo("/login");
        assertThat(person.isIn()).isFalse();
    }

    @Test
    void who_must_have_a_factor_cannot_switch_it_off() {
        var boss = "boss" + login;
        hire(boss, Role.ADMINISTRATOR);
        var offer = factors.offer(boss, "Otklik");
        factors.switchOn(boss, offer, code(offer));
        var account = node.bean(Accounts.class).byLogin(boss).orElseThrow();
        clock.passes(Duration.ofSeconds(60));

        assertThatThrownBy(() -> factors.switchOff(account, code(offer))).isInstanceOf(Refusal.class);
    }

    @Test
    void a_set_up_that_began_with_another_password_than_this_does_not_pass() {
        var session = new MockHttpSession();
        PendingSignIn.remember(session, login, PendingSignIn.Step.CODE, clock.instant());

        PendingSignIn.setUp(session, clock.instant());

        assertThat(PendingSignIn.of(session, clock.instant()))
                .get()
                .extracting(PendingSignIn::step)
                .isEqualTo(PendingSignIn.Step.CODE);
    }

    private SecondFactors.Offer switchOn() {
        var offer = factors.offer(login, "Otklik");
        factors.switchOn(login, offer, code(offer));
        // The code that proved it is used up.
        clock.passes(Duration.ofSeconds(60));
        return offer;
    }

    private List<String> switchOnForRecovery() {
        var offer = factors.offer(login, "Otklik");
        return factors.switchOn(login, offer, code(offer));
    }

    /** What the phone shows now. */
    private static String code(SecondFactors.Offer offer) {
        try {
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(
                            new SecretKeySpec(new Base32().decode(offer.secret()), "RAW"), clock.instant());
        } catch (InvalidKeyException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private String lastKind() {
        return node.bean(History.class).of("employee:" + login, 0, 1).stream()
                .map(Event::kind)
                .findFirst()
                .orElseThrow();
    }

    private List<String> column(String table, String column) {
        return node.bean(JdbcClient.class)
                .sql("select %s from %s where login = ?".formatted(column, table))
                .param(login)
                .query(String.class)
                .list();
    }

    private static void hire(String name, Role role) {
        node.bean(Employees.class)
                .add(name, name, name + "@otklik.example", Stranger.PASSWORD, Set.of(role), Locale.ENGLISH);
    }
}
