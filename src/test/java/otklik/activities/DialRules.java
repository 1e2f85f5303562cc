package otklik.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.NodeOfTest;
import otklik.calls.AttemptState;
import otklik.calls.CallAttempt;
import otklik.calls.CallAttempts;
import otklik.calls.DialRule;
import otklik.customers.Companies;
import otklik.customers.CompanyForm;
import otklik.customers.ContactPoint;
import otklik.customers.Suppression;
import otklik.customers.Suppressions;
import otklik.engine.Processes;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Role;
import otklik.security.WorkMode;
import otklik.staff.Departments;
import otklik.staff.Employees;
import otklik.telephony.CallCause;
import otklik.telephony.CallState;
import otklik.telephony.PhoneCalls;
import otklik.telephony.Simulator;
import otklik.telephony.Simulator.Does;
import otklik.telephony.Simulator.Reaction;
import otklik.work.Conveyor;
import otklik.work.NextTask;
import otklik.work.WorkItem;
import otklik.work.WorkItems;
import otklik.work.WorkSessions;

/** The dialler on planned calls, with the simulated network, from the issue of a task to what follows: on both databases. */
abstract class DialRules {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofMillis(50);
    private static final AtomicInteger NUMBERS = new AtomicInteger(1_000_000);

    abstract NodeOfTest node();

    @BeforeEach
    void office() {
        // Any moment is one at which we work and clients are called, so that the hour of the build does not matter.
        set(Parameter.WORKING_DAYS, "MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY,SATURDAY,SUNDAY");
        set(Parameter.WORKING_FROM, "00:00");
        set(Parameter.WORKING_UNTIL, "23:59");
        set(Parameter.CALL_WINDOW_FROM, "00:00");
        set(Parameter.CALL_WINDOW_UNTIL, "23:59");
        set(Parameter.RING_TIME, "PT5S");
        set(Parameter.CONTACT_DAILY_CAP, "50");
        set(Parameter.MOST_ATTEMPTS, "6");
        set(Parameter.MOST_ATTEMPTS_PER_DAY, "3");
        hire("chief", Role.ADMINISTRATOR, null);
        hire("dora", Role.OPERATOR, WorkMode.CONVEYOR_AUTODIAL);
    }

    @AfterEach
    void networkIsQuiet() {
        node().bean(Simulator.class).script(null);
        await().atMost(SOON).until(() -> jobs("businessRuleTask_weighRetry") == 0);
        var open = node().bean(JdbcClient.class)
                .sql("select number from call_attempt where open_task is not null")
                .query(String.class)
                .list();
        open.forEach(number -> phones().hangUp(number));
        var sessions = node().bean(WorkSessions.class);
        if (sessions.of("dora").isPresent()) {
            sessions.end("dora");
        }
        var tasks = node().bean(JdbcClient.class)
                .sql("select business_key from work_item")
                .query(String.class)
                .list();
        node().bean(Processes.class).forget(tasks, "the test is over");
    }

    @ParameterizedTest
    @EnumSource(names = {"IS_BUSY", "DECLINES", "NO_LINE", "NOTHING"})
    void e32_whoIsNotReachedIsCalledAgainAndTheTaskClosesItself(Does does) {
        clients(does, AT_ONCE);
        var planned = call("dora");

        var attempt = closed(begin(planned));

        assertThat(attempt.cause())
                .isEqualTo(
                        switch (does) {
                            case IS_BUSY -> CallCause.BUSY;
                            case DECLINES -> CallCause.DECLINED;
                            case NO_LINE -> CallCause.CONGESTION;
                            default -> CallCause.NO_ANSWER;
                        });
        assertThat(find(planned)).satisfies(activity -> {
            assertThat(activity.state()).isEqualTo(ActivityState.DONE);
            assertThat(activity.outcome()).isEqualTo(ActivityOutcome.NOT_REACHED);
            assertThat(activity.result()).isNotBlank();
        });
        var again = onlyPlanned(planned.company());
        assertThat(again.responsible()).isEqualTo("dora");
        assertThat(again.title()).isEqualTo(planned.title());
        assertThat(again.description()).isEqualTo(planned.description());
        assertThat(again.due()).isEqualTo(attempt.retryAt()).isAfter(Instant.now());
        assertThat(history(planned.number())).extracting(Event::kind).contains("callRetryPlanned");
        noCallIsLeft();
    }

