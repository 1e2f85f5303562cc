package otklik.bench;

import java.time.Duration;
import java.util.Locale;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.activities.DialledOffice;

/**
 * 500 people are dialled for at once during 10 minutes, by PostgreSQL and the simulated network. One command:
 * {@code ./mvnw -q -Pbench test-compile exec:java -Dexec.mainClass=otklik.bench.DiallerBench -Dexec.args="500 600 12000"} with the people, the
 * seconds and the clients.
 */
public final class DiallerBench {
    private static final int PEOPLE = 500;
    private static final int SECONDS = 600;
    private static final int CLIENTS = 12_000;
    private static final Duration RING = Duration.ofSeconds(20);

    private DiallerBench() {}

    public static void main(String[] args) throws InterruptedException {
        var people = args.length > 0 ? Integer.parseInt(args[0]) : PEOPLE;
        var length = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : SECONDS);
        var clients = args.length > 2 ? Integer.parseInt(args[2]) : CLIENTS;
        try (var node = NodeOfTest.start(PostgresServer.fresh("dialler").properties(), "calls")) {
            var office = new DialledOffice(node, people, RING);
            office.plan(clients);

            var day = office.work(length);

            System.out.printf(
                    Locale.ROOT,
                    "%d people, %d s, ring limit %d s, %d processors%n"
                            + "attempts %d, calls in the ledger %d (%.1f a second), talks %d, late answers hung up %d%n"
                            + "causes %s%nlongest ring without an answer %.1f s%n"
                            + "attempts that never ended %d, calls left %d, differences from the ledger %d, clients lost %d, people in two calls %d%n",
                    day.people(),
                    length.toSeconds(),
                    RING.toSeconds(),
                    Runtime.getRuntime().availableProcessors(),
                    day.attempts(),
                    day.calls(),
                    day.calls() / (double) length.toSeconds(),
                    day.talks(),
                    day.lateAnswers(),
                    day.causes(),
                    day.longestRing().toMillis() / 1000.0,
                    day.unfinished(),
                    day.callsLeft(),
                    day.differences(),
                    day.lost(),
                    day.doubled());
        }
        System.exit(0);
    }
}
