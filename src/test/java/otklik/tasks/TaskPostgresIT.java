package otklik.tasks;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import otklik.NodeOfTest;
import otklik.PostgresServer;

class TaskPostgresIT extends TaskBehaviour {
    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(PostgresServer.fresh("tasks").properties(), "tasks");
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
