package otklik.activities;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.NodeOfTest;
import otklik.calls.AttemptState;
import otklik.calls.CallAttempts;
import otklik.customers.Companies;
import otklik.customers.CompanyForm;
import otklik.customers.ContactPoint;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Role;
import otklik.security.WorkMode;
import otklik.staff.Departments;
import otklik.staff.Employees;
import otklik.telephony.PhoneCall;
import otklik.telephony.PhoneCalls;
import otklik.telephony.Simulator;
import otklik.telephony.Simulator.Does;
import otklik.telephony.Simulator.Reaction;
import otklik.work.Conveyor;
import otklik.work.NextTask;
import otklik.work.WorkItems;
import otklik.work.WorkSessions;

/**
 * An office of people whose calls the program dials, with clients who answer, are busy, decline, do not answer, have a machine or a wrong
 * number, answer too late, or of whom the network tells nothing. What a client does depends on his number only.
 */
public final class DialledOffice {
    /** Of the ring limit's end: so much later does a late client lift the receiver. */
    private static final Duration TOO_LATE = Duration.ofMillis(100);

    private static final Duration TALK = Duration.ofMillis(800);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final NodeOfTest node;
    private final Duration ring;
    private final List<String> people = new ArrayList<>();
    private final AtomicInteger talks = new AtomicInteger();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private volatile boolean isOpen;

    /**
     * @param people who are dialled for
     * @param ring how long a client's phone rings
     */
    public DialledOffice(NodeOfTest node, int people, Duration ring) {
        this.node = node;
        this.ring = ring;
        set(Parameter.WORKING_DAYS, "MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY,SATURDAY,SUNDAY");
        set(Parameter.WORKING_FROM, "00:00");
        set(Parameter.WORKING_UNTIL, "23:59");
        set(Parameter.CALL_WINDOW_FROM, "00:00");
        set(Parameter.CALL_WINDOW_UNTIL, "23:59");
        set(Parameter.RING_TIME, ring.toString());
        set(Parameter.CALL_SAFETY, "PT25S");
        set(Parameter.MOST_TASKS_PER_DAY, "1000");
        var employees = node.bean(Employees.class);
        employees.add(
                "chief", "chief", "chief@otklik.example", "secret123", Set.of(Role.ADMINISTRATOR), Locale.ENGLISH);
        var hall = node.bean(Departments.class).add("Hall", WorkMode.CONVEYOR_AUTODIAL, Set.of());
        for (int i = 0; i < people; i++) {
            var login = "caller" + i;
            employees.add(login, login, login + "@otklik.example", "secret123", Set.of(Role.OPERATOR), Locale.ENGLISH);
            this.people.add(login);
        }
        jdbc().sql("update employee set department_id = ? where login like 'caller%'")
                .param(hall)
                .update();
        // Every node keeps a copy of the people.
        node.bean(Signals.class).say(Signals.STAFF);
        Awaitility.await().until(() -> node.bean(Accounts.class)
                .byLogin("caller0")
                .filter(account -> account.workMode() == WorkMode.CONVEYOR_AUTODIAL)
                .isPresent());
        node.bean(Simulator.class).script(this::reaction);
    }

    /** Plans calls with so many clients, all of them due now, in the queue of the office. */
    public void plan(int clients) {
        each(
                clients,
                client -> as("chief", () -> {
                    var company = node.bean(Companies.class)
                            .create(CompanyForm.named("Client " + client)
                                    .withPoints(List.of(ContactPoint.phone("+7495%07d".formatted(client), "RU")
                                            .orElseThrow())));
                    return node.bean(Activities.class)
                            .plan(new ActivityPlan(
                                    company.number(),
                                    null,
                                    ActivityKind.CALL,
                                    "Call",
                                    "",
                                    null,
                                    Role.OPERATOR.group(),
                                    Instant.now().truncatedTo(ChronoUnit.MILLIS),
                                    null,
                                    false,
                                    null,
                                    null));
                }));
    }

