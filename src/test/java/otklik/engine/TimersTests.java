package otklik.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.engine.Timers.Timer;
import otklik.kernel.Refusal;
import otklik.requests.Inbound;
import otklik.requests.RequestProcess.Outcome;
import otklik.requests.Requests;
import otklik.security.Role;
import otklik.staff.Employees;
import otklik.work.SettableClock;

/** The timers of a request in its manager's turn: a warning at half of the limit, the limit itself. */
class TimersTests {
    private static final String KEY = "request-lifecycle";
    private static final String WARNING = "startEvent_halfOfLimitPassed";
    private static final String LIMIT = "startEvent_replyLimitPassed";

    private static NodeOfTest node;
    private static Timers timers;
    private static SettableClock clock;
    private String number;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(
                Map.of("camunda.bpm.job-execution.enabled", "false"), List.of(SettableClock.InNode.class), "timers");
        timers = node.bean(Timers.class);
        clock = node.bean(SettableClock.class);
        node.bean(Employees.class)
                .add("olga", "olga", "olga@otklik.example", "secret123", Set.of(Role.MANAGER), Locale.ENGLISH);
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void openRequest() {
        number = node.bean(Requests.class)
                .open(new Requests.Opening(
                        "M-1",
                        new Inbound("mail", "Client", "client@timers.example", null, "Hello", "Hello", null, null),
                        "Hello",
                        "olga",
                        null,
                        null));
    }

    @Test
    void each_timer_says_what_it_will_do_and_when() {
        assertThat(timers.of(number, Locale.ENGLISH))
                .extracting(Timer::node, Timer::title, Timer::effect, Timer::paused)
                .containsExactly(
                        tuple(WARNING, "Time to warn", "Warn the manager", false),
                        tuple(LIMIT, "Reply limit passed", "Mark: manager silent", false));
        assertThat(timers.of(number, Locale.forLanguageTag("ru")))
                .extracting(Timer::title)
                .containsExactly("Пора предупредить", "Срок ответа истёк");
    }

    @Test
    void a_shifted_timer_takes_the_limit_of_its_task_along() {
        var to = clock.instant().plus(Duration.ofDays(40)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);

        timers.shift(timer(LIMIT).id(), to);

        assertThat(timer(LIMIT).due()).isEqualTo(to);
        assertThat(node.bean(TaskService.class)
                        .createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .singleResult()
                        .getDueDate()
                        .toInstant())
                .isEqualTo(to);
        assertThat(timer(WARNING).due()).isBefore(to);
    }

    @Test
    void a_pause_gives_the_waited_time_back() {
        var due = timer(LIMIT).due();
        var id = timer(LIMIT).id();

        timers.pause(id);
        timers.pause(id);
        clock.passes(Duration.ofHours(5));

        assertThat(timer(LIMIT).paused()).isTrue();
        assertGivenBack(due);
        timers.resume(id);
        assertThat(timer(LIMIT).paused()).isFalse();
        assertGivenBack(due);
        timers.resume(id);
        assertGivenBack(due);
    }

    @Test
    void what_is_due_leaves_out_the_paused_and_the_later() {
        var far = Instant.parse("2999-01-01T00:00:00Z");
        assertThat(timers.due(KEY, LIMIT, far, 0, 1000).timers())
                .extracting(Timers.Due::caseKey)
                .contains(number);
        assertThat(timers.due(KEY, LIMIT, clock.instant(), 0, 1000).timers())
                .extracting(Timers.Due::caseKey)
                .doesNotContain(number);

        timers.pause(timer(LIMIT).id());

        assertThat(timers.due(KEY, LIMIT, far, 0, 1000).timers())
                .extracting(Timers.Due::caseKey)
                .doesNotContain(number);
    }

    @Test
    void what_is_due_is_read_page_by_page_and_a_timer_without_a_case_is_no_end() {
        var far = Instant.parse("2999-01-01T00:00:00Z");
        node.bean(JdbcClient.class)
                .sql("update act_ru_execution set business_key_ = null where business_key_ = ?")
                .param(number)
                .update();
        openRequest();
        openRequest();
        var all = timers.due(KEY, LIMIT, far, 0, 1000);

        var read = new ArrayList<Timers.Due>();
        var pages = 0;
        Timers.DuePage page;
        do {
            page = timers.due(KEY, LIMIT, far, pages, 1);
            read.addAll(page.timers());
            pages++;
        } while (page.more());

        assertThat(all.more()).isFalse();
        assertThat(read).isEqualTo(all.timers()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(pages)
                .as("one for the timer without a case, one for the end")
                .isEqualTo(read.size() + 2);
    }

    @Test
    void a_paused_timer_that_is_no_longer_needed_goes_with_its_step() {
        timers.pause(timer(LIMIT).id());

        node.bean(Requests.class).closeByHand(number, Outcome.WON, null);

        assertThat(timers.of(number, Locale.ENGLISH)).extracting(Timer::node).containsExactly("event_graceOver");
    }

    @Test
    void a_timer_that_has_gone_off_cannot_be_moved() {
        var id = timer(WARNING).id();
        node.bean(ManagementService.class).executeJob(id);

        assertThatThrownBy(() -> timers.shift(id, Instant.now()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("gone off");
    }

    private void assertGivenBack(Instant due) {
        assertThat(timer(LIMIT).due())
                .isBetween(
                        due.plus(Duration.ofHours(5)),
                        due.plus(Duration.ofHours(5)).plusSeconds(30));
    }

    private Timer timer(String element) {
        return timers.of(number, Locale.ENGLISH).stream()
                .filter(timer -> timer.node().equals(element))
                .findFirst()
                .orElseThrow();
    }
}
