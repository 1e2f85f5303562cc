package otklik.tasks;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import otklik.NodeOfTest;

class TaskTests extends TaskBehaviour {
    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(Map.of(), "tasks");
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
