package otklik.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.NodeOfTest;
import otklik.engine.Timers;
import otklik.inbox.MessageStatus;
import otklik.kernel.Refusal;
import otklik.mail.LetterKind;
import otklik.mail.LetterReceived;
import otklik.mail.LetterStateChanged;
import otklik.mail.Outbox;
import otklik.mail.OutgoingLetter;
import otklik.mail.OutgoingLetter.State;
import otklik.mail.ReceivedLetter;
import otklik.requests.RequestProcess.Outcome;
import otklik.requests.ThreadEntry.Kind;
import otklik.security.Role;
import otklik.staff.Employees;
import otklik.work.SettableClock;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/**
 * Random sequences of what clients, people, letters and time do to requests, over the real diagrams and services. After each step the rules
 * hold that nobody may break, whatever the order.
 */
final class RandomWalk implements AutoCloseable {
    private static final int STEPS = 18;
    private static final int MOST_TRIES = 120;
    private static final List<String> MANAGERS = List.of("vera", "gleb", "ivan");
    private static final Set<String> MANAGERS_TASKS =
            Set.of("userTask_takeRequest", "userTask_writeFirstMessage", "userTask_answerClient");
    private static final AtomicLong letterIds = new AtomicLong(1_000_000);

    /** A node whose process is deaf to the client now and then: the fault that a walk has to find. */
    private static volatile boolean deaf;

    private final String database = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000".formatted(UUID.randomUUID());
    private NodeOfTest node = start();
    private SettableClock clock = node.bean(SettableClock.class);
    private long steps;
    private long refused;
    private final Map<String, Integer> done = new HashMap<>();

    RandomWalk() {
        for (var manager : MANAGERS) {
            hire(manager, Role.MANAGER);
        }
        hire("maria", Role.OPERATOR);
        hire("elena", Role.HEAD);
    }

    /** What the node of the walk has besides its own. */
    static final class Extras {
        @Bean
        Bell bellOfTheWalk(ApplicationEventPublisher events) {
            return new Bell(events);
        }

        @Bean
        @Primary
        RequestProcess sometimesDeaf(@Qualifier("requestLifecycles") RequestProcess real) {
            return (RequestProcess) Proxy.newProxyInstance(
                    RequestProcess.class.getClassLoader(),
                    new Class<?>[] {RequestProcess.class},
                    (proxy, method, arguments) -> {
                        if (deaf && method.getName().equals("clientReplied")) {
                            return null;
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException failed) {
                            throw failed.getCause();
                        }
                    });
        }
    }

    /** Publishes what the mail would. */
    record Bell(ApplicationEventPublisher events) {}

    private interface Step {
        /** Whether there was something to do. */
        boolean run();
    }

    private NodeOfTest start() {
        return NodeOfTest.start(
                Map.of(
                        "camunda.bpm.job-execution.enabled",
                        "false",
                        "otklik.mail.enabled",
                        "false",
                        "spring.datasource.url",
                        database),
                List.of(SettableClock.InNode.class, Extras.class),
                "walk");
    }

    /** Stops the node and starts another one on the same database. */
    void restart() {
        var passed = Duration.between(Instant.now(), clock.instant());
        node.close();
        node = start();
        clock = node.bean(SettableClock.class);
        clock.passes(passed);
    }

    static void withFault(Runnable deed) {
        deaf = true;
        try {
            deed.run();
        } finally {
            deaf = false;
        }
    }

    String told() {
        return "%d steps, %d of them refused; %s".formatted(steps, refused, new java.util.TreeMap<>(done));
    }

    /** One sequence with one client of its own. */
    void walk(long seed) {
        new Sequence(seed).run();
    }

    @Override
    public void close() {
        node.close();
    }

    private final class Sequence {
        private final long seed;
        private final Random random;
        private final String client;
        private final Set<String> byWill = new HashSet<>();
        private final List<String> words = new ArrayList<>();
        private final List<String> story = new ArrayList<>();

