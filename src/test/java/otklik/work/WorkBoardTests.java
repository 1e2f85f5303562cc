package otklik.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;

/** The figures of the live board of the head. */
class WorkBoardTests {
    private static NodeOfTest node;
    private static OrderedWork work;
    private static SettableClock clock;
    private static WorkBoard board;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), List.of(SettableClock.InNode.class, OrderedWork.Facts.class), "board");
        clock = node.bean(SettableClock.class);
        work = new OrderedWork(node, clock);
        board = node.bean(WorkBoard.class);
        work.deploy();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void aMorning() {
        work.dropAll();
        clock.goesTo(OrderedWork.MORNING);
    }

    @Test
    void theQueuesAreCountedOnceForAllWhoLookAndSoonAnew() {
        clock.passes(WorkBoard.KEPT);
        work.open("letters");
        var before = ready();
        work.open("letters");
        var atOnce = ready();
        clock.passes(WorkBoard.KEPT);

        assertThat(atOnce).isEqualTo(before);
        assertThat(ready()).isEqualTo(before + 1);
    }

    private static int ready() {
        return board.queues().stream().mapToInt(WorkBoard.Queue::ready).sum();
    }
}
