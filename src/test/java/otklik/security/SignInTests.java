package otklik.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.history.Event;
import otklik.history.History;
import otklik.staff.Employees;
import otklik.work.SettableClock;

/** The way in: guessing is slowed down, sessions end, everything is written down. */
class SignInTests {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static NodeOfTest node;
    private static SettableClock clock;
    private String login;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(
                Map.of("otklik.sign-in.idle-timeout", "PT30M", "otklik.sign-in.address-attempts", "12"),
                List.of(SettableClock.InNode.class),
                "doors");
        clock = node.bean(SettableClock.class);
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void hireSomebody() {
        login = "ann" + NUMBERS.incrementAndGet();
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", Stranger.PASSWORD, Set.of(Role.OPERATOR), Locale.ENGLISH);
        // Every test comes from the same address: what the last one did there shall count no more.
        clock.passes(Duration.ofHours(1));
    }

    @Test
    void after_five_wrong_passwords_the_right_one_is_refused_for_a_minute() {
        guess(login, 5);

        assertThat(somebody().signIn(login, Stranger.PASSWORD)).startsWith("/login?until=");
        clock.passes(Duration.ofSeconds(61));
        assertThat(somebody().signIn(login, Stranger.PASSWORD)).isEqualTo("/");
    }

    @Test
    void the_wait_doubles_with_each_further_failure_up_to_fifteen_minutes() {
        guess(login, 5);

        for (var minutes : List.of(1, 2, 4, 8, 15, 15)) {
            assertThat(waitOf(login)).isEqualTo(Duration.ofMinutes(minutes));
            clock.passes(Duration.ofMinutes(minutes).plusSeconds(1));
            assertThat(somebody().signIn(login, "wrong")).isEqualTo("/login?error");
        }
    }

    @Test
    void the_right_password_makes_wrong_ones_forgotten() {
        guess(login, 4);
        somebody().signIn(login, Stranger.PASSWORD);

        assertThat(guess(login, 4)).containsOnly("/login?error");
        assertThat(somebody().signIn(login, Stranger.PASSWORD)).isEqualTo("/");
    }

    @Test
    void a_login_that_nobody_has_is_answered_like_one_that_somebody_has() {
        var known = guess(login, 6);
        clock.passes(Duration.ofHours(1));
        var unknown = guess("nobody" + login, 6);

        assertThat(known.subList(0, 5)).isEqualTo(unknown.subList(0, 5)).containsOnly("/login?error");
        assertThat(List.of(known.get(5), unknown.get(5)))
                .allSatisfy(answer -> assertThat(answer).startsWith("/login?until="));
    }

    @Test
    void capitals_and_spaces_do_not_make_another_login_of_it() {
        guess(login.toUpperCase(Locale.ROOT) + " ", 5);

        assertThat(somebody().signIn(login, Stranger.PASSWORD)).startsWith("/login?until=");
    }

    @Test
    void an_address_that_tries_many_logins_has_to_wait_too() {
        IntStream.range(0, 12).forEach(number -> somebody().signIn("nobody" + number, "wrong"));

        assertThat(somebody().signIn(login, Stranger.PASSWORD)).startsWith("/login?until=");
    }

    @Test
    void an_administrator_lets_a_locked_person_in_at_once_and_history_says_so() {
        guess(login, 5);
        var throttle = node.bean(SignInThrottle.class);

        throttle.unlock(throttle.locked(20).stream()
                .filter(lock -> lock.name().equals(login))
                .findFirst()
                .orElseThrow());

        assertThat(somebody().signIn(login, Stranger.PASSWORD)).isEqualTo("/");
        assertThat(node.bean(History.class).of("employee:" + login, 0, 1))
                .extracting(Event::kind)
                .containsExactly("accountUnlocked");
    }

    @Test
    void nobody_is_believed_who_says_to_speak_for_another_address() {
        somebody().claiming("203.0.113.7").signIn(login, "wrong");

        assertThat(events()).extracting(SignInEvent::address).containsExactly("127.0.0.1");
    }

    @Test
    void the_session_gets_a_new_id_and_the_old_one_is_worth_nothing() {
        var person = somebody();
        person.get("/login");
        var before = person.session();

        person.signIn(login, Stranger.PASSWORD);

        assertThat(person.session()).isNotEqualTo(before);
        assertThat(person.isIn()).isTrue();
        assertThat(somebody().withSession(before).isIn()).isFalse();
    }

