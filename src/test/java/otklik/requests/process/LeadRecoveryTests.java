package otklik.requests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.withVariables;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static otklik.engine.CurrentStep.PERFORMER;
import static otklik.requests.process.LeadRecovery.BRING_CLIENT_BACK;
import static otklik.requests.process.LeadRecovery.CLIENT_CAME_BACK_MESSAGE;
import static otklik.requests.process.LeadRecovery.CLIENT_CHOSEN_MESSAGE;
import static otklik.requests.process.LeadRecovery.COMMENT;
import static otklik.requests.process.LeadRecovery.DECISION;
import static otklik.requests.process.LeadRecovery.KEY;
import static otklik.requests.process.LeadRecovery.LOST_REASON;
import static otklik.requests.process.LeadRecovery.QUEUE;
import static otklik.requests.process.LeadRecovery.TAKEN_OUT_MESSAGE;

import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otklik.ProcessTest;
import otklik.TimePasses;
import otklik.requests.Recoveries;

@ProcessTest("processes/requests/lead-recovery.bpmn")
class LeadRecoveryTests {
    private static final String R = "R-17";
    private static final Duration COOL_DOWN = Duration.ofDays(30);
    private static final Duration LATER = Duration.ofDays(90);

    private static final Duration SAME_CLIENT = Duration.ofDays(30);
    private static final Recoveries.Check LOST = new Recoveries.Check(true, false);

    private final Recoveries recoveries = mock();
    private final RuntimeService runtime;
    private final TimePasses time;

    LeadRecoveryTests(RuntimeService runtime, ManagementService management) {
        this.runtime = runtime;
        this.time = new TimePasses(management);
    }

    @BeforeEach
    void steps() {
        when(recoveries.check(R)).thenReturn(LOST);
        Mocks.register("checkRecovery", new CheckRecovery(recoveries));
        Mocks.register("openFollowingRequest", new OpenFollowingRequest(recoveries));
        Mocks.register("noteRefusal", new NoteRefusal(recoveries));
        Mocks.register("planAnotherTry", new PlanAnotherTry(recoveries));
    }

    @Test
    void lostClientIsWorkOfHisQueueAfterACoolDownAndLessUrgentThanAnythingElse() {
        var lost = lost("price");

        time.passes(COOL_DOWN.minusHours(1));
        assertThat(lost).isWaitingAt("event_coolDownOver");
        time.passes(Duration.ofHours(1));

        assertThat(task(BRING_CLIENT_BACK, lost)).isNotAssigned().hasCandidateGroup("team7");
        assertThat(task(BRING_CLIENT_BACK, lost).getPriority()).isLessThan(50);
    }

    @Test
    void clientWhoWasSilentIsAskedToo() {
        var lost = lost(null);

        time.passes(COOL_DOWN);

        assertThat(lost).isWaitingAt(BRING_CLIENT_BACK);
    }

    @Test
    void clientWhoAskedNotToBeContactedIsLeftAlone() {
        assertThat(lost("refused")).isEnded().hasPassed("endEvent_leftAlone");
    }

    @Test
    void clientWhoHasANewerRequestIsNobodysWork() {
        when(recoveries.check(R)).thenReturn(new Recoveries.Check(false, false));
        var lost = lost("price");

        time.passes(COOL_DOWN);

        assertThat(lost).isEnded().hasPassed("endEvent_nothingToRecover");
    }

    @Test
    void clientWhoWasNotReachedIsWorkAgainWhenTheDiallerSays() {
        var lost = lost("price");
        time.passes(COOL_DOWN);
        var inThreeHours = Date.from(ClockUtil.getCurrentTime().toInstant().plus(Duration.ofHours(3)));

        complete(task(BRING_CLIENT_BACK, lost), withVariables("decision", "notReached", "retryAt", inThreeHours));

        assertThat(lost).isWaitingAt("gateway_whatComesFirst");
        time.passes(Duration.ofHours(3));
        assertThat(lost).isWaitingAt(BRING_CLIENT_BACK);
    }