    @Test
    void taskStaysWhereSomebodyAnswers() {
        clients(Does.ANSWERS, AT_ONCE);
        var planned = call("dora");

        var attempt = begin(planned);
        await().atMost(SOON).until(() -> now(attempt).state() == AttemptState.CONNECTED);
        assertThat(tasks(planned)).hasSize(1);

        as("dora", () -> {
            phones().hangUp(attempt.number());
            return true;
        });
        assertThat(closed(attempt).cause()).isEqualTo(CallCause.ANSWERED);
        assertThat(tasks(planned)).hasSize(1);
        assertThat(find(planned).isPlanned()).isTrue();
        noCallIsLeft();
    }

    @Test
    void e30_answerThatComesAfterTheLimitIsHungUpAndNoted() {
        clients(Does.ANSWERS, Duration.ofMillis(5100));
        var planned = call("dora");

        var attempt = closed(begin(planned));

        assertThat(attempt.cause()).isEqualTo(CallCause.NO_ANSWER);
        assertThat(attempt.connectedAt()).isNull();
        assertThat(onlyPlanned(planned.company()).due()).isEqualTo(attempt.retryAt());
        await().atMost(SOON).untilAsserted(() -> assertThat(history(planned.number()))
                .extracting(Event::kind)
                .contains("callStray"));
        noCallIsLeft();
    }

    @RepeatedTest(10)
    void e30_ofAnAnswerAndALimitAtTheSameMomentOneWinsForTheCallAndForTheTask() {
        clients(Does.NOTHING, AT_ONCE);
        var planned = call("dora");
        var attempt = begin(planned);
        await().atMost(SOON).until(() -> call(attempt) == CallState.RINGING);

        CompletableFuture.allOf(
                        CompletableFuture.runAsync(
                                () -> node().bean(Simulator.class).answer(attempt.number())),
                        CompletableFuture.runAsync(() -> phones().giveUp(attempt.number(), CallCause.NO_ANSWER)))
                .join();

        var isKept = call(attempt) == CallState.ANSWERED;
        if (isKept) {
            assertThat(now(attempt).state()).isEqualTo(AttemptState.CONNECTED);
            assertThat(tasks(planned)).hasSize(1);
            phones().hangUp(attempt.number());
            closed(attempt);
            assertThat(find(planned).isPlanned()).isTrue();
        } else {
            assertThat(closed(attempt).cause()).isEqualTo(CallCause.NO_ANSWER);
            assertThat(tasks(planned)).isEmpty();
        }
        noCallIsLeft();
    }

    @Test
    void e31_whereTheProviderTellsNothingThePersonSaysThatHeIsTalking() {
        clients(Does.SILENT, Duration.ZERO);
        var planned = call("dora");
        var attempt = begin(planned);
        fire("event_providerSilent", attempt);
        assertThat(now(attempt).state()).isEqualTo(AttemptState.ASKED);

        as("dora", () -> {
            phones().say(attempt.number(), true);
            return true;
        });

        assertThat(now(attempt).state()).isEqualTo(AttemptState.CONNECTED);
        assertThat(tasks(planned)).hasSize(1);
    }

    @Test
    void e31_whereTheProviderTellsNothingThePersonSaysThatNobodyIsThere() {
        clients(Does.SILENT, Duration.ZERO);
        var planned = call("dora");
        var attempt = begin(planned);
        fire("event_providerSilent", attempt);

        as("dora", () -> {
            phones().say(attempt.number(), false);
            return true;
        });

        assertThat(closed(attempt).cause()).isEqualTo(CallCause.NO_ANSWER);
        assertThat(onlyPlanned(planned.company()).due()).isEqualTo(now(attempt).retryAt());
        noCallIsLeft();
    }

    @Test
    void e31_callOfWhichNobodyTellsAnythingEndsInTheLedgerToo() {
        clients(Does.SILENT, Duration.ZERO);
        var planned = call("dora");
        var attempt = begin(planned);
        fire("event_providerSilent", attempt);
        fire("event_nothingKnown", attempt);

        assertThat(closed(attempt).cause()).isEqualTo(CallCause.PROVIDER_SILENT);
        assertThat(phones().find(attempt.number()).orElseThrow().cause()).isEqualTo(CallCause.PROVIDER_SILENT);
        assertThat(onlyPlanned(planned.company()).due()).isEqualTo(now(attempt).retryAt());
        noCallIsLeft();
    }

