package otklik.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.PostgresServer;

/** The same on PostgreSQL, whose indexes the list reads along. */
class CompanyListPostgresIT extends CompanyListTests {
    @Override
    Map<String, String> properties() {
        return PostgresServer.fresh("company_list").properties();
    }

    @ParameterizedTest
    @CsvSource({
        "NEXT, 1 = 1",
        "NAME, 1 = 1",
        "LEAST_CONTACTED, 1 = 1",
        "LAST_CONTACTED, 1 = 1",
        "NAME, c.responsible = 'maria'",
        "LEAST_CONTACTED, c.responsible = 'maria'",
        "LAST_CONTACTED, c.responsible = 'maria'"
    })
    void everyOrderOfTheListIsReadAlongAnIndex(CompanyOrder order, String where) {
        var jdbc = node.bean(JdbcClient.class);

        List<String> plan = Objects.requireNonNull(
                new TransactionTemplate(node.bean(PlatformTransactionManager.class)).execute(status -> {
                    // A list of a few companies would never be read along an index.
                    List.of("enable_seqscan", "enable_bitmapscan", "enable_sort")
                            .forEach(choice ->
                                    jdbc.sql("set local " + choice + " = off").update());
                    return jdbc.sql("explain select c.number from company c where " + where + " order by "
                                    + CompanyQuery.order(order) + " limit 50")
                            .query(String.class)
                            .list();
                }));

        assertThat(plan).noneMatch(step -> step.contains("Sort"));
    }
}
