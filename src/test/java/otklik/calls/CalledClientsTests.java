package otklik.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.NodeOfTest;
import otklik.customers.Companies;
import otklik.customers.CompanyForm;
import otklik.customers.ContactPoint;
import otklik.customers.Forgetting;
import otklik.engine.Attempts;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.requests.LeadSource;
import otklik.requests.OldLeads;
import otklik.security.Role;
import otklik.staff.Employees;
import otklik.telephony.CallCause;
import otklik.telephony.Simulator;
import otklik.telephony.Simulator.Does;
import otklik.telephony.Simulator.Reaction;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** Old clients whom the program dials, and what becomes of the attempts where a client is joined with another one, or deleted. */
class CalledClientsTests {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final AtomicInteger NUMBERS = new AtomicInteger(5_000_000);

    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(java.util.Map.of(), "called-clients");
        // Any moment is one at which we work and clients are called.
        set(Parameter.WORKING_DAYS, "MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY,SATURDAY,SUNDAY");
        set(Parameter.WORKING_FROM, "00:00");
        set(Parameter.WORKING_UNTIL, "23:59");
        set(Parameter.CALL_WINDOW_FROM, "00:00");
        set(Parameter.CALL_WINDOW_UNTIL, "23:59");
        set(Parameter.CONTACT_DAILY_CAP, "50");
        hire("elena", Role.HEAD);
        hire("olga", Role.MANAGER);
        hire("admin", Role.ADMINISTRATOR);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void oldClientWhoIsNotReachedIsCalledAgainAtTheMomentOfTheLadder() {
        clients(Does.IS_BUSY);
        var lead = lead(company());

        var attempt = closed(begin(lead));

        assertThat(attempt.cause()).isEqualTo(CallCause.BUSY);
        assertThat(attempt.retryAt()).isAfter(Instant.now());
        assertThat(tasks(lead)).isEmpty();
        assertThat(waits(lead)).isEqualTo("event_retryDue");
    }

    @Test
    void oldClientWhoIsNotToBeReachedRestsInThePool() {
        set(Parameter.MOST_ATTEMPTS_PER_DAY, "1");
        set(Parameter.MOST_ATTEMPTS, "1");
        try {
            clients(Does.IS_BUSY);
            var lead = lead(company());

            assertThat(closed(begin(lead)).retryAt()).isNull();

            assertThat(tasks(lead)).isEmpty();
            assertThat(node.bean(JdbcClient.class)
                            .sql("select state from old_lead where number = ?")
                            .param(lead)
                            .query(String.class)
                            .single())
                    .isEqualTo("RESTING");
        } finally {
            set(Parameter.MOST_ATTEMPTS, "6");
            set(Parameter.MOST_ATTEMPTS_PER_DAY, "3");
        }
    }

    @Test
    void rightNumberOfAnOldClientIsLookedForWhereItIsWrong() {
        clients(Does.WRONG_NUMBER);
        var company = company();
        var lead = lead(company);

        closed(begin(lead));

        assertThat(waits(lead)).isEqualTo("event_retryDue");
        assertThat(node.bean(JdbcClient.class)
                        .sql("select count(*) from contact_repair where open_contact = ?")
                        .param(company)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void attemptsGoAlongWithTheClientAndComeBackWithHim() {
        clients(Does.IS_BUSY);
        var from = company();
        var into = company();
        closed(begin(lead(from)));
        var parts = node.bean(JoinedContacts.class).attemptsOfCompanies(node.bean(JdbcClient.class));

        var record = parts.move(from, into);
        assertThat(attemptsOf(into)).isEqualTo(1);

        parts.back(from, into, record);
        assertThat(attemptsOf(into)).isZero();
        assertThat(attemptsOf(from)).isEqualTo(1);
    }

    @Test
    void numbersOfDeletedClientsLeaveTheAttemptsAndTheirCallsEnd() {
        clients(Does.WRONG_NUMBER);
        var company = company();
        closed(begin(lead(company)));
        clients(Does.NOTHING);
        var other = company();
        var ringing = begin(lead(other));

        node.bean(Attempts.class).run(() -> List.of(company, other)
                .forEach(one -> node.bean(ForgottenCalls.class).forget(new Forgetting.Whom(one, Set.of(), Set.of()))));

        assertThat(closed(ringing).cause()).isEqualTo(CallCause.CANCELLED);
        assertThat(node.bean(JdbcClient.class)
                        .sql(
                                """
                                select (select count(*) from call_attempt where contact in (:both) and phone like '+%')
                                + (select count(*) from contact_repair where contact in (:both) and phone is not null)""")
                        .param("both", List.of(company, other))
                        .query(Integer.class)
                        .single())
                .isZero();
        // That it was tried still counts.
        assertThat(attemptsOf(company)).isEqualTo(1);
    }

    private static int attemptsOf(String contact) {
        return node.bean(AttemptRows.class).countInVain(contact, Instant.now().minus(Duration.ofDays(1)));
    }

    private static String lead(String company) {
        return as("elena", () -> node.bean(OldLeads.class).put(company, LeadSource.BY_HAND, null));
    }

    private static CallAttempt begin(String lead) {
        return as("olga", () -> {
            node.bean(WorkItems.class).claim(tasks(lead).get(0).taskId(), "olga");
            return attempts().begin("olga", tasks(lead).get(0));
        });
    }

    private static CallAttempt closed(CallAttempt attempt) {
        Supplier<CallAttempt> now = () -> attempts().ofTask(attempt.taskId()).orElseThrow();
        await().atMost(SOON).until(() -> now.get().state() == AttemptState.CLOSED);
        return now.get();
    }

    private static String waits(String lead) {
        var runtime = node.bean(RuntimeService.class);
        var instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(lead)
                .singleResult();
        return runtime.getActiveActivityIds(instance.getId()).contains("gateway_whatComesFirst")
                ? "event_retryDue"
                : String.join(",", runtime.getActiveActivityIds(instance.getId()));
    }

    private static List<WorkItem> tasks(String lead) {
        return node.bean(WorkItems.class).ofCase(lead);
    }

    private static CallAttempts attempts() {
        return node.bean(CallAttempts.class);
    }

    private static void clients(Does does) {
        node.bean(Simulator.class).script(call -> new Reaction(does, Duration.ofMillis(50)));
    }

    private static String company() {
        var number = NUMBERS.incrementAndGet();
        return as("admin", () -> node.bean(Companies.class)
                .create(CompanyForm.named("Vasilek " + number)
                        .withPoints(List.of(
                                ContactPoint.phone("+7495" + number, "RU").orElseThrow())))
                .number());
    }

    private static void hire(String login, Role role) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }

    private static void set(Parameter parameter, String text) {
        var seen = node.bean(JdbcClient.class)
                .sql("select version from company_parameter where name = ?")
                .param(parameter.key())
                .query(Long.class)
                .optional()
                .orElse(0L);
        new TransactionTemplate(node.bean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> node.bean(Parameters.class).set(parameter, text, seen, "admin"));
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
