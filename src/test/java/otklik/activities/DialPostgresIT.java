package otklik.activities;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import otklik.NodeOfTest;
import otklik.PostgresServer;

class DialPostgresIT extends DialRules {
    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(PostgresServer.fresh("calls").properties(), "calls");
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
