package otklik.exchange;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import otklik.NodeOfTest;
import otklik.PostgresServer;

class ImportPostgresIT extends ImportRules {
    private static NodeOfTest node;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(PostgresServer.fresh("imports").properties(), "postgres");
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