    @Test
    void e32_machineThatThePersonHearsIsCalledAgainInAnotherHalfOfTheDay() {
        clients(Does.MACHINE_ANSWERS, AT_ONCE);
        var planned = call("dora");
        var attempt = begin(planned);
        await().atMost(SOON).until(() -> now(attempt).state() == AttemptState.CONNECTED);

        as("dora", () -> {
            phones().machine(attempt.number());
            return true;
        });

        assertThat(closed(attempt).cause()).isEqualTo(CallCause.MACHINE);
        assertThat(find(planned).outcome()).isEqualTo(ActivityOutcome.NOT_REACHED);
        assertThat(onlyPlanned(planned.company()).due()).isEqualTo(now(attempt).retryAt());
        noCallIsLeft();
    }

    @Test
    void e32_rightNumberIsLookedForWhereItIsWrongAndThenTheCallIsPlannedAgain() {
        clients(Does.WRONG_NUMBER, AT_ONCE);
        var planned = call("dora");

        var attempt = closed(begin(planned));

        assertThat(attempt.cause()).isEqualTo(CallCause.INVALID_NUMBER);
        assertThat(find(planned).state()).isEqualTo(ActivityState.DONE);
        assertThat(planned(planned.company())).isEmpty();
        var search = search(planned.company());
        var right = number();

        as("chief", () -> {
            complete(search, Map.of("outcome", "found", "phone", right));
            return true;
        });

        assertThat(phones(planned.company())).containsExactly(right);
        assertThat(onlyPlanned(planned.company()).title()).isEqualTo(planned.title());
    }

    @Test
    void e32_sameWrongNumberIsNoAnswerToTheQuestionForTheRightOne() {
        clients(Does.WRONG_NUMBER, AT_ONCE);
        var planned = call("dora");
        closed(begin(planned));
        var wrong = phones(planned.company()).get(0);
        var search = search(planned.company());

        assertThatThrownBy(() -> as("chief", () -> {
                    complete(search, Map.of("outcome", "found", "phone", wrong));
                    return true;
                }))
                .hasStackTraceContaining("is the number that does not work");
        assertThat(tasks(search)).hasSize(1);
    }

    @Test
    void e33_whoIsNotReachedInTheLastAttemptRestsAndIsCalledAgainAfterwards() {
        set(Parameter.MOST_ATTEMPTS_PER_DAY, "2");
        set(Parameter.MOST_ATTEMPTS, "3");
        clients(Does.IS_BUSY, AT_ONCE);
        var first = call("dora");
        closed(begin(first));
        var second = onlyPlanned(first.company());
        closed(begin(second));
        daysPass(1);
        var third = onlyPlanned(first.company());

        var last = closed(begin(third));

        assertThat(last.ofDay()).isEqualTo(1);
        assertThat(last.inAll()).isEqualTo(3);
        assertThat(last.retryAt()).isNull();
        assertThat(planned(first.company())).isEmpty();
        assertThat(find(third).outcome()).isEqualTo(ActivityOutcome.NOT_REACHED);
        assertThat(history(third.number())).extracting(Event::kind).contains("callsExhausted");
        assertThat(node().bean(JdbcClient.class)
                        .sql("select source, state, ready_at from old_lead where company = ?")
                        .param(first.company())
                        .query((row, index) -> {
                            assertThat(row.getString("source")).isEqualTo("UNREACHABLE");
                            assertThat(row.getString("state")).isEqualTo("RESTING");
                            return row.getObject("ready_at", OffsetDateTime.class)
                                    .toInstant();
                        })
                        .single())
                .isAfter(Instant.now().plus(Duration.ofDays(29)));

        var later = call(first.company(), "dora");
        assertThat(whyNot(later)).isEqualTo(DialRule.LIMIT);
        daysPass(31);
        assertThat(whyNot(later)).isNull();
    }

    /** All attempts were so many days earlier. */
    private void daysPass(int days) {
        var jdbc = node().bean(JdbcClient.class);
        jdbc.sql("select number, started_at from call_attempt")
                .query((row, index) ->
                        Map.entry(row.getString("number"), row.getObject("started_at", OffsetDateTime.class)))
                .list()
                .forEach(attempt -> jdbc.sql("update call_attempt set started_at = ? where number = ?")
                        .params(attempt.getValue().minusDays(days), attempt.getKey())
                        .update());
    }

