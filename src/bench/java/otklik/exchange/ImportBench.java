package otklik.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.batches.Batch;
import otklik.batches.Batches;
import otklik.security.CurrentUser;
import otklik.security.Role;
import otklik.staff.Employees;

/**
 * How fast 100,000 companies come from a file, with two phones, an address, a mail address and a tag each, and how much memory that takes;
 * beside the same rows by plain batches and by COPY, without checks, without looking for doubles, without history. One command:
 * {@code ./mvnw -q -Pbench test-compile exec:java -Dexec.mainClass=otklik.exchange.ImportBench}
 */
public final class ImportBench implements AutoCloseable {
    private static final int ROWS = 100_000;
    private static final int CHUNK = 500;

    private final PostgresServer.Database database = PostgresServer.fresh("import_bench");
    private final NodeOfTest node = NodeOfTest.start(database.properties(), "postgres");
    private final Imports imports = node.bean(Imports.class);
    private final Batches batches = node.bean(Batches.class);

    private ImportBench() {}

    public static void main(String[] args) throws Exception {
        try (var bench = new ImportBench()) {
            bench.node
                    .bean(Employees.class)
                    .add(
                            "admin",
                            "admin",
                            "admin@otklik.example",
                            "secret123",
                            Set.of(Role.ADMINISTRATOR),
                            Locale.ENGLISH);
            bench.measure();
        }
        System.exit(0);
    }

    private void measure() throws Exception {
        var csv = file();
        System.out.printf(
                Locale.ROOT,
                "%,d companies in a file of %.1f MB; PostgreSQL 16, %d processors, heap at most %,d MB%n",
                ROWS,
                csv.length / 1e6,
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
        var card = new AtomicReference<ImportCard>();
        report("file taken and read through", () -> card.set(as(() -> imports.upload("bench.csv", csv))));
        var id = card.get().id();
        report(
                "dry run",
                () -> await(as(() -> imports.check(
                                id, new ImportPlan(card.get().plan().targets(), TwinRule.SKIP, "admin", "", false))
                        .id())));
        report("import", () -> await(as(() -> imports.run(id).id())));
        var run = as(() -> imports.find(id).orElseThrow().run());
        var summary = as(() -> imports.summary(card.get(), run));
        System.out.println("result: " + summary + ", adds up: " + summary.addsUp());
        report("the same again, all doubles", () -> {
            var again = as(() -> imports.upload("bench.csv", csv));
            await(as(() -> imports.check(
                            again.id(), new ImportPlan(again.plan().targets(), TwinRule.SKIP, "admin", "", false))
                    .id()));
        });
        naive();
    }

    /** What one would write first; nothing but the rows of the companies and of their points. */
    private void naive() throws Exception {
        var template = node.bean(JdbcTemplate.class);
        var jdbc = node.bean(JdbcClient.class);
        jdbc.sql("create table bench_company (like company including all)").update();
        jdbc.sql(
                        "create table bench_point (company_id bigint, kind varchar(16), written varchar(320), point_key varchar(320))")
                .update();
        report("naive: batches of 500 rows", () -> {
            for (int from = 0; from < ROWS; from += CHUNK) {
                var companies = new ArrayList<Object[]>();
                var points = new ArrayList<Object[]>();
                for (int row = from; row < from + CHUNK; row++) {
                    companies.add(new Object[] {(long) row, "B-" + row, "Firm " + row});
                    points.add(
                            new Object[] {(long) row, "PHONE", "8912" + (1_000_000 + row), "+7912" + (1_000_000 + row)
                            });
                    points.add(
                            new Object[] {(long) row, "PHONE", "8913" + (1_000_000 + row), "+7913" + (1_000_000 + row)
                            });
                    points.add(
                            new Object[] {(long) row, "EMAIL", "a" + row + "@firm.example", "a" + row + "@firm.example"
                            });
                }
                template.batchUpdate(
                        """
                        insert into bench_company (id, number, name, name_key, in_work, state, search_text, created_at, changed_at)
                        values (?, ?, ?, 'x', true, 'ACTIVE', 'x', now(), now())""",
                        companies);
                template.batchUpdate("insert into bench_point values (?, ?, ?, ?)", points);
            }
        });
        jdbc.sql("truncate bench_company").update();
        var text = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            text.append(row)
                    .append("\tB-")
                    .append(row)
                    .append("\tFirm ")
                    .append(row)
                    .append("\tx\tt\tACTIVE\tx\tnow\tnow\n");
        }
        try (var connection = database.dataSource().getConnection()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            var begin = System.nanoTime();
            copy.copyIn(
                    "copy bench_company (id, number, name, name_key, in_work, state, search_text, created_at, changed_at) from stdin",
                    new StringReader(text.toString()));
            line("naive: COPY of the companies alone", System.nanoTime() - begin, 0);
        }
    }

    private void await(long batch) {
        Batch.State state;
        do {
            sleep();
            state = as(() -> batches.find(batch).orElseThrow()).state();
        } while (state.isActive());
        if (state != Batch.State.DONE) {
            throw new IllegalStateException("Ended " + state);
        }
    }

    @Override
    public void close() {
        node.close();
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void report(String what, Runnable work) {
        System.gc();
        var pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        var before = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        pools.forEach(pool -> pool.resetPeakUsage());
        var begin = System.nanoTime();
        work.run();
        var nanos = System.nanoTime() - begin;
        var peak =
                pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        line(what, nanos, Math.max(0, peak - before));
    }

    private static void line(String what, long nanos, long memory) {
        System.out.printf(
                Locale.ROOT,
                "%-36s %7.1f s %,10.0f rows/s %6d MB above what the node held%n",
                what,
                nanos / 1e9,
                ROWS / (nanos / 1e9),
                memory >> 20);
    }

    private static byte[] file() {
        var text = new StringBuilder("Название;ИНН;Телефоны;Почта;Адрес;Метки;Комментарий\r\n");
        for (int row = 0; row < ROWS; row++) {
            text.append("ООО \"Фирма номер ").append(row).append("\";;8 912 ").append(1_000_000 + row);
            text.append(", 8 913 ")
                    .append(1_000_000 + row)
                    .append(";a")
                    .append(row)
                    .append("@firm.example;");
            text.append("Москва, улица ")
                    .append(row % 500)
                    .append(";метка ")
                    .append(row % 50)
                    .append(";со слов\r\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    private static <T> T as(Supplier<T> work) {
        var result = new AtomicReference<T>();
        CurrentUser.actAs("admin", () -> result.set(work.get()));
        return result.get();
    }
}