    /** What a client does: of twenty one is told nothing of, one answers too late, and so on. */
    private Reaction reaction(PhoneCall call) {
        var kind = Long.parseLong(call.number().substring("+7495".length())) % 20;
        if (kind == 0) {
            return new Reaction(Does.SILENT, Duration.ZERO);
        }
        if (kind <= 2) {
            return new Reaction(Does.ANSWERS, ring.plus(TOO_LATE));
        }
        if (kind <= 6) {
            return new Reaction(Does.NOTHING, Duration.ZERO);
        }
        if (kind <= 9) {
            return new Reaction(Does.IS_BUSY, Duration.ofMillis(200));
        }
        if (kind <= 11) {
            return new Reaction(Does.DECLINES, Duration.ofMillis(1500));
        }
        if (kind == 12) {
            return new Reaction(Does.WRONG_NUMBER, Duration.ofMillis(100));
        }
        if (kind == 13) {
            return new Reaction(Does.NO_LINE, Duration.ofMillis(100));
        }
        return kind == 14
                ? new Reaction(Does.MACHINE_ANSWERS, Duration.ofMillis(700))
                : new Reaction(Does.ANSWERS, Duration.ofMillis(900));
    }

    /** One person: what is issued to him is dialled by the program; he talks, or hears a machine, and the next comes. */
    private final class Caller {
        private final String login;
        private @Nullable String task;
        private @Nullable Instant connected;

        Caller(String login) {
            this.login = login;
        }

        /** Looks once at what he has. */
        void look() {
            try {
                as(login, () -> {
                    act();
                    return true;
                });
            } catch (Refusal meanwhile) {
                // The program has closed the task while he looked.
                refusals.merge(meanwhile.key(), 1, Integer::sum);
                task = null;
            }
        }

        private void act() {
            if (task == null) {
                var conveyor = node.bean(Conveyor.class);
                var next =
                        isOpen ? conveyor.next(login) : conveyor.current(login).orElse(null);
                if (next instanceof NextTask.Issued issued) {
                    task = issued.item().taskId();
                    connected = null;
                }
                return;
            }
            var attempt = node.bean(CallAttempts.class).ofTask(task);
            var state = attempt.map(one -> one.state()).orElse(AttemptState.CLOSED);
            if (state == AttemptState.CONNECTED) {
                talk(
                        attempt.orElseThrow().number(),
                        String.valueOf(attempt.orElseThrow().phone()));
            } else if (state == AttemptState.CLOSED) {
                if (connected != null) {
                    done(task);
                }
                task = null;
            }
        }

        private void talk(String number, String phone) {
            var since = connected;
            if (since == null) {
                connected = Instant.now();
                talks.incrementAndGet();
            } else if (since.plus(TALK).isBefore(Instant.now())) {
                if (Long.parseLong(phone.substring("+7495".length())) % 20 == 14) {
                    node.bean(PhoneCalls.class).machine(number);
                    connected = null;
                } else {
                    node.bean(PhoneCalls.class).hangUp(number);
                }
            }
        }

        private void done(String talkedOf) {
            Map<String, Object> answers = Map.of("outcome", "done", "result", "Talked", "next", "none");
            if (isOpen) {
                node.bean(Conveyor.class).completeAndNext(login, "tab", talkedOf, answers);
            } else {
                node.bean(WorkItems.class).complete(talkedOf, answers);
            }
        }
    }

    /**
     * What happened.
     *
     * @param unfinished attempts that were not over by themselves in the time that they may take
     * @param longestRing from the order of a call that nobody answered to its end
     */
    public record Day(
            int people,
            int attempts,
            int calls,
            int talks,
            int lateAnswers,
            int unfinished,
            int callsLeft,
            int differences,
            int lost,
            int doubled,
            Duration longestRing,
            Map<String, Integer> causes,
            Map<String, Integer> refusals) {}

