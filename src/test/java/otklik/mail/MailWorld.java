package otklik.mail;

import static org.mockito.Mockito.mock;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Database;
import otklik.kernel.Settings;
import otklik.kernel.Signals;

/** The module alone, on a real database, with the process, the timeline and the signals played by mocks. */
final class MailWorld implements AutoCloseable {
    final UndeliveredLetterProcess process = mock(UndeliveredLetterProcess.class);
    final History history = mock(History.class);
    final Signals signals = mock(Signals.class);
    final List<Object> events = new CopyOnWriteArrayList<>();
    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final Settings settings;
    /** Keys of the letters that a module deals with itself begin so. */
    static final String OWNED = "owned/";

    volatile Consumer<Object> listener = event -> {};

    /** What the guard of sending says of each letter. */
    volatile Function<OutgoingLetter, Optional<String>> guard = letter -> Optional.empty();

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final HikariDataSource pool = new HikariDataSource();

    /** Held, so that the level survives. */
    private static final java.util.logging.Logger LIQUIBASE = java.util.logging.Logger.getLogger("liquibase");

    static {
        // Without Boot nobody quietens the libraries.
        LIQUIBASE.setLevel(java.util.logging.Level.WARNING);
        for (var noisy : List.of("com.zaxxer", "org.springframework", "com.icegreen", "io.zonky", "otklik")) {
            ((ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger(noisy))
                    .setLevel(ch.qos.logback.classic.Level.ERROR);
        }
    }

    private MailWorld(Database database, Map<String, String> given, LetterTransport transport) {
        var values = new HashMap<>(Map.of(
                "otklik.mail.send-lease", "PT30S",
                "otklik.mail.retry-after", "PT0.001S",
                "otklik.mail.attempts", "3",
                "otklik.mail.poll-interval", "PT0.2S"));
        values.putAll(given);
        settings = new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("otklik", Bindable.of(Settings.class));
        pool.setDataSource(database == Database.H2 ? null : Postgres.fresh());
        if (database == Database.H2) {
            pool.setJdbcUrl("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000".formatted(UUID.randomUUID()));
        }
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        migrate(pool);
        jdbc = JdbcClient.create(pool);
        var transactions = new DataSourceTransactionManager(pool);
        transaction = new TransactionTemplate(transactions);
        context.registerBean(Settings.class, () -> settings);
        context.registerBean(Database.class, () -> database);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(JdbcClient.class, () -> jdbc);
        context.registerBean(DataSourceTransactionManager.class, () -> transactions);
        context.registerBean(UndeliveredLetterProcess.class, () -> process);
        context.registerBean(History.class, () -> history);
        context.registerBean(Signals.class, () -> signals);
        context.registerBean(
                LetterTransport.class,
                () -> transport == null ? new SmtpTransport(settings, Clock.systemUTC()) : transport);
        context.registerBean(Ear.class, () -> new Ear());
        context.registerBean(SendingGuard.class, () -> letter -> guard.apply(letter));
        context.registerBean(LetterOwner.class, () -> letter -> letter.key().startsWith(OWNED));
        context.register(
                Attempts.class,
                OutgoingFiles.class,
                OutgoingLetters.class,
                LetterStates.class,
                Outbox.class,
                Relay.class,
                Letters.class,
                SourceRows.class,
                Reception.class,
                MailboxKind.class);
        otklik.sources.SourcesOfTest.register(context);
        context.refresh();
    }

    static MailWorld on(Database database, Map<String, String> settings, LetterTransport transport) {
        return new MailWorld(database, settings, transport);
    }

    /** Hears all that is published, in the publishing transaction. */
    private final class Ear implements ApplicationListener<PayloadApplicationEvent<?>> {
        @Override
        public void onApplicationEvent(PayloadApplicationEvent<?> event) {
            listener.accept(event.getPayload());
            events.add(event.getPayload());
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Outbox outbox() {
        return bean(Outbox.class);
    }

    /** Another relay on the same database, as another node would have. */
    Relay relay(LetterTransport transport) {
        return new Relay(
                bean(OutgoingLetters.class),
                bean(LetterStates.class),
                java.util.List.of(transport),
                context.getBeanProvider(SendingGuard.class),
                bean(Attempts.class),
                settings);
    }

    Relay relay() {
        return bean(Relay.class);
    }

    OutgoingLetter post(String key) {
        return transaction.execute(status -> outbox().post(draft(key)));
    }

    OutgoingLetter letter(String number) {
        return outbox().byNumber(number).orElseThrow();
    }

    List<ReceivedLetter> received() {
        return bean(Letters.class)
                .find(jdbc.sql("select id from received_letter order by id")
                        .query(Long.class)
                        .list());
    }

    static LetterDraft draft(String key) {
        return new LetterDraft(
                "mail",
                key,
                "R-17",
                "anna",
                "Анна Ковалёва",
                "client@example.org",
                "Иван Петров",
                "Ваша заявка R-17",
                "Здравствуйте!\nКогда удобно позвонить? 🙂",
                null,
                List.of(),
                false);
    }

    private static void migrate(DataSource dataSource) {
        migrate(dataSource, "mail");
        migrate(dataSource, "sources");
    }

    private static void migrate(DataSource dataSource, String module) {
        var liquibase = new SpringLiquibase();
        liquibase.setDataSource(dataSource);
        liquibase.setChangeLog("classpath:db/changelog/%s.xml".formatted(module));
        liquibase.setResourceLoader(new org.springframework.core.io.DefaultResourceLoader());
        try {
            liquibase.afterPropertiesSet();
        } catch (liquibase.exception.LiquibaseException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    @Override
    public void close() {
        context.close();
        pool.close();
    }

    /** One server for all tests of the JVM, a fresh database for each. */
    private static final class Postgres {
        private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;

        static synchronized DataSource fresh() {
            try {
                if (server == null) {
                    server = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.start();
                }
                var name = "mail_" + UUID.randomUUID().toString().replace("-", "");
                try (var connection = server.getPostgresDatabase().getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("create database " + name);
                }
                return server.getDatabase("postgres", name);
            } catch (java.io.IOException | SQLException broken) {
                throw new IllegalStateException(broken);
            }
        }
    }
}
