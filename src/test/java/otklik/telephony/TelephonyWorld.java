package otklik.telephony;

import static org.mockito.Mockito.mock;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.jspecify.annotations.Nullable;
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
import otklik.kernel.Parameters;
import otklik.kernel.Settings;
import otklik.kernel.Signals;
import otklik.security.Policy;
import otklik.security.Reach;

/** The module alone, on a real database, with the timeline, the signals and the rights played by mocks; time stands still until it is moved. */
final class TelephonyWorld implements AutoCloseable {
    static final Duration RING = Duration.ofSeconds(20);
    static final String CLIENT = "+79161234567";

    final History history = mock(History.class);
    final Signals signals = mock(Signals.class);
    final Parameters parameters = mock(Parameters.class);
    final Policy policy = mock(Policy.class);
    final List<Object> events = new CopyOnWriteArrayList<>();
    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T09:00:00Z"));
    final Map<String, Callers.Caller> callers = new java.util.concurrent.ConcurrentHashMap<>();

    /** What each event meets in the publishing transaction. */
    volatile Consumer<Object> listener = event -> {};

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final HikariDataSource pool = new HikariDataSource();

    /** Held, so that the level survives. */
    private static final java.util.logging.Logger LIQUIBASE = java.util.logging.Logger.getLogger("liquibase");

    static {
        LIQUIBASE.setLevel(java.util.logging.Level.WARNING);
        for (var noisy : List.of("com.zaxxer", "org.springframework", "io.zonky", "otklik", "org.asteriskjava")) {
            ((ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger(noisy))
                    .setLevel(ch.qos.logback.classic.Level.ERROR);
        }
    }

    /** @param dataSource of PostgreSQL; null: H2 in memory */
    TelephonyWorld(@Nullable DataSource dataSource, PhoneProvider... others) {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("otklik", Bindable.of(Settings.class));
        if (dataSource == null) {
            pool.setJdbcUrl("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000".formatted(UUID.randomUUID()));
        } else {
            pool.setDataSource(dataSource);
        }
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        pool.setMaximumPoolSize(20);
        migrate(pool);
        jdbc = JdbcClient.create(pool);
        var transactions = new DataSourceTransactionManager(pool);
        transaction = new TransactionTemplate(transactions);
        org.mockito.Mockito.when(policy.reach(org.mockito.ArgumentMatchers.any(), org.mockito.ArgumentMatchers.any()))
                .thenReturn(Reach.EVERYTHING);
        org.mockito.Mockito.when(parameters.duration(otklik.kernel.Parameter.RING_TIME))
                .thenReturn(RING);
        context.registerBean(Settings.class, () -> settings);
        context.registerBean(Database.class, () -> dataSource == null ? Database.H2 : Database.POSTGRESQL);
        context.registerBean(Clock.class, Time::new);
        context.registerBean(JdbcClient.class, () -> jdbc);
        context.registerBean(DataSourceTransactionManager.class, () -> transactions);
        context.registerBean(History.class, () -> history);
        context.registerBean(Signals.class, () -> signals);
        context.registerBean(Policy.class, () -> policy);
        context.registerBean(Parameters.class, () -> parameters);
        context.registerBean(Ear.class, () -> new Ear());
        context.registerBean(Callers.class, () -> numbers -> {
            var found = new java.util.HashMap<>(callers);
            found.keySet().retainAll(numbers);
            return found;
        });
        for (var other : others) {
            context.registerBean(other.key(), PhoneProvider.class, () -> other);
        }
        context.register(
                Attempts.class,
                CallRows.class,
                CallBook.class,
                CallEvents.class,
                Lines.class,
                DialRelay.class,
                DialBell.class,
                Simulator.class,
                Asterisk.class,
                CallMemory.class,
                PhoneCalls.class);
        otklik.sources.SourcesOfTest.registerSecrets(context);
        context.refresh();
        if (others.length > 0) {
            choose(others[0].key(), Map.of());
        }
        // What a test does not ask for does not happen: it works the relay itself.
        bean(DialBell.class).stop();
        bean(DialRelay.class).start();
        bean(Simulator.class).stop();
    }

    void choose(String provider, Map<String, String> settings) {
        var secrets = bean(otklik.sources.Secrets.class);
        jdbc.sql("delete from telephony_provider").update();
        jdbc.sql("insert into telephony_provider (provider, settings, secrets, is_active) values (?, ?, ?, true)")
                .params(provider, secrets.write(settings), secrets.close(Map.of()))
                .update();
    }

    /** Hears all that is published, in the publishing transaction. */
    private final class Ear implements ApplicationListener<PayloadApplicationEvent<?>> {
        @Override
        public void onApplicationEvent(PayloadApplicationEvent<?> event) {
            listener.accept(event.getPayload());
            events.add(event.getPayload());
        }
    }

    private final class Time extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    void passes(Duration span) {
        now.updateAndGet(before -> before.plus(span));
        bean(Simulator.class).sweep();
        bean(DialRelay.class).sweep();
        relay().work();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    PhoneCalls calls() {
        return bean(PhoneCalls.class);
    }

    Simulator simulator() {
        return bean(Simulator.class);
    }

    DialRelay relay() {
        return bean(DialRelay.class);
    }

    /** Another relay on the same database, as another node has. */
    DialRelay anotherRelay() {
        return new DialRelay(
                bean(CallRows.class),
                bean(CallBook.class),
                bean(CallEvents.class),
                bean(Lines.class),
                bean(Attempts.class),
                bean(Clock.class));
    }

    PhoneCall order(String key) {
        return calls().order(new CallOrder(key, "olga", CLIENT, "K-7", RING));
    }

    /** Ordered and dialled. */
    PhoneCall dialled(String key) {
        order(key);
        relay().work();
        return call(key);
    }

    PhoneCall call(String key) {
        return calls().find(key).orElseThrow();
    }

    /** The event as a provider tells it. */
    boolean told(String key, CallNews.Kind kind, @Nullable CallCause cause) {
        return bean(CallEvents.class)
                .take(new CallNews(
                        Simulator.KEY,
                        key + "/" + kind,
                        key,
                        null,
                        kind,
                        cause,
                        now.get(),
                        null,
                        null,
                        null,
                        null,
                        ""));
    }

    /** What people read, in their language, and what administrators read in the words of the provider. */
    Consumer<PhoneCall> hasProblem(String key, String foreign) {
        org.mockito.Mockito.when(policy.may(otklik.security.Section.SYSTEM, otklik.security.Action.VIEW))
                .thenReturn(true);
        return call -> {
            org.assertj.core.api.Assertions.assertThat(
                            calls().problem(call.key()).orElseThrow().key())
                    .isEqualTo(key);
            org.assertj.core.api.Assertions.assertThat(calls().foreignProblems(List.of(call)))
                    .containsEntry(call.id(), foreign);
        };
    }

    String outcome(String eventId) {
        return jdbc.sql("select outcome from call_event where event_id = ?")
                .param(eventId)
                .query(String.class)
                .single();
    }

    private static void migrate(DataSource dataSource) {
        var liquibase = new SpringLiquibase();
        liquibase.setDataSource(dataSource);
        liquibase.setChangeLog("classpath:db/changelog/telephony.xml");
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
}
