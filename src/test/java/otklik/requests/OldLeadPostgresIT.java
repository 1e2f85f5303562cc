package otklik.requests;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.work.SettableClock;

class OldLeadPostgresIT extends OldLeadRules {
    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(
                PostgresServer.fresh("old_leads").properties(), List.of(SettableClock.InNode.class), "old-leads");
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
