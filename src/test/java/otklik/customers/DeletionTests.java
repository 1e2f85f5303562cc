package otklik.customers;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import otklik.NodeOfTest;

class DeletionTests extends DeletionRules {
    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(java.util.Map.of());
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