    @Test
    void a_session_ends_when_its_person_does_nothing_for_long_although_the_screen_says_it_lives() {
        var person = signedIn();
        clock.passes(Duration.ofMinutes(29));
        assertThat(person.isIn()).isTrue();

        clock.passes(Duration.ofMinutes(20));
        person.get("/?v-r=heartbeat&v-uiId=0");
        clock.passes(Duration.ofMinutes(11));

        assertThat(person.isIn()).isFalse();
        assertThat(events().get(0))
                .extracting(SignInEvent::outcome, SignInEvent::detail)
                .containsExactly(SignInOutcome.SESSION_ENDED, "idle");
    }

    @Test
    void signing_out_in_the_tasklist_signs_out_everywhere() {
        var person = signedIn();

        person.get("/camunda/api/admin/auth/user/default/logout");

        assertThat(person.isIn()).isFalse();
        assertThat(person.led(person.get("/work"))).endsWith("/login");
        assertThat(events().get(0).outcome()).isEqualTo(SignInOutcome.SIGNED_OUT);
    }

    @Test
    void signing_out_in_the_screens_signs_out_of_the_tasklist() {
        var person = signedIn();

        person.post("/logout", "");

        assertThat(person.isIn()).isFalse();
    }

    @Test
    void a_person_ends_the_own_sessions_elsewhere_and_keeps_this_one() {
        var there = signedIn();
        clock.passes(Duration.ofMinutes(1));
        var here = new org.springframework.mock.web.MockHttpSession();

        node.bean(Sessions.class).endOthers(login, here);

        assertThat(there.isIn()).isFalse();
        assertThat(node.bean(Sessions.class).endOf(here, login)).isEmpty();
        assertThat(signedIn().isIn()).isTrue();
    }

    @Test
    void each_sign_in_and_each_refusal_is_written_down_but_a_wait_once_only() {
        guess(login, 8);
        clock.passes(Duration.ofMinutes(2));
        somebody().signIn(login, Stranger.PASSWORD);

        assertThat(events())
                .extracting(SignInEvent::outcome)
                .containsExactly(
                        SignInOutcome.SIGNED_IN,
                        SignInOutcome.LOCKED,
                        SignInOutcome.WRONG_PASSWORD,
                        SignInOutcome.WRONG_PASSWORD,
                        SignInOutcome.WRONG_PASSWORD,
                        SignInOutcome.WRONG_PASSWORD,
                        SignInOutcome.WRONG_PASSWORD);
        assertThat(events()).extracting(SignInEvent::browser).containsOnly("Java-http-client");
    }

    @Test
    void a_login_with_signs_that_no_database_takes_is_refused_like_any_other() {
        assertThat(somebody().signIn("a\u0000'\";--" + "x".repeat(300), "wrong"))
                .isEqualTo("/login?error");
    }

    @Test
    void old_lines_and_old_failures_are_forgotten() {
        guess(login, 5);
        clock.passes(Duration.ofDays(91));

        node.bean(SignInLog.class).forgetOld();
        node.bean(SignInThrottle.class).forgetOld();

        assertThat(events()).isEmpty();
        assertThat(node.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                        .sql("select count(*) from sign_in_counter")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private Stranger somebody() {
        return new Stranger(node);
    }

    private Stranger signedIn() {
        var person = somebody();
        assertThat(person.signIn(login, Stranger.PASSWORD)).isEqualTo("/");
        return person;
    }

    /** Where so many wrong passwords lead. */
    private static List<String> guess(String name, int times) {
        return IntStream.range(0, times)
                .mapToObj(number -> new Stranger(node).signIn(name, "wrong"))
                .toList();
    }

    private static Duration waitOf(String name) {
        return node.bean(SignInThrottle.class).locked(20).stream()
                .filter(lock -> lock.name().equals(name))
                .map(lock -> Duration.between(clock.instant(), lock.until()))
                .map(wait -> Duration.ofSeconds((wait.toMillis() + 9_999) / 10_000 * 10))
                .findFirst()
                .orElseThrow();
    }

    private List<SignInEvent> events() {
        return node.bean(SignInLog.class).list(login, null, 0, 50);
    }
}
