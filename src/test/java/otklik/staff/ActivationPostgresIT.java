package otklik.staff;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import otklik.NodeOfTest;
import otklik.PostgresServer;

/** The rules of links and letters on a real PostgreSQL, where those who come at once really run into each other. */
class ActivationPostgresIT extends ActivationRules {
    private static NodeOfTest node;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(PostgresServer.fresh("activation").properties(), "postgres");
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @Override
    NodeOfTest node() {
        return node;
    }
}
