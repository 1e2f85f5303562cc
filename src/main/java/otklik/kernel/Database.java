package otklik.kernel;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which of the two databases this node runs on; asked only where they differ. */
public enum Database {
    H2,
    POSTGRESQL;

    static Database of(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return valueOf(connection.getMetaData().getDatabaseProductName().toUpperCase(java.util.Locale.ROOT));
        }
    }

    @Configuration
    static class Beans {
        @Bean
        Database database(DataSource dataSource) throws SQLException {
            return Database.of(dataSource);
        }

        @Bean
        Signals signals(Database database, JdbcClient jdbc, DataSource dataSource) {
            return database == POSTGRESQL ? new PostgresSignals(jdbc, dataSource) : new LocalSignals();
        }
    }
}