    /** Lets everybody work for the time, and then waits until what rings has ended. */
    public Day work(Duration length) throws InterruptedException {
        isOpen = true;
        var callers = people.stream().map(Caller::new).toList();
        callers.forEach(
                caller -> as(caller.login, () -> node.bean(WorkSessions.class).start(caller.login, "tab")));
        var threads = Executors.newFixedThreadPool(8);
        try {
            var ends = Instant.now().plus(length);
            while (Instant.now().isBefore(ends)) {
                turn(threads, callers);
            }
            isOpen = false;
            // Two safety limits, and what the machine needs besides.
            var last = Instant.now().plus(Duration.ofSeconds(90));
            while (count("select count(*) from call_attempt where open_task is not null") > 0
                    && Instant.now().isBefore(last)) {
                turn(threads, callers);
            }
            // Hang-ups of the last calls are on their way.
            while (count("select count(*) from simulated_call") > 0
                    && Instant.now().isBefore(last)) {
                TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            }
            return day();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void turn(java.util.concurrent.ExecutorService threads, List<Caller> callers)
            throws InterruptedException {
        for (var look : threads.invokeAll(callers.stream()
                .<Callable<Boolean>>map(caller -> () -> {
                    caller.look();
                    return true;
                })
                .toList())) {
            try {
                look.get();
            } catch (ExecutionException broken) {
                throw new IllegalStateException(broken);
            }
        }
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
    }

    private Day day() {
        return new Day(
                people.size(),
                count("select count(*) from call_attempt"),
                count("select count(*) from phone_call"),
                talks.get(),
                count("select count(*) from history_event where kind = 'callStray'"),
                count("select count(*) from call_attempt where open_task is not null"),
                count("select count(*) from phone_call where state <> 'ENDED'")
                        + count("select count(*) from simulated_call"),
                count(
                        """
                        select (select count(*) from call_attempt a where phone is not null and not exists
                            (select 1 from phone_call p where p.call_key = a.number and p.cause = a.cause))
                        + (select count(*) from phone_call p where not exists
                            (select 1 from call_attempt a where a.number = p.call_key))"""),
                // Who was not reached is called again, or his number is looked for, or he rests.
                count(
                        """
                        select count(*) from (select distinct a.contact from call_attempt a where a.cause <> 'ANSWERED'
                            and a.cause <> 'CANCELLED') c
                        where not exists (select 1 from activity n where n.state = 'PLANNED'
                                and n.company_id = (select id from company k where k.number = c.contact))
                            and not exists (select 1 from contact_repair r where r.open_contact = c.contact)
                            and not exists (select 1 from call_attempt x where x.contact = c.contact and x.in_all >= 6)
                            and not exists (select 1 from call_attempt x where x.contact = c.contact and x.cause = 'ANSWERED')"""),
                count(
                        """
                        select count(*) from call_attempt a join call_attempt b on a.login = b.login and a.id < b.id
                            and b.started_at < a.ended_at"""),
                Duration.ofMillis(jdbc().sql(
                                """
                                select max(extract(epoch from (ended_at - ordered_at))) from phone_call where answered_at is null""")
                        .query(Double.class)
                        .optional()
                        .map(seconds -> Math.round(seconds * 1000))
                        .orElse(0L)),
                causes(),
                Map.copyOf(refusals));
    }

    private Map<String, Integer> causes() {
        var causes = new java.util.TreeMap<String, Integer>();
        jdbc().sql("select cause, count(*) as n from phone_call group by cause").query(row -> {
            causes.put(String.valueOf(row.getString("cause")), row.getInt("n"));
        });
        return causes;
    }

    private int count(String statement) {
        return jdbc().sql(statement).query(Integer.class).single();
    }

    private JdbcClient jdbc() {
        return node.bean(JdbcClient.class);
    }

    private void set(Parameter parameter, String text) {
        var seen = jdbc().sql("select version from company_parameter where name = ?")
                .param(parameter.key())
                .query(Long.class)
                .optional()
                .orElse(0L);
        new TransactionTemplate(node.bean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> node.bean(Parameters.class).set(parameter, text, seen, "chief"));
    }

    private static void each(int many, java.util.function.IntConsumer deed) {
        for (int i = 1; i <= many; i++) {
            deed.accept(i);
        }
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
