package otklik.engine;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.DecisionsOfFiles;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Settings;
import otklik.kernel.Signals;

/** The settings and the calendar of a company in a database of its own, from the real changelog, without a node. */
public final class CompanyOfTest {
    private final JdbcClient jdbc;

    /** Of the engine's tables there is only what its indexes need. */
    public CompanyOfTest() throws LiquibaseException {
        var dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
        jdbc = JdbcClient.create(dataSource);
        jdbc.sql(
                        "create table act_ru_job (duedate_ timestamp, process_instance_id_ varchar(64), lock_exp_time_ timestamp)")
                .update();
        jdbc.sql("create table act_ru_task (parent_task_id_ varchar(64))").update();
        var liquibase = new SpringLiquibase();
        liquibase.setDataSource(dataSource);
        liquibase.setResourceLoader(new DefaultResourceLoader());
        for (var file : List.of("engine", "parameters")) {
            liquibase.setChangeLog("classpath:db/changelog/%s.xml".formatted(file));
            liquibase.afterPropertiesSet();
        }
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    /** A day off, or a working day that would be none. */
    public void exception(String day, boolean working) {
        jdbc.sql("insert into calendar_day (calendar_date, working) values (cast(? as date), ?)")
                .params(day, working)
                .update();
    }

    public void set(Parameter parameter, String text) {
        jdbc.sql("insert into company_parameter (name, setting, version) values (?, ?, 1)")
                .params(parameter.key(), text)
                .update();
    }

    /** @param given settings of the installation */
    public Parameters parameters(Map<String, String> given, Clock clock) {
        var settings = new Binder(new MapConfigurationPropertySource(given))
                .bindOrCreate("otklik", Bindable.of(Settings.class));
        return new Parameters(settings, jdbc, clock, new Silence());
    }

    public Deadlines deadlines(Map<String, String> given, Clock clock) {
        return new Deadlines(parameters(given, clock), new CompanyCalendar(jdbc), clock);
    }

    /** Asks one decision table of {@code processes/} as the product does. */
    public static Decisions decisions(String file) {
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName(file);
        configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        configuration.setJobExecutorActivate(false);
        ProcessEngine engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addString(file, DecisionsOfFiles.text(file))
                .deploy();
        return new Decisions(engine.getDecisionService());
    }

    /** Signals of a node that is alone and hears nothing: every question is asked once. */
    private record Silence() implements Signals {
        @Override
        public void say(String topic) {
            // Nobody listens.
        }

        @Override
        public Runnable listen(Consumer<String> listener) {
            return () -> {};
        }
    }
}
