package otklik.mailings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.customers.CompanyFilter;
import otklik.customers.CompanySelection;
import otklik.mailings.MailingSettings.SharedAddress;
import otklik.mailings.MailingSettings.Whom;
import otklik.security.CurrentUser;
import otklik.security.Role;
import otklik.staff.Employees;

/**
 * A whole program that is killed ({@code kill -9}) in the middle of a letter to many, and started again on the same database. By default
 * to some hundreds; {@code -Dotklik.bulk.letters=5000} for all of them.
 */
class KilledNodeIT {
    private static final int LETTERS = Integer.getInteger("otklik.bulk.letters", 400);

    /** The thread that a commit wakes and the sweep of the schedule: each has one letter in hand at most. */
    private static final int IN_FLIGHT = 2;

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration ALL = START.plusMillis(100L * LETTERS);

    @Test
    void nodeKilledInABulkLetterWritesToNobodyTwiceAndToEverybodyAfterTheRestart() throws Exception {
        var database = PostgresServer.fresh("killed");
        var jdbc = JdbcClient.create(database.dataSource());
        try (var smtp = new FakeSmtp(Duration.ofMillis(5))) {
            begin(database);

            var first = start(database, smtp);
            try {
                await().atMost(START).pollInterval(Duration.ofMillis(20)).until(() -> smtp.count() > LETTERS / 5);
            } finally {
                first.destroyForcibly();
            }
            assertThat(first.waitFor(1, TimeUnit.MINUTES)).isTrue();
            var before = smtp.count();
            assertThat(before).isLessThan(LETTERS);

            var second = start(database, smtp);
            try {
                await().atMost(ALL).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                    assertThat(jdbc.sql("select state from batch")
                                    .query(String.class)
                                    .single())
                            .isEqualTo("DONE");
                    assertThat(states(jdbc)).doesNotContainKeys("QUEUED", "SENDING");
                });
            } finally {
                second.destroy();
            }
            assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(smtp.count()).isGreaterThan(before);
            examine(jdbc, smtp);
        }
    }

    private static void examine(JdbcClient jdbc, FakeSmtp smtp) {
        var states = states(jdbc);
        assertThat(states.keySet()).isSubsetOf("SENT", "IN_DOUBT");
        assertThat(states.getOrDefault("IN_DOUBT", 0)).isLessThanOrEqualTo(IN_FLIGHT);
        assertThat(states.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(LETTERS);
        assertThat(smtp.letters().values())
                .allSatisfy(letters -> assertThat(letters).hasSize(1));
        var sent = jdbc.sql("select to_address from outgoing_letter where state = 'SENT'")
                .query(String.class)
                .list();
        assertThat(smtp.letters().keySet()).containsAll(sent);
        assertThat(jdbc.sql("select count(*) from batch_row where state <> 'DONE'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static Map<String, Integer> states(JdbcClient jdbc) {
        var states = new HashMap<String, Integer>();
        jdbc.sql("select state, count(*) as n from outgoing_letter group by state")
                .query(row -> {
                    states.put(row.getString("state"), row.getInt("n"));
                });
        return states;
    }

    /** Another node, which sends no letters, begins the mailing and goes away. */
    private static void begin(PostgresServer.Database database) {
        var properties = new HashMap<>(database.properties());
        properties.put("otklik.mail.enabled", "false");
        try (var node = NodeOfTest.start(properties, "mailings")) {
            node.bean(Employees.class)
                    .add(
                            "anna",
                            "Anna",
                            "anna@otklik.example",
                            "secret123",
                            Set.of(Role.ADMINISTRATOR),
                            Locale.ENGLISH);
            addCompanies(node.bean(JdbcClient.class));
            var template = new AtomicLong();
            CurrentUser.actAs(
                    "anna",
                    () -> template.set(node.bean(MailTemplates.class)
                            .save(
                                    null,
                                    "Invitation",
                                    "seminars",
                                    Locale.ENGLISH,
                                    "For {{company}}",
                                    "Come, {{company}}",
                                    0)));
            CurrentUser.actAs("anna", () -> node.bean(Mailings.class)
                    .send(
                            CompanySelection.byFilter(CompanyFilter.ALL.query(), LETTERS),
                            template.get(),
                            Whom.MAIN,
                            "",
                            SharedAddress.ONE_LETTER));
        }
    }

    private static void addCompanies(JdbcClient jdbc) {
        jdbc.sql(
                        """
                        insert into company (id, number, name, name_key, in_work, state, search_text, created_at, changed_at)
                        select n, 'K-' || n, 'Company ' || n, 'company ' || n, true, 'ACTIVE', 'company ' || n, now(), now()
                        from generate_series(1, ?) n""")
                .param(LETTERS)
                .update();
        jdbc.sql(
                        """
                        insert into company_point (company_id, kind, written, point_key)
                        select id, 'EMAIL', 'office' || id || '@company.example', 'office' || id || '@company.example' from company""")
                .update();
    }

    private static Process start(PostgresServer.Database database, FakeSmtp smtp) throws IOException {
        // A separator at the end would mean the working directory, whose diagrams are in the classes already.
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .replaceFirst(File.pathSeparator + "+$", "");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(
                java,
                "-Xmx600m",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-cp",
                classPath,
                "otklik.OtklikApplication",
                "--spring.profiles.active=mailings",
                "--server.port=0",
                "--otklik.mail.enabled=true",
                "--otklik.mail.smtp.host=localhost",
                "--otklik.mail.smtp.port=" + smtp.port(),
                "--otklik.mail.send-lease=PT10S"));
        database.properties().forEach((name, value) -> command.add("--" + name + "=" + value));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "killed-node.log").toFile()))
                .start();
    }
}