    @Test
    void e34_callWithoutANumberBecomesTheSearchForOne() {
        var company = company(null);
        var planned = call(company, "dora");
        assertThat(whyNot(planned)).isEqualTo(DialRule.NO_NUMBER);
        assertThatThrownBy(() -> begin(planned)).isInstanceOf(Refusal.class);

        start("dora");
        issued(planned);

        await().atMost(SOON).until(() -> tasks(planned).isEmpty());
        assertThat(tasks(search(company))).hasSize(1);
        assertThat(phones().ofCase(planned.number(), 0, 10)).isEmpty();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"ring me", "+7 12", "8 (495) 12"})
    void e34_whatIsNoNumberIsNoAnswerToTheQuestionForOne(String text) {
        var company = company(null);
        start("dora");
        issued(call(company, "dora"));
        await().atMost(SOON).until(() -> hasSearch(company));
        var search = search(company);

        assertThatThrownBy(() -> as("chief", () -> {
                    complete(search, Map.of("outcome", "found", "phone", text));
                    return true;
                }))
                .hasStackTraceContaining(text);
        assertThat(phones(company)).isEmpty();
    }

    @Test
    void e39_callEndsWhenItsReasonIsGone() {
        clients(Does.NOTHING, AT_ONCE);
        var planned = call("dora");
        var attempt = begin(planned);
        await().atMost(SOON).until(() -> call(attempt) == CallState.RINGING);

        as("chief", () -> {
            activities().cancel(planned.number(), "Has paid");
            return true;
        });

        assertThat(closed(attempt).cause()).isEqualTo(CallCause.CANCELLED);
        assertThat(planned(planned.company())).isEmpty();
        noCallIsLeft();
    }

    @Test
    void e39_talkGoesOnWhenItsReasonIsGone() {
        clients(Does.ANSWERS, AT_ONCE);
        var planned = call("dora");
        var attempt = begin(planned);
        await().atMost(SOON).until(() -> now(attempt).state() == AttemptState.CONNECTED);

        as("chief", () -> {
            activities().cancel(planned.number(), "Has paid");
            return true;
        });

        assertThat(call(attempt)).isEqualTo(CallState.ANSWERED);
        phones().hangUp(attempt.number());
        closed(attempt);
    }

    @Test
    void whyNotDialledNamesTheFirstRuleThatFails() {
        clients(Does.NOTHING, AT_ONCE);
        var planned = call("dora");
        assertThat(whyNot(planned)).isNull();

        set(Parameter.MOST_ATTEMPTS_PER_DAY, "1");
        closed(begin(planned));
        var again = onlyPlanned(planned.company());
        assertThat(whyNot(again)).isEqualTo(DialRule.DAY_LIMIT);

        node().bean(Suppressions.class)
                .suppress(
                        ContactPoint.phone(phones(planned.company()).get(0), "RU")
                                .orElseThrow(),
                        Suppression.Scope.ALL,
                        null,
                        "Said so",
                        null);
        assertThat(whyNot(again)).isEqualTo(DialRule.DO_NOT_CALL);

        var meeting = as("chief", () -> activities()
                .plan(ActivityPlan.of(
                        planned.company(), ActivityKind.MEETING, "Meet", "dora", in(Duration.ofMinutes(1)))));
        assertThat(whyNot(meeting)).isEqualTo(DialRule.NO_CALL);
    }

    @Test
    void clientIsNotDialledOutsideHisHours() {
        var here = Instant.now().atZone(java.time.ZoneId.of("Europe/Moscow")).toLocalTime();
        var opens = here.plusHours(2).isAfter(here) ? here.plusHours(2) : here.minusHours(3);
        set(Parameter.CALL_WINDOW_FROM, opens.truncatedTo(ChronoUnit.MINUTES).toString());
        set(
                Parameter.CALL_WINDOW_UNTIL,
                opens.plusMinutes(30).truncatedTo(ChronoUnit.MINUTES).toString());
        var inQueue = as("chief", () -> activities()
                .plan(new ActivityPlan(
                        company(number()),
                        null,
                        ActivityKind.CALL,
                        "Call",
                        "",
                        null,
                        Role.OPERATOR.group(),
                        in(Duration.ofMinutes(1)),
                        null,
                        false,
                        null,
                        null)));

        assertThat(whyNot(inQueue)).isEqualTo(DialRule.CLOSED_WINDOW);
    }

    @Test
    void autodialGoesFromOneTaskToTheNextByItself() {
        var script = new ArrayList<Does>(List.of(Does.IS_BUSY, Does.DECLINES, Does.ANSWERS));
        node().bean(Simulator.class)
                .script(call -> new Reaction(script.isEmpty() ? Does.NOTHING : script.remove(0), AT_ONCE));
        for (int i = 0; i < 3; i++) {
            call("dora");
        }
        start("dora");

        var causes = new ArrayList<AttemptState>();
        for (int i = 0; i < 3; i++) {
            var item = ((NextTask.Issued) next("dora")).item();
            // The call is ordered with the issue, nobody has pressed anything.
            var attempt = attempts().ofTask(item.taskId()).orElseThrow();
            await().atMost(SOON)
                    .until(() -> now(attempt).state() == AttemptState.CLOSED
                            || now(attempt).state() == AttemptState.CONNECTED);
            causes.add(now(attempt).state());
        }

        assertThat(causes).containsExactly(AttemptState.CLOSED, AttemptState.CLOSED, AttemptState.CONNECTED);
    }

    @Test
    void whoFinishesTheTaskWhileHeTalksIsDialledForWhenTheTalkIsOver() {
        clients(Does.ANSWERS, AT_ONCE);
        call("dora");
        call("dora");
        start("dora");
        var first = ((NextTask.Issued) next("dora")).item();
        var talk = attempts().ofTask(first.taskId()).orElseThrow();
        await().atMost(SOON).until(() -> now(talk).state() == AttemptState.CONNECTED);

        var second = (NextTask.Issued) as("dora", () -> node().bean(Conveyor.class)
                .completeAndNext(
                        "dora", "tab", first.taskId(), Map.of("outcome", "done", "result", "Talked", "next", "none")));
        assertThat(attempts().ofTask(second.item().taskId())).isEmpty();
        assertThat(as("dora", () -> attempts().whyNot(second.item()).rule())).isEqualTo(DialRule.IN_CALL);
        phones().hangUp(talk.number());

        assertThat(attempts().ofTask(second.item().taskId())).isPresent();
    }

    @Test
    void attemptCountsAreThoseOfTheLedger() {
        clients(Does.IS_BUSY, AT_ONCE);
        var planned = call("dora");
        closed(begin(planned));
        closed(begin(onlyPlanned(planned.company())));

        var jdbc = node().bean(JdbcClient.class);
        assertThat(jdbc.sql(
                                """
                                select (select count(*) from call_attempt a where phone is not null and not exists
                                    (select 1 from phone_call p where p.call_key = a.number and p.cause = a.cause))
                                + (select count(*) from phone_call p where not exists
                                    (select 1 from call_attempt a where a.number = p.call_key))""")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private CallAttempt begin(Activity activity) {
        return as("dora", () -> attempts().begin("dora", task(activity)));
    }

    private @Nullable DialRule whyNot(Activity activity) {
        return as("dora", () -> attempts().whyNot(task(activity)).rule());
    }

    private CallAttempt now(CallAttempt attempt) {
        return attempts().ofTask(attempt.taskId()).orElseThrow();
    }

    private CallAttempt closed(CallAttempt attempt) {
        await().atMost(SOON).until(() -> now(attempt).state() == AttemptState.CLOSED);
        return now(attempt);
    }

    private CallState call(CallAttempt attempt) {
        return phones().find(attempt.number()).orElseThrow().state();
    }

    private void noCallIsLeft() {
        var jdbc = node().bean(JdbcClient.class);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(jdbc.sql("select count(*) from simulated_call")
                            .query(Integer.class)
                            .single())
                    .isZero();
            assertThat(jdbc.sql("select count(*) from phone_call where state <> 'ENDED'")
                            .query(Integer.class)
                            .single())
                    .isZero();
        });
    }

    private void fire(String event, CallAttempt attempt) {
        var management = node().bean(ManagementService.class);
        var instance = node().bean(RuntimeService.class)
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(attempt.number())
                .singleResult();
        var job = management
                .createJobQuery()
                .processInstanceId(instance.getId())
                .activityId(event)
                .singleResult();
        management.executeJob(job.getId());
    }

    private long jobs(String activity) {
        return node().bean(ManagementService.class)
                .createJobQuery()
                .activityId(activity)
                .count();
    }

    private void clients(Does does, Duration after) {
        node().bean(Simulator.class).script(call -> new Reaction(does, after));
    }

    private Activity call(String login) {
        return call(company(number()), login);
    }

    private Activity call(String company, String login) {
        return as("chief", () -> activities()
                .plan(new ActivityPlan(
                        company,
                        null,
                        ActivityKind.CALL,
                        "Call again",
                        "Promised to Anna",
                        login,
                        null,
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        null,
                        false,
                        null,
                        null)));
    }

    private static String number() {
        return "+7495" + NUMBERS.incrementAndGet();
    }

    private String company(@Nullable String phone) {
        return as("chief", () -> node().bean(Companies.class)
                .create(CompanyForm.named("Romashka " + NUMBERS.incrementAndGet())
                        .withPoints(
                                phone == null
                                        ? List.of()
                                        : List.of(
                                                ContactPoint.phone(phone, "RU").orElseThrow())))
                .number());
    }

    private List<String> phones(String company) {
        return as("chief", () -> node().bean(Companies.class).find(company).orElseThrow().form().points().stream()
                .map(ContactPoint::key)
                .toList());
    }

    private boolean hasSearch(String company) {
        return !searches(company).isEmpty();
    }

    /** Number of the search for a number of the company. */
    private String search(String company) {
        return searches(company).get(0);
    }

    private List<String> searches(String company) {
        return node().bean(JdbcClient.class)
                .sql("select number from contact_repair where open_contact = ?")
                .param(company)
                .query(String.class)
                .list();
    }

    private void complete(String search, Map<String, Object> answers) {
        node().bean(Processes.class).complete(tasks(search).get(0).taskId(), answers);
    }

    private Activity find(Activity activity) {
        return activities().find(activity.number()).orElseThrow();
    }

    private List<Activity> planned(String company) {
        return activities().planned(company);
    }

    private Activity onlyPlanned(String company) {
        assertThat(planned(company)).hasSize(1);
        return planned(company).get(0);
    }

    private List<WorkItem> tasks(Activity activity) {
        return tasks(activity.number());
    }

    private List<WorkItem> tasks(String number) {
        return node().bean(WorkItems.class).ofCase(number);
    }

    private WorkItem task(Activity activity) {
        return tasks(activity).get(0);
    }

    private List<Event> history(String caseKey) {
        return node().bean(History.class).of(caseKey, 0, 50);
    }

    private void start(String login) {
        as(login, () -> node().bean(WorkSessions.class).start(login, "tab"));
    }

    private NextTask next(String login) {
        return as(login, () -> node().bean(Conveyor.class).next(login));
    }

    private void issued(Activity activity) {
        assertThat(next("dora")).isInstanceOfSatisfying(NextTask.Issued.class, issued -> assertThat(
                        issued.item().businessKey())
                .isEqualTo(activity.number()));
    }

    private Activities activities() {
        return node().bean(Activities.class);
    }

    private CallAttempts attempts() {
        return node().bean(CallAttempts.class);
    }

    private PhoneCalls phones() {
        return node().bean(PhoneCalls.class);
    }

    private void set(Parameter parameter, String text) {
        var parameters = node().bean(Parameters.class);
        var jdbc = node().bean(JdbcClient.class);
        var seen = jdbc.sql("select version from company_parameter where name = ?")
                .param(parameter.key())
                .query(Long.class)
                .optional()
                .orElse(0L);
        new TransactionTemplate(node().bean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> parameters.set(parameter, text, seen, "chief"));
    }

    private void hire(String login, Role role, @Nullable WorkMode mode) {
        var employees = node().bean(Employees.class);
        if (employees.byLogin(login).isPresent()) {
            return;
        }
        employees.add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
        if (mode != null) {
            var department = node().bean(Departments.class).add(mode.name(), mode, Set.of());
            node().bean(JdbcClient.class)
                    .sql("update employee set department_id = ? where login = ?")
                    .params(department, login)
                    .update();
            // Every node keeps a copy of the people.
            node().bean(Signals.class).say(Signals.STAFF);
            await().atMost(SOON)
                    .until(() -> node().bean(Accounts.class)
                                    .byLogin(login)
                                    .orElseThrow()
                                    .workMode()
                            == mode);
        }
    }

    private static Instant in(Duration duration) {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(duration);
    }

    private static <T> T as(String login, Supplier<T> deed) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(login, "", AuthorityUtils.NO_AUTHORITIES));
        SecurityContextHolder.setContext(context);
        try {
            return deed.get();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
