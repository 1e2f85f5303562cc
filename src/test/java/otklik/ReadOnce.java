package otklik;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.customers.People;
import otklik.inbox.Arrival;
import otklik.inbox.MessageFilter;
import otklik.inbox.MessageView;
import otklik.inbox.Messages;
import otklik.requests.Inbound;
import otklik.security.Role;
import otklik.staff.Employees;
import otklik.work.WorkItems;
import otklik.work.WorkReconciler;

/** Many people on two nodes read one list of messages to its end, each taking the next free one and deciding on it. */
public final class ReadOnce implements AutoCloseable {
    private static final MessageFilter UNREAD = MessageFilter.of(MessageView.UNREAD);
    private static final int SENDERS = 4;

    private final List<NodeOfTest> nodes;

    private ReadOnce(List<NodeOfTest> nodes) {
        this.nodes = nodes;
    }

    /**
     * What came of it.
     *
     * @param decisions how many there are in the timeline
     * @param decidedTwice messages with more than one
     * @param lost messages that still wait
     * @param differences between the index of work and the engine
     */
    public record Result(
            int people,
            int messages,
            double arrivedPerSecond,
            double readPerSecond,
            int taken,
            int takenTwice,
            int decisions,
            int decidedTwice,
            int lost,
            int differences) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d messages arrived at %.0f/s, taken and read by %d people on 2 nodes at %.0f/s; taken %,d (twice: %d), decided %,d"
                            + " (twice: %d), lost %d, differences of the index %d",
                    messages,
                    arrivedPerSecond,
                    people,
                    readPerSecond,
                    taken,
                    takenTwice,
                    decisions,
                    decidedTwice,
                    lost,
                    differences);
        }
    }

    public static ReadOnce onTwoNodes() {
        var database = PostgresServer.fresh("read_once").properties();
        return new ReadOnce(List.of(NodeOfTest.start(database, "postgres"), NodeOfTest.start(database, "postgres")));
    }

    public Result run(int people, int messages) throws Exception {
        IntStream.range(0, people).forEach(number -> nodes.get(0)
                .bean(Employees.class)
                .add(
                        person(number),
                        person(number),
                        person(number) + "@otklik.example",
                        "secret123",
                        Set.of(Role.OPERATOR),
                        Locale.ENGLISH));
        var begin = System.nanoTime();
        together(SENDERS, sender -> () -> {
            for (int i = sender; i < messages; i += SENDERS) {
                receive(nodes.get(i % nodes.size()), i);
            }
            return true;
        });
        var arrived = System.nanoTime();
        var takers = new ConcurrentHashMap<String, String>();
        var takenTwice = new AtomicInteger();
        together(people, number -> () -> {
            signIn(person(number));
            var node = nodes.get(number % nodes.size());
            var inbox = node.bean(Messages.class);
            var work = node.bean(WorkItems.class);
            Optional<String> next = Optional.empty();
            do {
                next = inbox.takeNext(UNREAD, next.orElse(null));
                next.ifPresent(message -> {
                    if (takers.put(message, person(number)) != null) {
                        takenTwice.incrementAndGet();
                    }
                    work.complete(work.ofCase(message).get(0).taskId(), Map.of("decision", "read"));
                });
            } while (next.isPresent());
            return true;
        });
        var read = System.nanoTime();
        return new Result(
                people,
                messages,
                messages * 1e9 / (arrived - begin),
                messages * 1e9 / (read - arrived),
                takers.size(),
                takenTwice.get(),
                count("select count(*) from history_event where kind = 'messageDecided'"),
                count(
                        """
                        select count(*) from (select case_key from history_event where kind = 'messageDecided'
                        group by case_key having count(*) > 1) twice"""),
                count("select count(*) from message where status = 'UNREAD'"),
                nodes.get(0).bean(WorkReconciler.class).compare().size());
    }

    private int count(String sql) {
        return nodes.get(0).bean(JdbcClient.class).sql(sql).query(Integer.class).single();
    }

    private static void receive(NodeOfTest node, int number) {
        var transaction = new TransactionTemplate(node.bean(PlatformTransactionManager.class));
        Objects.requireNonNull(transaction.execute(status -> {
            var people = node.bean(People.class);
            var address = "client%d@firm.example".formatted(number);
            var person = people.findOrCreate(people.points(null, address), "Client " + number, null);
            var words = new Inbound(
                    "mail", "Client " + number, address, person, "Question " + number, "How much?", null, null);
            return node.bean(Messages.class)
                    .receive(new Arrival("mail", words, null, "fingerprint " + number, false, null));
        }));
    }

    private static void signIn(String login) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(login, "", List.of()));
    }

    private static String person(int number) {
        return "operator%02d".formatted(number);
    }

    private static <T> void together(int threads, IntFunction<Callable<T>> deeds) throws Exception {
        var executor = Executors.newFixedThreadPool(threads);
        try {
            var ready = new CyclicBarrier(threads);
            var results = new ArrayList<Future<T>>();
            for (int number = 0; number < threads; number++) {
                var deed = deeds.apply(number);
                results.add(executor.submit(() -> {
                    ready.await();
                    return deed.call();
                }));
            }
            for (var result : results) {
                result.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Override
    public void close() {
        nodes.forEach(NodeOfTest::close);
    }
}
