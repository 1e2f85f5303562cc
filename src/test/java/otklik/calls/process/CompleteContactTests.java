package otklik.calls.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.withVariables;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static otklik.calls.process.CompleteContact.COMPLETE_CONTACT;
import static otklik.calls.process.CompleteContact.CONTACT_COMPLETED;
import static otklik.calls.process.CompleteContact.CONTACT_UNKNOWN;
import static otklik.calls.process.CompleteContact.FOUND;
import static otklik.calls.process.CompleteContact.KEY;
import static otklik.calls.process.CompleteContact.NONE;
import static otklik.calls.process.CompleteContact.OUTCOME;
import static otklik.calls.process.CompleteContact.PHONE;
import static otklik.calls.process.CompleteContact.QUEUE;
import static otklik.calls.process.CompleteContact.RESPONSIBLE;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.ProcessTest;
import otklik.calls.ContactRepairs;

@ProcessTest("processes/calls/complete-contact.bpmn")
class CompleteContactTests {
    private static final String NUMBER = "CC-3";

    private final ContactRepairs repairs = mock();
    private final RuntimeService runtime;

    CompleteContactTests(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @BeforeEach
    void steps() {
        Mocks.register("recordNumber", new RecordNumber(repairs));
        Mocks.register("giveContactUp", new GiveContactUp(repairs));
    }

    @Test
    void rightNumberGoesIntoTheCard() {
        var search = wanted("anna");
        assertThat(task(COMPLETE_CONTACT, search)).isAssignedTo("anna");

        complete(
                task(COMPLETE_CONTACT, search), withVariables(OUTCOME.name(), FOUND, PHONE.name(), "+7 495 123-45-67"));

        assertThat(search).isEnded().hasPassed(CONTACT_COMPLETED);
        verify(repairs).complete(NUMBER, "+7 495 123-45-67");
        verifyNoMoreInteractions(repairs);
    }

    @Test
    void numberThatNobodyKnowsIsGivenUp() {
        var search = wanted(null);
        assertThat(task(COMPLETE_CONTACT, search)).isNotAssigned().hasCandidateGroup("operator");

        complete(task(COMPLETE_CONTACT, search), withVariables(OUTCOME.name(), NONE));

        assertThat(search).isEnded().hasPassed(CONTACT_UNKNOWN);
        verify(repairs).giveUp(NUMBER);
        verifyNoMoreInteractions(repairs);
    }

    private ProcessInstance wanted(@Nullable String responsible) {
        return runtime.startProcessInstanceByKey(
                KEY, NUMBER, withVariables(RESPONSIBLE.name(), responsible, QUEUE.name(), "operator"));
    }
}