    @Test
    void clientWhoWasNotReachedByHandIsWorkAgainAfterTheUsualTime() {
        var lost = lost("price");
        time.passes(COOL_DOWN);
        when(recoveries.callAgainAt(R))
                .thenReturn(ClockUtil.getCurrentTime().toInstant().plus(Duration.ofHours(2)));

        complete(task(BRING_CLIENT_BACK, lost), withVariables("decision", "notReached"));
        time.passes(Duration.ofHours(2));

        assertThat(lost).isWaitingAt(BRING_CLIENT_BACK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clientCameBack", "takenOut"})
    void clientIsNotCalledAgainWhoCameBackOrWasTakenOutBetweenTheTries(String message) {
        var lost = lost("price");
        time.passes(COOL_DOWN);
        complete(
                task(BRING_CLIENT_BACK, lost),
                withVariables("decision", "notReached", "retryAt", ClockUtil.getCurrentTime()));

        runtime.createMessageCorrelation(KEY + "." + message)
                .processInstanceBusinessKey(R)
                .correlate();

        assertThat(lost).isEnded().hasPassed("endEvent_" + message + "_betweenTries");
    }

    @Test
    void clientWhoComesBackByHimselfEndsTheTask() {
        var lost = lost("price");
        time.passes(COOL_DOWN);

        runtime.createMessageCorrelation(KEY + "." + CLIENT_CAME_BACK_MESSAGE)
                .processInstanceBusinessKey(R)
                .correlate();

        assertThat(lost).isEnded().hasPassed("endEvent_clientCameBack");
    }

    @Test
    void interestedClientGetsANewRequestOfWhoeverBroughtHimBack() {
        var lost = lost("price");
        time.passes(COOL_DOWN);

        complete(
                task(BRING_CLIENT_BACK, lost), withVariables(DECISION.name(), "newRequest", PERFORMER.name(), "boris"));

        assertThat(lost).isEnded().hasPassed("endEvent_clientRecovered");
        verify(recoveries).open(R, "boris");
    }

    @Test
    void clientWhoSaysLaterIsAskedAgainLater() {
        var lost = lost("price");
        time.passes(COOL_DOWN);

        complete(task(BRING_CLIENT_BACK, lost), withVariables(DECISION.name(), "later"));
        assertThat(lost).isWaitingAt("event_triedLater");
        time.passes(LATER);

        assertThat(lost).isWaitingAt(BRING_CLIENT_BACK);
    }

    @Test
    void clientWhoSaysNeverIsNotAskedAgain() {
        var lost = lost("price");
        time.passes(COOL_DOWN);

        complete(task(BRING_CLIENT_BACK, lost), withVariables(DECISION.name(), "never", COMMENT.name(), "Angry"));

        assertThat(lost).isEnded().hasPassed("endEvent_neverAgain");
        verify(recoveries).refuse(R, "Angry");
        verify(recoveries, never()).open(R, "boris");
    }

    @Test
    void clientWhoWasAskedLatelyRestsAndIsLookedAtAnew() {
        when(recoveries.check(R)).thenReturn(new Recoveries.Check(false, true));
        var lost = lost("price");
        time.passes(COOL_DOWN);
        assertThat(lost).isWaitingAt("event_restOver");

        when(recoveries.check(R)).thenReturn(LOST);
        time.passes(SAME_CLIENT);

        assertThat(lost).isWaitingAt(BRING_CLIENT_BACK);
    }

    @Test
    void clientWhoWasChosenIsWorkAtOnce() {
        assertThat(chosen()).isWaitingAt(BRING_CLIENT_BACK);
    }

    @Test
    void clientWhoIsTakenOutOfThePoolIsNobodysWork() {
        var chosen = chosen();

        runtime.createMessageCorrelation(KEY + "." + TAKEN_OUT_MESSAGE)
                .processInstanceBusinessKey(R)
                .correlate();

        assertThat(chosen).isEnded().hasPassed("endEvent_takenOut");
    }

    private ProcessInstance chosen() {
        return runtime.createMessageCorrelation(KEY + "." + CLIENT_CHOSEN_MESSAGE)
                .processInstanceBusinessKey(R)
                .setVariable(QUEUE.name(), "team7")
                .correlateStartMessage();
    }

    private ProcessInstance lost(@Nullable String reason) {
        var variables = new HashMap<String, Object>();
        variables.put(LOST_REASON.name(), reason);
        variables.put(QUEUE.name(), "team7");
        return runtime.startProcessInstanceByKey(KEY, R, variables);
    }
}