        Sequence(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.client = "walker%d.%d@walk.example".formatted(seed, letterIds.incrementAndGet());
        }

        void run() {
            var acts = acts();
            var names = acts.keySet().stream().sorted().toList();
            attempt("message", acts.get("message"));
            int did = 0;
            for (int tries = 0; did < STEPS && tries < MOST_TRIES; tries++) {
                var name = names.get(random.nextInt(names.size()));
                did += attempt(name, acts.get(name)) ? 1 : 0;
            }
        }

        private boolean attempt(String name, Step act) {
            try {
                if (!act.run()) {
                    return false;
                }
                steps++;
                story.add(name);
                done.merge(name, 1, Integer::sum);
            } catch (Refusal refusal) {
                refused++;
                story.add(name + " refused (" + refusal.key() + ")");
            } catch (RuntimeException failure) {
                throw new AssertionError("Seed %d: %s, then %s failed".formatted(seed, story, name), failure);
            } finally {
                SecurityContextHolder.clearContext();
            }
            check();
            return true;
        }

        private Map<String, Step> acts() {
            var acts = new HashMap<String, Step>();
            acts.put("message", this::message);
            acts.put("automatic message", () -> random.nextInt(4) == 0 && receive(LetterKind.AUTO_REPLY));
            acts.put("decide on message", this::decideOnMessage);
            acts.put("decide on message soon", this::decideOnMessage);
            acts.put(
                    "claim",
                    () -> with(card -> card.manager() == null && card.status().isOpen(), card -> {
                        signIn(manager());
                        requests().take(card.number());
                    }));
            acts.put("reply", () -> task("userTask_writeFirstMessage", "userTask_answerClient", "answer"));
            acts.put("reply soon", () -> task("userTask_writeFirstMessage", "userTask_answerClient", "answer"));
            acts.put(
                    "head decides",
                    () -> task("userTask_decideOnSilence", null, random.nextBoolean() ? "keep" : "reassign"));
            acts.put(
                    "late reply",
                    () -> task("userTask_reviewLateReply", null, random.nextBoolean() ? "answer" : "noAnswer"));
            acts.put(
                    "bring back",
                    () -> task("userTask_bringClientBack", null, random.nextBoolean() ? "newRequest" : "later"));
            acts.put("letter out", () -> letter(State.SENT, State.QUEUED, State.FAILED, State.BOUNCED));
            acts.put("letter out soon", () -> letter(State.SENT, State.QUEUED, State.FAILED, State.BOUNCED));
            acts.put("letter out at once", () -> letter(State.SENT, State.QUEUED));
            acts.put("reply at once", () -> task("userTask_writeFirstMessage", "userTask_answerClient", "answer"));
            acts.put("letter back", () -> letter(State.BOUNCED, State.SENT));
            acts.put("letter given up", () -> letter(State.ABANDONED, State.FAILED, State.BOUNCED, State.QUEUED));
            acts.put("timer", this::timer);
            acts.put("timer soon", this::timer);
            acts.put(
                    "close",
                    () -> with(card -> card.status().isOpen(), card -> requests()
                            .closeByHand(
                                    card.number(),
                                    random.nextBoolean() ? Outcome.WON : Outcome.LOST,
                                    "price",
                                    "as it was")));
            acts.put(
                    "reopen",
                    () -> with(card -> !card.status().isOpen(), card -> {
                        requests().reopenByHand(card.number());
                        byWill.add(card.number());
                    }));
            acts.put("merge", this::merge);
            acts.put(
                    "undo",
                    () -> with(card -> card.status() == RequestStatus.MERGED, card -> {
                        node.bean(Merges.class).undo(card.number());
                        byWill.add(card.number());
                    }));
            acts.put(
                    "split",
                    () -> with(card -> card.status() != RequestStatus.MERGED, card -> {
                        var lines = requests().dialogue(card.number());
                        var line = lines.get(random.nextInt(lines.size()));
                        node.bean(Splits.class)
                                .split(card.number(), line.id(), "", random.nextBoolean() ? null : manager());
                    }));
            acts.put(
                    "hand over",
                    () -> with(card -> card.status().isOpen(), card -> requests()
                            .handOverByHand(card.number(), manager())));
            acts.put(
                    "remind, close or keep",
                    () -> with(card -> card.status() == RequestStatus.WAITING_FOR_CLIENT, this::closingTonight));
            acts.put("restart", () -> {
                if (random.nextInt(4) > 0) {
                    return false;
                }
                ((ProcessEngineConfigurationImpl) node.bean(ProcessEngine.class).getProcessEngineConfiguration())
                        .getDeploymentCache()
                        .discardProcessDefinitionCache();
                return true;
            });
            return acts;
        }

