package otklik.sources;

import static org.mockito.Mockito.mock;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Settings;
import otklik.kernel.Signals;

/** The module alone with the kinds that a test asks for, on a database in memory. */
public final class SourcesWorld implements AutoCloseable {
    /** What was told, in order. */
    public final List<ItemReceived> told = new CopyOnWriteArrayList<>();

    /** Held, so that the level survives. */
    private static final java.util.logging.Logger LIQUIBASE = java.util.logging.Logger.getLogger("liquibase");

    static {
        // Without Boot nobody quietens the libraries.
        LIQUIBASE.setLevel(java.util.logging.Level.WARNING);
        for (var noisy : List.of("org.springframework", "otklik", "com.rometools")) {
            ((ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger(noisy))
                    .setLevel(ch.qos.logback.classic.Level.ERROR);
        }
    }

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final JdbcConnectionPool pool =
            JdbcConnectionPool.create("jdbc:h2:mem:%s;LOCK_TIMEOUT=10000".formatted(UUID.randomUUID()), "sa", "");

    public SourcesWorld(Map<String, String> given, Class<?>... kinds) {
        var settings = new Binder(new MapConfigurationPropertySource(given))
                .bindOrCreate("otklik", Bindable.of(Settings.class));
        migrate(pool, "mail");
        migrate(pool, "sources");
        var transactions = new DataSourceTransactionManager(pool);
        context.registerBean(Settings.class, () -> settings);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(pool));
        context.registerBean(DataSourceTransactionManager.class, () -> transactions);
        context.registerBean(History.class, () -> mock(History.class));
        context.registerBean(Signals.class, () -> mock(Signals.class));
        context.register(Attempts.class);
        SourcesOfTest.register(context);
        context.register(kinds);
        context.addApplicationListener(event -> {
            if (event instanceof PayloadApplicationEvent<?> payload
                    && payload.getPayload() instanceof ItemReceived received) {
                told.add(received);
            }
        });
        context.refresh();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Sources sources() {
        return bean(Sources.class);
    }

    public boolean lookNow(String key) {
        return sources().lookNow(key);
    }

    public SourceCard card(String key) {
        return sources().find(key).orElseThrow();
    }

    private static void migrate(DataSource dataSource, String module) {
        var liquibase = new SpringLiquibase();
        liquibase.setDataSource(dataSource);
        liquibase.setChangeLog("classpath:db/changelog/%s.xml".formatted(module));
        liquibase.setResourceLoader(new DefaultResourceLoader());
        try {
            liquibase.afterPropertiesSet();
        } catch (LiquibaseException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    @Override
    public void close() {
        context.close();
        pool.dispose();
    }
}
