package otklik.activities;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import otklik.NodeOfTest;

class DialTests extends DialRules {
    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(Map.of(), "calls");
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