        private boolean message() {
            return receive(LetterKind.PERSONAL);
        }

        private boolean receive(LetterKind kind) {
            var word = "word%d".formatted(letterIds.incrementAndGet());
            var letter = new ReceivedLetter(
                    letterIds.incrementAndGet(),
                    null,
                    null,
                    List.of(),
                    client,
                    "Walker",
                    "Question " + word,
                    "Text " + word,
                    false,
                    kind,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    List.of(),
                    false);
            var answered = random.nextBoolean()
                    ? pick(numbers()).flatMap(RandomWalk.this::lastLetter).orElse(null)
                    : null;
            inTransaction(() -> node.bean(Bell.class).events().publishEvent(new LetterReceived(letter, answered)));
            words.add(word);
            return true;
        }

        private boolean decideOnMessage() {
            var unread = node.bean(JdbcClient.class)
                    .sql("select number from message where sender_address = ? and status = 'UNREAD' order by id")
                    .param(client)
                    .query(String.class)
                    .list();
            return pick(unread)
                    .map(number -> {
                        var task = tasks(number).get(0).taskId();
                        signIn("maria");
                        var answers = new HashMap<String, Object>();
                        answers.put("decision", random.nextInt(5) == 0 ? "read" : "request");
                        if (random.nextBoolean()) {
                            answers.put("manager", manager());
                        }
                        work().complete(task, answers);
                        return true;
                    })
                    .orElse(false);
        }

        private boolean task(String one, @Nullable String other, String decision) {
            var open = numbers().stream()
                    .flatMap(number -> tasks(number).stream())
                    .filter(item -> item.taskKey().equals(one) || item.taskKey().equals(other))
                    .toList();
            return pick(open)
                    .map(item -> {
                        var assignee = item.assignee();
                        signIn(assignee != null ? assignee : one.endsWith("Silence") ? "elena" : manager());
                        var answers = new HashMap<String, Object>();
                        answers.put("decision", decision);
                        answers.put("text", "An answer");
                        if (decision.equals("reassign")) {
                            answers.put("newManager", manager());
                        }
                        work().complete(item.taskId(), answers);
                        if (decision.equals("answer")) {
                            byWill.remove(item.businessKey());
                        }
                        return true;
                    })
                    .orElse(false);
        }

        private boolean letter(State to, State... from) {
            var waiting = numbers().stream()
                    .flatMap(number -> awaited(number).stream())
                    .filter(letter -> List.of(from).contains(letter.state()))
                    .toList();
            return pick(waiting)
                    .map(letter -> {
                        inTransaction(() -> {
                            node.bean(JdbcClient.class)
                                    .sql("update outgoing_letter set state = ? where id = ?")
                                    .params(to.name(), letter.id())
                                    .update();
                            node.bean(Bell.class)
                                    .events()
                                    .publishEvent(new LetterStateChanged(node.bean(Outbox.class)
                                            .byNumber(letter.number())
                                            .orElseThrow()));
                        });
                        return true;
                    })
                    .orElse(false);
        }

