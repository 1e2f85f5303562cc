package otklik.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Prints how long each list takes, for the product and in the database, beside naive queries; keeps the plans of the product's own
 * statements in {@code src/bench/plans} and says in the end which of them were too slow.
 */
final class ListTimes {
    private static final double LIMIT_MILLIS = 50;
    private static final Path PLANS = Path.of("src/bench/plans");
    private static final Pattern EXECUTION = Pattern.compile("Execution Time: ([0-9.]+) ms");

    private final JdbcClient jdbc;
    private final int rounds;
    private final List<String> tooSlow = new ArrayList<>();

    ListTimes(JdbcClient jdbc, int rounds) {
        this.jdbc = jdbc;
        this.rounds = rounds;
    }

    void header() throws IOException {
        Files.createDirectories(PLANS);
        System.out.printf("%-38s %9s %9s %14s%n", "query", "p50 ms", "p95 ms", "database ms");
    }

    /** A query of the product; of its statements the slowest one counts. */
    void ours(String name, Runnable query) throws IOException {
        var plan = new StringBuilder();
        var worst = 0.0;
        for (var statement : Statements.of(query)) {
            var lines = explain(statement);
            worst = Math.max(worst, millis(lines));
            plan.append(statement.replaceAll("\\s+", " "))
                    .append("\n\n")
                    .append(lines)
                    .append("\n\n");
        }
        Files.writeString(PLANS.resolve(name + ".txt"), plan.toString());
        if (worst > LIMIT_MILLIS) {
            tooSlow.add(name);
        }
        print(name, time(query), worst);
    }

    /** The query one would write first. */
    void naive(String name, String sql) {
        print("naive: " + name, time(() -> jdbc.sql(sql).query().listOfRows()), millis(explain(sql)));
    }

    void verdict() {
        System.out.println(
                tooSlow.isEmpty()
                        ? "\nEvery statement of the lists stays under %.0f ms in the database".formatted(LIMIT_MILLIS)
                        : "\nOVER %.0f ms in the database: %s".formatted(LIMIT_MILLIS, tooSlow));
    }

    private static double millis(String plan) {
        var time = EXECUTION.matcher(plan);
        return time.find() ? Double.parseDouble(time.group(1)) : 0;
    }

    /** The third time, when what it reads is in memory. */
    private String explain(String statement) {
        var lines = "";
        for (int i = 0; i < 3; i++) {
            lines = String.join(
                    "\n",
                    jdbc.sql("explain (analyze, buffers) " + statement)
                            .query(String.class)
                            .list());
        }
        return lines;
    }

    private long[] time(Runnable query) {
        IntStream.range(0, rounds / 4).forEach(round -> query.run());
        var micros = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            var begin = System.nanoTime();
            query.run();
            micros[round] = (System.nanoTime() - begin) / 1000;
        }
        Arrays.sort(micros);
        return micros;
    }

    private void print(String name, long[] micros, double inDatabase) {
        System.out.printf(
                Locale.ROOT,
                "%-38s %9.2f %9.2f %14.2f%n",
                name,
                micros[rounds / 2] / 1000.0,
                micros[rounds * 95 / 100] / 1000.0,
                inDatabase);
    }
}
