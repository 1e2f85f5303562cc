package otklik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.history.History;

/** One changelog, two databases: what works on H2 in the demonstration has to work on PostgreSQL in the company. */
class SchemaParityIT {
    /** Held, so that the level survives: without Boot nobody quietens the library. */
    private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

    /** Where the engine's own scripts differ; it lives well with both. */
    private static final Set<String> DIFFERENT_IN_THE_ENGINE =
            Set.of("act_hi_detail.var_type_", "act_ru_variable.var_scope_");

    private static Schema h2;
    private static Schema postgres;

    @BeforeAll
    static void migrateBoth() throws SQLException, LiquibaseException {
        LIQUIBASE.setLevel(Level.WARNING);
        var memory = new JdbcDataSource();
        memory.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
        h2 = Schema.of(memory);
        postgres = Schema.of(PostgresServer.fresh("parity").dataSource());
    }

    @Test
    void both_databases_have_the_same_tables() {
        assertThat(h2.tables())
                .containsExactlyInAnyOrderElementsOf(postgres.tables())
                .contains("work_item", "act_ru_task");
    }

    @Test
    void every_table_has_the_same_columns_of_comparable_types_in_both_databases() {
        assertThat(h2.columns()).containsExactlyInAnyOrderElementsOf(postgres.columns());
    }

    @Test
    void our_tables_have_the_same_unique_constraints_in_both_databases() {
        assertThat(h2.uniques())
                .containsExactlyInAnyOrderElementsOf(postgres.uniques())
                .contains("employee [login]", "work_item [task_id]");
    }

    @Test
    void the_indexes_that_keep_the_engine_fast_are_in_both_databases() {
        var wanted =
                Set.of("x_job_due", "x_job_locked", "x_task_parent", "x_work_ready", "x_work_mine", "x_work_lease");

        assertThat(h2.indexes()).containsAll(wanted);
        assertThat(postgres.indexes()).containsAll(wanted);
    }

    @Test
    void on_postgresql_the_whole_product_starts_and_keeps_its_history_append_only() {
        try (var node = NodeOfTest.start(PostgresServer.fresh("whole").properties(), "postgres")) {
            node.bean(History.class).tell(new History.Change("R-1", "requestOpened").from(null, "open"));
            var jdbc = node.bean(JdbcClient.class);

            assertThatThrownBy(() -> jdbc.sql("update history_event set actor = 'nobody'")
                            .update())
                    .hasMessageContaining("append-only");
            assertThatThrownBy(() -> jdbc.sql("update history_event set value_after = null, kind = 'other'")
                            .update())
                    .hasMessageContaining("append-only");
            assertThatThrownBy(() -> jdbc.sql("update history_event set value_after = 'closed'")
                            .update())
                    .hasMessageContaining("append-only");
            assertThatThrownBy(() -> jdbc.sql("delete from history_event").update())
                    .hasMessageContaining("append-only");
            assertThat(jdbc.sql("select count(*) from history_event")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);

            node.bean(History.class).forget(Set.of("R-1"));
            assertThat(jdbc.sql("select kind || coalesce(value_after, '') from history_event")
                            .query(String.class)
                            .single())
                    .isEqualTo("requestOpened");
        }
    }

    /**
     * What the changelog has made, in lower case, one line for each.
     *
     * @param columns table and column, kind of type, whether it may be null
     * @param uniques of our tables: the columns of primary keys and unique constraints
     */
    private record Schema(Set<String> tables, Set<String> columns, Set<String> uniques, Set<String> indexes) {

        static Schema of(DataSource dataSource) throws SQLException, LiquibaseException {
            var liquibase = new SpringLiquibase();
            liquibase.setDataSource(dataSource);
            liquibase.setChangeLog("classpath:db/changelog/master.xml");
            liquibase.setResourceLoader(new DefaultResourceLoader());
            liquibase.afterPropertiesSet();
            var schema = new Schema(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
            try (var connection = dataSource.getConnection()) {
                var data = connection.getMetaData();
                var name = connection.getSchema();
                try (var rows = data.getTables(null, name, null, new String[] {"TABLE", "BASE TABLE"})) {
                    while (rows.next()) {
                        schema.tables.add(lower(rows.getString("TABLE_NAME")));
                        schema.readColumns(data, name, rows.getString("TABLE_NAME"));
                        schema.readIndexes(data, name, rows.getString("TABLE_NAME"));
                    }
                }
            }
            return schema;
        }

        private void readColumns(DatabaseMetaData data, String schema, String table) throws SQLException {
            try (var rows = data.getColumns(null, schema, table, null)) {
                while (rows.next()) {
                    var column = lower(table) + "." + lower(rows.getString("COLUMN_NAME"));
                    if (!DIFFERENT_IN_THE_ENGINE.contains(column)) {
                        columns.add("%s %s nullable: %s"
                                .formatted(column, kind(rows, isOurs(table)), rows.getString("IS_NULLABLE")));
                    }
                }
            }
        }

        private void readIndexes(DatabaseMetaData data, String schema, String table) throws SQLException {
            var unique = new TreeMap<String, Set<String>>();
            try (var rows = data.getIndexInfo(null, schema, table, false, true)) {
                while (rows.next()) {
                    var index = lower(rows.getString("INDEX_NAME"));
                    indexes.add(index);
                    if (!rows.getBoolean("NON_UNIQUE") && isOurs(table)) {
                        unique.computeIfAbsent(index, name -> new TreeSet<>())
                                .add(lower(rows.getString("COLUMN_NAME")));
                    }
                }
            }
            unique.values().forEach(names -> uniques.add("%s %s".formatted(lower(table), names)));
        }

        /** The engine's own scripts take whole numbers of other sizes on the two databases; ours do not. */
        private static String kind(ResultSet column, boolean isOurs) throws SQLException {
            var type = lower(column.getString("TYPE_NAME"));
            return switch (type) {
                case "character varying", "varchar" -> "varchar(%d)".formatted(column.getInt("COLUMN_SIZE"));
                case "character large object", "text" -> "clob";
                case "binary large object", "binary varying", "bytea" -> "blob";
                case "boolean", "bool" -> "boolean";
                case "smallint", "int2" -> isOurs ? "smallint" : "whole number";
                case "integer", "int4" -> isOurs ? "int" : "whole number";
                case "bigint", "int8", "bigserial" -> isOurs ? "bigint" : "whole number";
                case "numeric", "decimal" ->
                    isOurs
                            ? "decimal(%d,%d)".formatted(column.getInt("COLUMN_SIZE"), column.getInt("DECIMAL_DIGITS"))
                            : "decimal";
                case "double precision", "float8" -> "double";
                case "timestamp with time zone", "timestamptz" -> "timestamp with time zone";
                default -> type;
            };
        }

        private static boolean isOurs(String table) {
            return !lower(table).startsWith("act_") && !lower(table).startsWith("databasechangelog");
        }

        private static String lower(String name) {
            return name.toLowerCase(Locale.ROOT);
        }
    }
}
