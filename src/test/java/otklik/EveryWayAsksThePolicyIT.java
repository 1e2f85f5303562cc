package otklik;

import java.util.Map;

/** The same on PostgreSQL, whose statements the lists of the product run against. */
class EveryWayAsksThePolicyIT extends EveryWayAsksThePolicyTests {
    @Override
    Map<String, String> properties() {
        return PostgresServer.fresh("every_way").properties();
    }
}
