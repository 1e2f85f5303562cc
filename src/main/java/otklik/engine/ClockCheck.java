package otklik.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Settings;

/**
 * Keeps a node from starting whose clock is wrong or whose zone is not UTC: the engine locks jobs by the node's clock, so a node that is
 * minutes ahead takes running jobs from the others (E100).
 */
@Component
class ClockCheck extends AbstractProcessEnginePlugin {
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration tolerance;

    ClockCheck(JdbcClient jdbc, Clock clock, Settings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.tolerance = settings.clockSkew();
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        if (!java.time.ZoneId.systemDefault().getRules().equals(java.time.ZoneOffset.UTC.getRules())) {
            throw new IllegalStateException("This node runs in zone %s; start it with -Duser.timezone=UTC"
                    .formatted(java.time.ZoneId.systemDefault()));
        }
        var theirs = jdbc.sql("select current_timestamp")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        var skew = Duration.between(theirs, clock.instant()).abs();
        if (skew.compareTo(tolerance) > 0) {
            throw new IllegalStateException(
                    "This node's clock differs from the database's by %s, more than otklik.clock-skew = %s"
                            .formatted(skew, tolerance));
        }
    }
}
