package otklik.staff;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import otklik.NodeOfTest;

/** The rules of links and letters on H2. */
class ActivationTests extends ActivationRules {
    private static NodeOfTest node;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), "activation");
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