        /** Lets time pass until the next timer of the client's cases goes off. */
        private boolean timer() {
            return numbers().stream()
                    .flatMap(number -> node.bean(Timers.class).of(number, Locale.ENGLISH).stream())
                    .min(Comparator.comparing(Timers.Timer::due))
                    .map(timer -> {
                        var wait = Duration.between(clock.instant(), timer.due());
                        clock.passes(wait.isNegative() ? Duration.ZERO : wait);
                        node.bean(ManagementService.class).executeJob(timer.id());
                        return true;
                    })
                    .orElse(false);
        }

        private boolean merge() {
            var open = cards().stream().filter(card -> card.status().isOpen()).toList();
            if (open.size() < 2) {
                return false;
            }
            int one = random.nextInt(open.size());
            int other = (one + 1 + random.nextInt(open.size() - 1)) % open.size();
            requests().merge(open.get(one).number(), open.get(other).number());
            return true;
        }

        private void closingTonight(RequestCard card) {
            var tonight = node.bean(ClosingTonight.class);
            var number = List.of(card.number());
            var results =
                    switch (random.nextInt(3)) {
                        case 0 -> tonight.keep(number);
                        case 1 -> tonight.remindNow(number);
                        default -> tonight.closeNow(number);
                    };
            results.stream()
                    .map(ClosingTonight.Result::refusal)
                    .filter(java.util.Objects::nonNull)
                    .forEach(refusal -> {
                        throw refusal;
                    });
        }

        private boolean with(
                java.util.function.Predicate<RequestCard> which, java.util.function.Consumer<RequestCard> act) {
            return pick(cards().stream().filter(which).toList())
                    .map(card -> {
                        act.accept(card);
                        return true;
                    })
                    .orElse(false);
        }

        private <T> Optional<T> pick(List<T> of) {
            return of.isEmpty() ? Optional.empty() : Optional.of(of.get(random.nextInt(of.size())));
        }

        private String manager() {
            return MANAGERS.get(random.nextInt(MANAGERS.size()));
        }

        private List<String> numbers() {
            return node.bean(JdbcClient.class)
                    .sql("select number from request where client_address = ? order by id")
                    .param(client)
                    .query(String.class)
                    .list();
        }

        private List<RequestCard> cards() {
            return numbers().stream()
                    .map(number -> requests().find(number).orElseThrow())
                    .toList();
        }

        private void check() {
            try {
                cards().forEach(this::check);
                words.forEach(word ->
                        assertThat(places(word)).as("places of a message").isEqualTo(1));
            } catch (AssertionError broken) {
                throw new AssertionError("Seed %d: %s".formatted(seed, story), broken);
            }
        }

