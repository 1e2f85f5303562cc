package otklik.calls.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.execute;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.job;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.withVariables;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static otklik.calls.process.CallAttempt.CALL_ANSWERED_MESSAGE;
import static otklik.calls.process.CallAttempt.CALL_ENDED_MESSAGE;
import static otklik.calls.process.CallAttempt.CAUSE;
import static otklik.calls.process.CallAttempt.KEY;
import static otklik.calls.process.CallAttempt.NUMBER_COMPLETE;

import java.time.Duration;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import otklik.ProcessTest;
import otklik.TimePasses;
import otklik.calls.CallAttempts;
import otklik.calls.CallWindows.Half;
import otklik.telephony.CallCause;

@ProcessTest("processes/calls/call-attempt.bpmn")
class CallAttemptTests {
    private static final String NUMBER = "CA-12";
    private static final Duration SAFETY = Duration.ofSeconds(60);

    private final CallAttempts attempts = mock();
    private final RuntimeService runtime;
    private final TimePasses time;

    CallAttemptTests(RuntimeService runtime, ManagementService management) {
        this.runtime = runtime;
        this.time = new TimePasses(management);
    }

    @BeforeEach
    void steps() {
        Mocks.register("orderCall", new OrderCall(attempts));
        Mocks.register("keepTask", new KeepTask(attempts));
        Mocks.register("askThePerson", new AskThePerson(attempts));
        Mocks.register("recordOutcome", new RecordOutcome(attempts));
        Mocks.register("planRetry", new PlanRetry(attempts));
        Mocks.register("giveUp", new GiveUp(attempts));
        Mocks.register("askForNumber", new AskForNumber(attempts));
        leaves(1, 2, 5);
    }

    private void leaves(int ofDay, int leftToday, int left) {
        when(attempts.ended(anyString(), any()))
                .thenReturn(new CallAttempts.Outcome(ofDay, leftToday, left, Half.MORNING));
    }

    @Test
    void taskStaysWhereSomebodyAnswers() {
        var attempt = wanted();
        verify(attempts).order(NUMBER);

        answered();
        assertThat(attempt).hasPassed("serviceTask_keepTask").isNotEnded();
        verify(attempts).connected(NUMBER);

        ended("ANSWERED");
        assertThat(attempt).isEnded().hasPassed("endEvent_talked");
        verify(attempts).ended(NUMBER, CallCause.ANSWERED);
        verify(attempts, never()).planRetry(anyString(), anyString());
    }

    @ParameterizedTest
    @CsvSource({
        "NO_ANSWER,noAnswer,later",
        "BUSY,busy,soon",
        "DECLINED,declined,nextAfternoon",
        "MACHINE,machine,thisAfternoon",
        "CONGESTION,congestion,soon",
        "PROVIDER_FAILED,providerFailed,soon",
        "PROVIDER_SILENT,providerSilent,soon"
    })
    void everyCauseHasABranchOfItsOwnToTheLadder(CallCause cause, String branch, String word) {
        var attempt = wanted();

        ended(cause.name());

        assertThat(attempt).hasPassed("serviceTask_recordOutcome_" + branch).isNotEnded();
        verify(attempts).ended(NUMBER, cause);
        // What follows is a job of its own: a flow that fails does not undo what the telephony has told.
        verify(attempts, never()).planRetry(anyString(), anyString());
        execute(job(attempt));
        assertThat(attempt).isEnded().hasPassed("serviceTask_planRetry", "endEvent_retryPlanned");
        verify(attempts).planRetry(NUMBER, word);
    }

    @Test
    void e33_whenNoAttemptIsLeftTheClientRests() {
        leaves(2, 1, 0);
        var attempt = wanted();

        ended("NO_ANSWER");
        execute(job(attempt));

        assertThat(attempt).isEnded().hasPassed("endEvent_clientUnreachable");
        verify(attempts).giveUp(NUMBER);
        verify(attempts, never()).planRetry(anyString(), anyString());
    }

