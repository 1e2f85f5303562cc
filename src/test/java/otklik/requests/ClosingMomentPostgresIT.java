package otklik.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.engine.Timers;
import otklik.mail.LetterStateChanged;
import otklik.mail.Outbox;
import otklik.security.Role;
import otklik.staff.Employees;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** The client, the manager and a timer at the same moment, on a real PostgreSQL. */
class ClosingMomentPostgresIT {
    private static final int ROUNDS = 25;
    private static final Map<String, Object> ANSWER = Map.of("decision", "answer", "text", "It is not much.");

    private static NodeOfTest node;
    private static Requests requests;
    private static WorkItems work;

    /** Publishes what the mail would. */
    record Bell(ApplicationEventPublisher events) {}

    @BeforeAll
    static void start() {
        var settings = new java.util.HashMap<>(PostgresServer.fresh("closing").properties());
        settings.put("camunda.bpm.job-execution.enabled", "false");
        settings.put("otklik.mail.enabled", "false");
        node = NodeOfTest.start(settings, List.of(Bell.class), "closing");
        requests = node.bean(Requests.class);
        work = node.bean(WorkItems.class);
        node.bean(Employees.class)
                .add("vera", "vera", "vera@otklik.example", "secret123", Set.of(Role.MANAGER), Locale.ENGLISH);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void e11_replyAtTheMomentOfTheClosingIsNeverLostAndGivesOneTask() throws Exception {
        int reopened = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var number = waiting("client%d@moment.example".formatted(round));
            var closing =
                    node.bean(Timers.class).find(number, "event_clientSilent").orElseThrow();

            together(() -> execute(closing.id()), () -> {
                requests.clientWrote(number, words(number));
                return true;
            });

            var card = requests.find(number).orElseThrow();
            assertThat(card.status()).isEqualTo(RequestStatus.REPLY_RECEIVED);
            assertThat(card.ball()).isEqualTo(Ball.MANAGER);
            assertThat(work.ofCase(number)).extracting(WorkItem::taskKey).containsExactly("userTask_answerClient");
            assertThat(requests.dialogue(number))
                    .extracting(ThreadEntry::kind)
                    .containsExactly(
                            ThreadEntry.Kind.FROM_CLIENT, ThreadEntry.Kind.TO_CLIENT, ThreadEntry.Kind.FROM_CLIENT);
            reopened += requests.reopenings(number) > 0 ? 1 : 0;
        }
        LoggerFactory.getLogger(ClosingMomentPostgresIT.class)
                .warn("{} replies at the moment of the closing: {} reopened, the rest came first", ROUNDS, reopened);
    }

    @Test
    void e18_answerAtTheMomentOfTheLimitIsSentOnceAndTheManagerIsNotSilent() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var number = open("client%d@limit.example".formatted(round));
            var limit = node.bean(Timers.class)
                    .find(number, "startEvent_replyLimitPassed")
                    .orElseThrow();
            var task = work.ofCase(number).get(0).taskId();

            together(() -> execute(limit.id()), () -> {
                complete(task);
                return true;
            });

            assertThat(requests.find(number).orElseThrow().status()).isEqualTo(RequestStatus.WAITING_FOR_CLIENT);
            assertThat(work.ofCase(number)).isEmpty();
            assertThat(requests.dialogue(number)).hasSize(2);
        }
    }

    /** What the engine's own executor does: a job that lost the race is tried again, as long as it is there. */
    private static boolean execute(String job) {
        var management = node.bean(ManagementService.class);
        for (int attempt = 0;
                attempt < 5 && management.createJobQuery().jobId(job).count() > 0;
                attempt++) {
            try {
                management.executeJob(job);
                return true;
            } catch (RuntimeException lost) {
                LoggerFactory.getLogger(ClosingMomentPostgresIT.class).debug("The timer lost the race", lost);
            }
        }
        return false;
    }

    private static void together(Callable<Boolean> one, Callable<Boolean> other) throws Exception {
        var barrier = new CyclicBarrier(2);
        var pool = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> done = new ArrayList<>();
            for (var deed : List.of(one, other)) {
                done.add(pool.submit(() -> {
                    barrier.await(10, TimeUnit.SECONDS);
                    return deed.call();
                }));
            }
            for (var future : done) {
                future.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static String open(String client) {
        return requests.open(new Requests.Opening(
                "M-0",
                new Inbound("mail", "Client", client, null, "Question", "How much is it?", null, null),
                "Question",
                "vera",
                null,
                null));
    }

    private static String waiting(String client) {
        var number = open(client);
        complete(work.ofCase(number).get(0).taskId());
        var letter = node.bean(JdbcClient.class)
                .sql("select awaited_letter from request where number = ?")
                .param(number)
                .query(String.class)
                .single();
        node.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            node.bean(JdbcClient.class)
                    .sql("update outgoing_letter set state = 'SENT' where id = ?")
                    .param(Long.valueOf(letter.substring(2)))
                    .update();
            node.bean(Bell.class)
                    .events()
                    .publishEvent(new LetterStateChanged(
                            node.bean(Outbox.class).byNumber(letter).orElseThrow()));
        });
        return number;
    }

    private static void complete(String task) {
        SecurityContextHolder.getContext()
                .setAuthentication(new UsernamePasswordAuthenticationToken(
                        "vera", null, AuthorityUtils.createAuthorityList("ROLE_MANAGER")));
        try {
            work.complete(task, ANSWER);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static Inbound words(String number) {
        var card = requests.find(number).orElseThrow();
        return new Inbound("mail", "Client", card.clientAddress(), null, "Re: Question", "Just now", null, null);
    }
}
