package otklik.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.NodeOfTest;
import otklik.engine.Deadlines;
import otklik.history.Event;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.requests.Inbound;
import otklik.requests.Requests;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** Settings are changed while the product runs: who may, what goes together, what is in force when, what history says. */
class CompanySettingsTests {
    private static NodeOfTest node;
    private static CompanySettings settings;
    private static Parameters parameters;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of("otklik.work.lease", "PT7M", "otklik.mail.enabled", "false"), "demo");
        settings = node.bean(CompanySettings.class);
        parameters = node.bean(Parameters.class);
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void anAdministratorIsHere() {
        signIn("admin", "ADMINISTRATOR");
    }

    @AfterEach
    void everythingIsAsItCame() {
        anAdministratorIsHere();
        // From the last to the first: an end goes back before its beginning.
        var all = settings.all();
        for (int round = 0; round < 2; round++) {
            all.forEach(entry -> reset(entry.parameter()));
        }
        SecurityContextHolder.clearContext();
    }

    private static void reset(Parameter parameter) {
        try {
            settings.reset(parameter, settings.find(parameter).version());
        } catch (Refusal notYet) {
            // Goes with another one that goes back after it; the second round does it.
            assertThat(notYet.key()).startsWith("kernel.rule.");
        }
    }

    private static void signIn(String login, String role) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        login, "", AuthorityUtils.createAuthorityList("ROLE_" + role)));
    }

    private static Parameters.Entry change(Parameter parameter, String text) {
        return settings.change(parameter, text, settings.find(parameter).version());
    }

    @Test
    void a_change_is_in_force_at_once_and_is_told_by_history() {
        assertThat(parameters.duration(Parameter.MANAGER_REPLY_LIMIT)).isEqualTo(Duration.ofHours(4));

        var now = change(Parameter.MANAGER_REPLY_LIMIT, "PT6H");

        assertThat(parameters.duration(Parameter.MANAGER_REPLY_LIMIT)).isEqualTo(Duration.ofHours(6));
        assertThat(now.changedBy()).isEqualTo("admin");
        assertThat(now.changed()).isTrue();
        assertThat(settings.history(Parameter.MANAGER_REPLY_LIMIT, 1))
                .extracting(Event::kind, Event::actor, Event::before, Event::after)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("settingChanged", "admin", "PT4H", "PT6H"));
        assertThat(node.bean(JdbcClient.class)
                        .sql("select count(*) from history_event where case_key = 'setting:managerReplyLimit'")
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    @Test
    void taking_a_setting_back_says_who_did_it() {
        change(Parameter.CLAIM_LEASE, "PT20M");

        var now = settings.reset(
                Parameter.CLAIM_LEASE, settings.find(Parameter.CLAIM_LEASE).version());

        assertThat(now.changed()).isFalse();
        assertThat(now.changedBy()).isEqualTo("admin");
        assertThat(settings.history(Parameter.CLAIM_LEASE, 1))
                .extracting(Event::kind)
                .containsExactly("settingReset");
    }

    @Test
    void what_nobody_has_changed_is_as_the_installation_says() {
        assertThat(parameters.duration(Parameter.CLAIM_LEASE)).isEqualTo(Duration.ofMinutes(7));

        change(Parameter.CLAIM_LEASE, "PT20M");

        assertThat(parameters.duration(Parameter.CLAIM_LEASE)).isEqualTo(Duration.ofMinutes(20));
        assertThat(settings.find(Parameter.CLAIM_LEASE).byDefault()).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void the_same_value_again_changes_nothing() {
        var first = change(Parameter.REOPEN_GRACE, "P10D");

        assertThat(settings.change(Parameter.REOPEN_GRACE, "PT240H", 0)).isEqualTo(first);
    }

    @Test
    void a_wrong_value_changes_nothing() {
        assertThatThrownBy(() -> change(Parameter.MANAGER_REPLY_LIMIT, "PT1000H"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("200 h");

        assertThat(settings.find(Parameter.MANAGER_REPLY_LIMIT).changed()).isFalse();
    }

    @Test
    void an_end_stays_after_its_beginning() {
        assertThatThrownBy(() -> change(Parameter.CALL_WINDOW_FROM, "20:00")).hasMessageContaining("Calls end at");
        assertThatThrownBy(() -> change(Parameter.WORKING_UNTIL, "08:00")).hasMessageContaining("Working day begins");
        assertThatThrownBy(() -> change(Parameter.CLIENT_CHASER_AFTER, "P8D")).hasMessageContaining("7 d");
        assertThatThrownBy(() -> change(Parameter.MOST_ATTEMPTS, "2")).hasMessageContaining("attempts: 3");
        change(Parameter.MOST_ATTEMPTS, "3");

        change(Parameter.CLIENT_SILENT_CLOSE, "P20D");
        change(Parameter.CLIENT_CHASER_AFTER, "P8D");
        assertThatThrownBy(() -> settings.reset(Parameter.CLIENT_SILENT_CLOSE, 1))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void of_two_administrators_at_once_the_second_is_told_both_values_and_may_replace() {
        var seen = settings.find(Parameter.MOST_OPEN_REQUESTS).version();
        settings.change(Parameter.MOST_OPEN_REQUESTS, "80", seen);

        assertThatThrownBy(() -> settings.change(Parameter.MOST_OPEN_REQUESTS, "60", seen))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("requests: 80")
                .hasMessageContaining("requests: 60");
        assertThat(parameters.number(Parameter.MOST_OPEN_REQUESTS)).isEqualTo(80);

        change(Parameter.MOST_OPEN_REQUESTS, "60");
        assertThat(parameters.number(Parameter.MOST_OPEN_REQUESTS)).isEqualTo(60);
    }

    @Test
    void nobody_but_an_administrator_reads_or_changes() {
        signIn("elena", "HEAD");

        for (var attempt : List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                () -> settings.all(),
                () -> settings.find(Parameter.CLAIM_LEASE),
                () -> settings.change(Parameter.CLAIM_LEASE, "PT5M", 0),
                () -> settings.reset(Parameter.CLAIM_LEASE, 0),
                () -> settings.history(Parameter.CLAIM_LEASE, 1),
                () -> settings.historyOfCalendar(1),
                () -> settings.readers(Locale.ENGLISH),
                () -> settings.years(),
                () -> settings.days(2026),
                () -> settings.addDay(LocalDate.of(2029, 1, 1), false, ""),
                () -> settings.removeDay(LocalDate.of(2026, 1, 1)),
                () -> settings.pasteDays("2029-01-01"))) {
            assertThatThrownBy(attempt).isInstanceOf(Refusal.class).hasMessageContaining("Settings");
        }
    }

    @Test
    void what_was_rolled_back_was_never_in_force() {
        var transaction = new TransactionTemplate(node.bean(PlatformTransactionManager.class));
        transaction.executeWithoutResult(status -> {
            change(Parameter.LONGEST_BREAK, "PT30M");
            assertThat(settings.find(Parameter.LONGEST_BREAK).value()).isEqualTo(Duration.ofMinutes(30));
            status.setRollbackOnly();
        });

        assertThat(parameters.duration(Parameter.LONGEST_BREAK)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.history(Parameter.LONGEST_BREAK, 1)).isEmpty();
    }

    @Test
    void a_new_limit_holds_for_new_tasks_and_not_for_running_ones() {
        var before = firstTask("PT4H");
        var due = before.due();

        change(Parameter.MANAGER_REPLY_LIMIT, "PT100H");
        var after = firstTask("PT100H");

        assertThat(task(before.businessKey()).due()).isEqualTo(due);
        assertThat(Duration.between(java.util.Objects.requireNonNull(due), after.due()))
                .isGreaterThan(Duration.ofDays(7));
    }

    private static WorkItem firstTask(String limit) {
        var expected = node.bean(Deadlines.class).working(limit).toInstant();
        var request = node.bean(Requests.class)
                .open(new Requests.Opening(
                        "M-" + limit,
                        new Inbound("mail", "Anna", "anna@firm.example", null, "Seminar", "How much?", null, null),
                        "Seminar",
                        "olga",
                        null,
                        null));
        var task = task(request);
        assertThat(task.due()).isBetween(expected.minusSeconds(1), expected.plusSeconds(60));
        return task;
    }

    private static WorkItem task(String request) {
        return node.bean(WorkItems.class).ofCase(request).get(0);
    }

    @Test
    void the_page_knows_which_steps_read_a_setting() {
        var readers = settings.readers(Locale.forLanguageTag("ru"));

        assertThat(readers.get(Parameter.MANAGER_REPLY_LIMIT)).singleElement().satisfies(reader -> {
            assertThat(reader.process()).isEqualTo("Жизнь заявки");
            assertThat(reader.steps())
                    .contains("Ответить клиенту", "Пора предупредить", "Снова истёк срок")
                    .hasSize(5);
        });
        assertThat(readers).containsKey(Parameter.SET_ASIDE_KEPT).doesNotContainKey(Parameter.RING_TIME);
    }

    @Test
    void a_day_off_moves_what_is_due() {
        var deadlines = node.bean(Deadlines.class);
        var friday = Instant.parse("2028-03-17T13:00:00Z");
        var before = deadlines.working(friday, Duration.ofHours(4));

        settings.addDay(LocalDate.of(2028, 3, 20), false, "Trial");
        assertThat(deadlines.working(friday, Duration.ofHours(4))).isEqualTo(before.plus(Duration.ofDays(1)));
        assertThatThrownBy(() -> settings.addDay(LocalDate.of(2028, 3, 20), true, ""))
                .hasMessageContaining("in the calendar already, as a day off");
        settings.removeDay(LocalDate.of(2028, 3, 20));
        assertThat(deadlines.working(friday, Duration.ofHours(4))).isEqualTo(before);
        assertThatThrownBy(() -> settings.removeDay(LocalDate.of(2028, 3, 20))).hasMessageContaining("no longer");
        assertThat(settings.historyOfCalendar(2))
                .extracting(Event::kind)
                .containsExactly("calendarDayRemoved", "calendarDaySet");
    }

    @Test
    void a_pasted_list_is_taken_whole_or_not_at_all() {
        assertThatThrownBy(() -> settings.pasteDays("2030-01-01 New Year\n30.02.2030 wrong"))
                .hasMessageContaining("Line 2");
        assertThatThrownBy(() -> settings.pasteDays("2030-01-01\n\n1.1.2030")).hasMessageContaining("Line 3");
        assertThatThrownBy(() -> settings.pasteDays(" \n ")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> settings.pasteDays("0030-01-01")).hasMessageContaining("Correct the year");
        assertThat(settings.days(2030)).isEmpty();

        assertThat(settings.pasteDays("2030-01-01 New Year\n23.02.2030 + moved\n2030-05-01"))
                .isEqualTo(3);
        assertThat(settings.pasteDays("2030-01-01 New Year\n23.02.2030 +  moved\n2030-05-01 May"))
                .isEqualTo(1);
        assertThat(settings.days(2030))
                .extracting(day -> day.date() + " " + day.working() + " " + day.note())
                .containsExactly("2030-01-01 false New Year", "2030-02-23 true moved", "2030-05-01 false May");
    }
}
