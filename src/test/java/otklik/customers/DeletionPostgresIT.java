package otklik.customers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import otklik.NodeOfTest;

class DeletionPostgresIT extends DeletionRules {
    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(otklik.PostgresServer.fresh("deletions").properties());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Override
    NodeOfTest node() {
        return node;
    }
}
