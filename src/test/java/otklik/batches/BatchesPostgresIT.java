package otklik.batches;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import otklik.NodeOfTest;
import otklik.PostgresServer;

class BatchesPostgresIT extends BatchRules {
    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(PostgresServer.fresh("batches").properties(), List.of(Beans.class), "batches");
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
