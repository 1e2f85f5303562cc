package otklik.staff.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.withVariables;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static otklik.staff.process.EmployeeActivation.ACTIVATED_MESSAGE;
import static otklik.staff.process.EmployeeActivation.ADDRESS;
import static otklik.staff.process.EmployeeActivation.CORRECT;
import static otklik.staff.process.EmployeeActivation.DECIDE;
import static otklik.staff.process.EmployeeActivation.DECISION;
import static otklik.staff.process.EmployeeActivation.EMPLOYEE_ACTIVATED;
import static otklik.staff.process.EmployeeActivation.KEY;
import static otklik.staff.process.EmployeeActivation.LETTER_NOT_DELIVERED_MESSAGE;
import static otklik.staff.process.EmployeeActivation.LETTER_WANTED_MESSAGE;
import static otklik.staff.process.EmployeeActivation.MARK_EXPIRED;
import static otklik.staff.process.EmployeeActivation.MARK_UNDELIVERED;
import static otklik.staff.process.EmployeeActivation.RESEND;
import static otklik.staff.process.EmployeeActivation.WHAT_HAPPENS_FIRST;
import static otklik.staff.process.EmployeeActivation.WITHDRAW;
import static otklik.staff.process.EmployeeActivation.WITHDRAWN;

import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.ProcessTest;
import otklik.TimePasses;
import otklik.staff.Activations;

@ProcessTest("processes/staff/employee-activation.bpmn")
class EmployeeActivationTests {
    private final Activations activations = mock();
    private final RuntimeService runtime;
    private final HistoryService history;
    private final TimePasses time;

    EmployeeActivationTests(RuntimeService runtime, HistoryService history, ManagementService management) {
        this.runtime = runtime;
        this.history = history;
        this.time = new TimePasses(management);
    }

    @BeforeEach
    void steps() {
        Mocks.register("sendActivationLetter", new SendActivationLetter(activations));
        Mocks.register("markInvitationExpired", new MarkInvitationExpired(activations));
        Mocks.register("markLetterUndelivered", new MarkLetterUndelivered(activations));
        Mocks.register("correctInvitedAddress", new CorrectInvitedAddress(activations));
        Mocks.register("withdrawInvitation", new WithdrawInvitation(activations));
    }

    @Test
    void theFirstLetterGoesAtOnceAndTheActivationEndsTheProcess() {
        var person = invited();
        verify(activations).sendLetter("anna");
        assertThat(person).isWaitingAtExactly(WHAT_HAPPENS_FIRST);

        tell(ACTIVATED_MESSAGE);

        assertThat(person).isEnded().hasPassed(EMPLOYEE_ACTIVATED);
    }

    @Test
    void anotherLetterBeginsTheSeventyTwoHoursAnew() {
        var person = invited();
        time.passes(Duration.ofHours(71));

        tell(LETTER_WANTED_MESSAGE);
        time.passes(Duration.ofHours(71));

        verify(activations, times(2)).sendLetter("anna");
        assertThat(person).isWaitingAtExactly(WHAT_HAPPENS_FIRST);
    }

    @Test
    void afterSeventyTwoHoursAnAdministratorDecides() {
        var person = invited();

        time.passes(Duration.ofHours(72));

        assertThat(person).hasPassed(MARK_EXPIRED).isWaitingAtExactly(DECIDE);
        assertThat(task(DECIDE, person)).isNotAssigned().hasCandidateGroup("administrator");
        verify(activations).markExpired("anna");
    }

    @Test
    void aLetterThatCameBackIsWorkForAnAdministrator() {
        var person = invited();

        tell(LETTER_NOT_DELIVERED_MESSAGE);

        assertThat(person).hasPassed(MARK_UNDELIVERED).isWaitingAtExactly(DECIDE);
        verify(activations).markUndelivered("anna");
    }

    @Test
    void theAdministratorSendsTheLetterAgain() {
        var person = expired();

        decide(person, Map.of(DECISION.name(), RESEND));

        verify(activations, times(2)).sendLetter("anna");
        assertThat(person).isWaitingAtExactly(WHAT_HAPPENS_FIRST);
    }

    @Test
    void theAdministratorCorrectsTheAddressWhichIsNotKeptInTheProcess() {
        var person = expired();

        decide(person, withVariables(DECISION.name(), CORRECT, ADDRESS.name(), "anna@right.example"));

        verify(activations).correct("anna", "anna@right.example");
        verify(activations, times(2)).sendLetter("anna");
        assertThat(person).isWaitingAtExactly(WHAT_HAPPENS_FIRST);
        Assertions.assertEquals(
                0,
                runtime.createVariableInstanceQuery()
                        .variableName(ADDRESS.name())
                        .count());
    }

    @Test
    void theAdministratorWithdrawsTheInvitation() {
        var person = expired();

        decide(person, Map.of(DECISION.name(), WITHDRAW));

        assertThat(person).isEnded().hasPassed(WITHDRAWN);
        verify(activations).withdraw("anna");
        verify(activations, times(1)).sendLetter("anna");
    }

    @Test
    void whileTheAdministratorThinksAnotherLetterMayBeAskedForOnTheCard() {
        var person = expired();

        tell(LETTER_WANTED_MESSAGE);

        verify(activations, times(2)).sendLetter("anna");
        assertThat(person).isWaitingAtExactly(WHAT_HAPPENS_FIRST);
    }

    @Test
    void aLetterThatArrivedAfterAllStillActivates() {
        var person = invited();
        tell(LETTER_NOT_DELIVERED_MESSAGE);

        tell(ACTIVATED_MESSAGE);

        assertThat(person).isEnded().hasPassed(EMPLOYEE_ACTIVATED);
        verify(activations, never()).withdraw("anna");
    }

    @Test
    void theProcessKeepsNothingOfThePerson() {
        invited();

        Assertions.assertEquals(0, history.createHistoricVariableInstanceQuery().count());
    }

    private ProcessInstance invited() {
        return runtime.startProcessInstanceByKey(KEY, EmployeeActivation.businessKey("anna"));
    }

    private ProcessInstance expired() {
        var person = invited();
        time.passes(Duration.ofHours(72));
        return person;
    }

    private void tell(String message) {
        runtime.createMessageCorrelation(KEY + "." + message)
                .processInstanceBusinessKey("E-anna")
                .correlate();
    }

    private static void decide(ProcessInstance person, Map<String, Object> answers) {
        complete(task(DECIDE, person), answers);
    }
}