        private void check(RequestCard card) {
            var number = card.number();
            var as = "%s %s %s %s".formatted(number, card.status(), card.ball(), card.manager());
            var open = tasks(number);
            var managers = open.stream()
                    .filter(item -> MANAGERS_TASKS.contains(item.taskKey()))
                    .toList();
            var asked = dialogue().askedAt(id(number)).isPresent();
            var lives = lives(number);
            if (card.status().isOpen()) {
                assertThat(lives).as(as + ": live processes").isEqualTo(1);
                assertThat(asked && card.ball() != Ball.MANAGER)
                        .as(as + ": the client waits for an answer")
                        .isFalse();
                var letter = awaited(number).map(OutgoingLetter::state).orElse(State.SENT);
                switch (card.ball()) {
                    case MANAGER -> {
                        assertThat(managers).as(as + ": the manager's task").hasSize(1);
                        var task = managers.get(0);
                        assertThat(task.assignee()).as(as + ": owner").isEqualTo(card.manager());
                        assertThat(task.assignee() != null || task.candidateGroup() != null)
                                .as(as + ": owner or queue")
                                .isTrue();
                        assertThat(asked
                                        || byWill.contains(number)
                                        || awaited(number).isEmpty())
                                .as(as + ": the manager's turn has a reason")
                                .isTrue();
                    }
                    case CLIENT -> {
                        assertThat(managers).as(as + ": no task").isEmpty();
                        assertThat(letter).as(as + ": letter").isEqualTo(State.SENT);
                        assertThat(process().silentAt(number))
                                .as(as + ": the client's time")
                                .isPresent();
                    }
                    case SYSTEM -> {
                        assertThat(managers).as(as + ": no task").isEmpty();
                        assertThat(letter).as(as + ": letter").isNotIn(State.SENT, State.ABANDONED);
                        assertThat(process().silentAt(number))
                                .as(as + ": the client's time")
                                .isEmpty();
                    }
                    case NOBODY -> throw new AssertionError(as + ": an open request is nobody's");
                }
            } else if (card.status() == RequestStatus.LATE_REPLY) {
                assertThat(open).extracting(WorkItem::taskKey).as(as).containsExactly("userTask_reviewLateReply");
                assertThat(lives).as(as + ": live processes").isEqualTo(1);
                assertThat(card.ball()).isEqualTo(Ball.MANAGER);
            } else {
                assertThat(managers).as(as + ": no task").isEmpty();
                assertThat(lives).as(as + ": live processes").isLessThanOrEqualTo(1);
                assertThat(card.ball()).as(as).isEqualTo(Ball.NOBODY);
            }
        }

        private int places(String word) {
            var like = "%" + word + "%";
            int lines = node.bean(JdbcClient.class)
                    .sql(
                            "select count(*) from request_entry e join request r on r.id = e.request_id"
                                    + " where r.client_address = ? and e.text like ? and e.kind in ('FROM_CLIENT', 'AUTOMATIC')")
                    .params(client, like)
                    .query(Integer.class)
                    .single();
            int messages = node.bean(JdbcClient.class)
                    .sql("select count(*) from message where sender_address = ? and subject like ? and status <> ?")
                    .params(client, like, MessageStatus.REQUEST.name())
                    .query(Integer.class)
                    .single();
            return lines + messages;
        }
    }

    private Optional<OutgoingLetter> awaited(String number) {
        return Optional.ofNullable(node.bean(RequestRepository.class)
                        .findByNumber(number)
                        .orElseThrow()
                        .awaitedLetter())
                .flatMap(letter -> node.bean(Outbox.class).byNumber(letter));
    }

    private Optional<OutgoingLetter> lastLetter(String number) {
        return requests().dialogue(number).stream()
                .filter(line -> line.kind() == Kind.TO_CLIENT && line.outgoingNumber() != null)
                .reduce((earlier, later) -> later)
                .flatMap(line -> node.bean(Outbox.class).byNumber(String.valueOf(line.outgoingNumber())));
    }

    private long lives(String number) {
        return node.bean(RuntimeService.class)
                .createProcessInstanceQuery()
                .processDefinitionKey("request-lifecycle")
                .processInstanceBusinessKey(number)
                .count();
    }

    private static long id(String number) {
        return Long.parseLong(number.substring(2));
    }

    private List<WorkItem> tasks(String businessKey) {
        return work().ofCase(businessKey);
    }

    private Requests requests() {
        return node.bean(Requests.class);
    }

    private Dialogue dialogue() {
        return node.bean(Dialogue.class);
    }

    private RequestProcess process() {
        return node.bean(RequestProcess.class);
    }

    private WorkItems work() {
        return node.bean(WorkItems.class);
    }

    private void inTransaction(Runnable deed) {
        node.bean(TransactionTemplate.class).executeWithoutResult(status -> deed.run());
    }

    private void hire(String login, Role role) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }

    private static void signIn(String login) {
        SecurityContextHolder.getContext()
                .setAuthentication(new UsernamePasswordAuthenticationToken(
                        login, null, AuthorityUtils.createAuthorityList("ROLE_USER")));
    }
}