    @Test
    void e32_machineIsSaidByThePersonWhoHearsIt() {
        var attempt = wanted();
        answered();

        ended("MACHINE");
        execute(job(attempt));

        assertThat(attempt)
                .isEnded()
                .hasPassed("serviceTask_keepTask", "serviceTask_recordOutcome_machine", "endEvent_retryPlanned");
    }

    @Test
    void e32_rightNumberIsAskedForWhereThisOneIsWrong() {
        var attempt = wanted();

        ended("INVALID_NUMBER");
        execute(job(attempt));

        assertThat(attempt).isEnded().hasPassed("endEvent_numberWanted");
        verify(attempts).askForNumber(NUMBER);
    }

    @Test
    void e34_whatIsNoNumberIsNotDialled() {
        var attempt = runtime.startProcessInstanceByKey(KEY, NUMBER, withVariables(NUMBER_COMPLETE.name(), false));
        execute(job(attempt));

        assertThat(attempt).isEnded().hasPassed("endEvent_numberWanted");
        verify(attempts, never()).order(anyString());
        verify(attempts).askForNumber(NUMBER);
    }

    @Test
    void taskStaysWhereTheCallWasCancelled() {
        var attempt = wanted();

        ended("CANCELLED");

        assertThat(attempt).isEnded().hasPassed("endEvent_callCancelled");
        verify(attempts).ended(NUMBER, CallCause.CANCELLED);
    }

    @Test
    void e31_personIsAskedWhereTheProviderTellsNothing() {
        var attempt = wanted();

        time.passes(SAFETY);
        assertThat(attempt).hasPassed("serviceTask_askThePerson").isNotEnded();
        verify(attempts).ask(NUMBER);

        answered();
        assertThat(attempt).hasPassed("event_callAnswered_inDoubt", "serviceTask_keepTask");
        ended("ANSWERED");
        assertThat(attempt).isEnded().hasPassed("endEvent_talked");
    }

    @Test
    void e31_personSaysThatNobodyIsThere() {
        var attempt = wanted();
        time.passes(SAFETY);

        ended("NO_ANSWER");
        execute(job(attempt));

        assertThat(attempt).isEnded().hasPassed("event_callEnded_inDoubt", "endEvent_retryPlanned");
    }

    @Test
    void e31_callOfWhichNobodyKnowsEndsByTheLimit() {
        var attempt = wanted();
        time.passes(SAFETY);
        time.passes(SAFETY);

        verify(attempts).ended(NUMBER, CallCause.PROVIDER_SILENT);
        assertThat(attempt).isEnded().hasPassed("event_nothingKnown", "endEvent_retryPlanned");
    }

    @Test
    void e30_ofAnAnswerAndAnEndTheFirstOneWins() {
        var attempt = wanted();
        ended("NO_ANSWER");

        org.assertj.core.api.Assertions.assertThatThrownBy(this::answered)
                .isInstanceOf(MismatchingMessageCorrelationException.class);

        execute(job(attempt));
        assertThat(attempt).isEnded().hasNotPassed("serviceTask_keepTask");
        inOrder(attempts).verify(attempts).planRetry(NUMBER, "later");
    }

    private ProcessInstance wanted() {
        return runtime.startProcessInstanceByKey(KEY, NUMBER, withVariables(NUMBER_COMPLETE.name(), true));
    }

    private void answered() {
        runtime.createMessageCorrelation(KEY + "." + CALL_ANSWERED_MESSAGE)
                .processInstanceBusinessKey(NUMBER)
                .correlate();
    }

    private void ended(String cause) {
        runtime.createMessageCorrelation(KEY + "." + CALL_ENDED_MESSAGE)
                .processInstanceBusinessKey(NUMBER)
                .setVariable(CAUSE.name(), cause)
                .correlate();
    }
}
