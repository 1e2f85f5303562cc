package otklik.exchange;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import otklik.NodeOfTest;

class ImportTests extends ImportRules {
    private static NodeOfTest node;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), "import-rules");
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
