package otklik.kernel;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Signals between the nodes of one PostgreSQL by LISTEN/NOTIFY: the database itself holds a notification back until the commit. One
 * connection of the pool listens; when it breaks, the next one is taken a second later.
 */
class PostgresSignals implements Signals, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(PostgresSignals.class);
    private static final String CHANNEL = "otklik";
    private static final int WAIT_MILLIS = 1000;

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final LocalSignals here = new LocalSignals();
    private final Thread ear = new Thread(this::listenForever, "signals-ear");
    private volatile boolean stopped;

    PostgresSignals(JdbcClient jdbc, DataSource dataSource) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        ear.setDaemon(true);
        ear.start();
    }

    @Override
    public void say(String topic) {
        jdbc.sql("select pg_notify(?, ?)").params(CHANNEL, topic).query().singleColumn();
    }

    @Override
    public Runnable listen(Consumer<String> listener) {
        return here.listen(listener);
    }

    private void listenForever() {
        while (!stopped) {
            try (var connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException broken) {
                if (!stopped) {
                    log.warn("Signals are interrupted: {}", broken.getMessage());
                    pause();
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
        var notifications = connection.unwrap(PGConnection.class);
        while (!stopped) {
            var heard = notifications.getNotifications(WAIT_MILLIS);
            if (heard != null) {
                for (var notification : heard) {
                    here.deliver(notification.getParameter());
                }
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute("unlisten *");
        }
    }

    private void pause() {
        try {
            java.util.concurrent.TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        stopped = true;
        ear.join(3L * WAIT_MILLIS);
        here.destroy();
    }
}
