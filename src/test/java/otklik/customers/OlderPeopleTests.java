package otklik.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People who were there before there was a search over people are found by it as those who came after. */
class OlderPeopleTests {
    /** The change that makes the text which a search looks through. */
    private static final String SEARCH = "company-card";

    @Test
    void olderPeopleAreFoundByNumberCompanyAndPhoneToo() throws Exception {
        var database = database();
        migrate(database, true);
        var jdbc = JdbcClient.create(database);
        jdbc.sql(
                        "insert into company (id, number, name, name_key, name_sort, in_work, state, search_text, created_at, changed_at)"
                                + " values (7, 'K-7', 'Зелёный Клён', 'x', 'x', true, 'ACTIVE', 'x', now(), now())")
                .update();
        person(jdbc, 1, "Семён Ковалёв", null, 7L);
        person(jdbc, 2, "Anna", "Written by herself", null);
        person(jdbc, 3, "Nobody", null, null);
        jdbc.sql("insert into contact_point (person_id, kind, written, point_key, added_at)"
                        + " values (1, 'PHONE', '8 912 555-01-42', '+79125550142', now())")
                .update();

        migrate(database, false);

        assertThat(jdbc.sql("select search_text from person order by id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "p-1 семен ковалев зеленый клен +79125550142", "p-2 anna written by herself", "p-3 nobody");
    }

    DataSource database() {
        var memory = new JdbcDataSource();
        memory.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
        return memory;
    }

    private static void person(
            JdbcClient jdbc, long id, String name, @Nullable String company, @Nullable Long companyId) {
        jdbc.sql("insert into person (id, number, name, name_key, company, company_id, created_at)"
                        + " values (?, ?, ?, 'x', ?, ?, now())")
                .params(id, "P-" + id, name, company, companyId)
                .update();
    }

    /** As it was before the search over people, or to the end. */
    private static void migrate(DataSource source, boolean isBefore) throws Exception {
        try (var connection = source.getConnection()) {
            var database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            var liquibase = new Liquibase("db/changelog/master.xml", new ClassLoaderResourceAccessor(), database);
            var ids = liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()).stream()
                    .map(change -> change.getId())
                    .toList();
            liquibase.update(isBefore ? ids.indexOf(SEARCH) : ids.size(), new Contexts(), new LabelExpression());
        }
    }
}
