package otklik.engine;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets only one node do a piece of work at the start: nodes that begin together would otherwise write the same rows. Holds the row by which
 * the engine itself lines up deployments.
 */
@Component
public class OneNodeAtATime {
    private final JdbcClient jdbc;
    private final Attempts attempts;

    OneNodeAtATime(JdbcClient jdbc, Attempts attempts) {
        this.jdbc = jdbc;
        this.attempts = attempts;
    }

    /** Runs the work in a transaction of its own while every other node waits. */
    public void run(Runnable work) {
        attempts.run(() -> {
            jdbc.sql("select value_ from act_ge_property where name_ = 'deployment.lock' for update")
                    .query(String.class)
                    .optional();
            work.run();
        });
    }
}
