package otklik;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;

/** A real PostgreSQL without an installation: one server for all tests of the JVM, as many empty databases as they ask for. */
public final class PostgresServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres server;

    private PostgresServer() {}

    /** An empty database. */
    public record Database(String name) {

        /** The settings with which a node uses it; give them to every node that shall share it. */
        public Map<String, String> properties() {
            return Map.of(
                    "spring.datasource.url", server().getJdbcUrl("postgres", name),
                    "spring.datasource.username", "postgres",
                    "spring.datasource.password", "postgres");
        }

        public DataSource dataSource() {
            return server().getDatabase("postgres", name);
        }
    }

    /** Makes an empty database, whose name begins with the given word. */
    public static Database fresh(String word) {
        var name = word + "_" + DATABASES.incrementAndGet();
        try (var connection = server().getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return new Database(name);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            // The server says much while it starts, and before the first node nobody quietens it.
            ((Logger) LoggerFactory.getLogger("io.zonky")).setLevel(Level.ERROR);
            try {
                server = EmbeddedPostgres.start();
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        }
        return server;
    }
}
