package otklik.customers;

import javax.sql.DataSource;
import otklik.PostgresServer;

/** The same on PostgreSQL, which puts texts together in words of its own. */
class OlderPeoplePostgresIT extends OlderPeopleTests {
    @Override
    DataSource database() {
        return PostgresServer.fresh("older_people").dataSource();
    }
}
