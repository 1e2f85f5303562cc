package otklik.customers;

import java.util.Map;
import otklik.PostgresServer;

/** The same on PostgreSQL, whose indexes the list reads along. */
class CompanyListPostgresIT extends CompanyListTests {
    @Override
    Map<String, String> properties() {
        return PostgresServer.fresh("company_list").properties();
    }
}
