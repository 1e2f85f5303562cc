package otklik.work.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.withVariables;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static otklik.work.process.EmptyQueue.GIVE_QUEUE_PEOPLE;
import static otklik.work.process.EmptyQueue.KEY;
import static otklik.work.process.EmptyQueue.QUEUE_SERVED;
import static otklik.work.process.EmptyQueue.QUEUE_SERVED_MESSAGE;
import static otklik.work.process.EmptyQueue.SUPERVISORS;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.ProcessTest;
import otklik.work.EmptyQueues;

@ProcessTest("processes/work/empty-queue.bpmn")
class EmptyQueueTests {
    private static final String Q = "Q-team7";

    private final EmptyQueues queues = mock();
    private final RuntimeService runtime;

    EmptyQueueTests(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @BeforeEach
    void steps() {
        Mocks.register("checkQueue", new CheckQueue(queues));
    }

    @Test
    void headIsAskedForPeople() {
        var queue = emptied();

        assertThat(queue).isWaitingAtExactly(GIVE_QUEUE_PEOPLE);
        assertThat(task(GIVE_QUEUE_PEOPLE, queue)).isNotAssigned().hasCandidateGroup("head");
    }

    @Test
    void queueThatHasPeopleByNowNeedsNothingMore() {
        when(queues.isServed(Q)).thenReturn(true);
        when(queues.supervisors()).thenReturn("head");
        var queue = emptied();

        complete(task(GIVE_QUEUE_PEOPLE, queue));

        assertThat(queue).isEnded().hasPassed("endEvent_queueServed");
    }

    @Test
    void queueThatIsStillEmptyIsAskedForAgainOfWhoeverIsThere() {
        when(queues.isServed(Q)).thenReturn(false);
        when(queues.supervisors()).thenReturn("administrator");
        var queue = emptied();

        complete(task(GIVE_QUEUE_PEOPLE, queue));

        assertThat(queue).isWaitingAtExactly(GIVE_QUEUE_PEOPLE);
        assertThat(task(GIVE_QUEUE_PEOPLE, queue)).hasCandidateGroup("administrator");
    }

    @Test
    void taskEndsByItselfWhenTheQueueIsServed() {
        var queue = emptied();

        runtime.createMessageCorrelation(KEY + "." + QUEUE_SERVED_MESSAGE)
                .processInstanceBusinessKey(Q)
                .correlate();

        assertThat(queue).isEnded().hasPassed("endEvent_queueServed_byItself");
    }

    private ProcessInstance emptied() {
        return runtime.startProcessInstanceByKey(
                KEY, Q, withVariables(SUPERVISORS.name(), "head", QUEUE_SERVED.name(), false));
    }
}
