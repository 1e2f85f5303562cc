package otklik.requests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.withVariables;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;
import static otklik.engine.CurrentStep.PERFORMER;
import static otklik.requests.process.RequestLifecycle.ANSWER_CLIENT;
import static otklik.requests.process.RequestLifecycle.CHASER_ASKED_MESSAGE;
import static otklik.requests.process.RequestLifecycle.CLIENT_AWAITED;
import static otklik.requests.process.RequestLifecycle.CLIENT_REPLIED;
import static otklik.requests.process.RequestLifecycle.CLIENT_REPLIED_MESSAGE;
import static otklik.requests.process.RequestLifecycle.CLOSED_AS_SILENT_MESSAGE;
import static otklik.requests.process.RequestLifecycle.CLOSED_MESSAGE;
import static otklik.requests.process.RequestLifecycle.DECIDE_ON_SILENCE;
import static otklik.requests.process.RequestLifecycle.DECISION;
import static otklik.requests.process.RequestLifecycle.FIRST_MESSAGE_WRITTEN;
import static otklik.requests.process.RequestLifecycle.HANDED_OVER_MESSAGE;
import static otklik.requests.process.RequestLifecycle.KEY;
import static otklik.requests.process.RequestLifecycle.LEFT_TO_TEAM_MESSAGE;
import static otklik.requests.process.RequestLifecycle.LETTER_CAME_BACK_MESSAGE;
import static otklik.requests.process.RequestLifecycle.LETTER_DELIVERED_MESSAGE;
import static otklik.requests.process.RequestLifecycle.LETTER_GIVEN_UP_MESSAGE;
import static otklik.requests.process.RequestLifecycle.LOST_REASON;
import static otklik.requests.process.RequestLifecycle.MANAGER;
import static otklik.requests.process.RequestLifecycle.MANAGER_ASSIGNED;
import static otklik.requests.process.RequestLifecycle.MERGED_MESSAGE;
import static otklik.requests.process.RequestLifecycle.MERGE_UNDONE_MESSAGE;
import static otklik.requests.process.RequestLifecycle.NEW_MANAGER;
import static otklik.requests.process.RequestLifecycle.OPERATOR;
import static otklik.requests.process.RequestLifecycle.OUTCOME;
import static otklik.requests.process.RequestLifecycle.QUEUE;
import static otklik.requests.process.RequestLifecycle.REASON;
import static otklik.requests.process.RequestLifecycle.REOPENED_MESSAGE;
import static otklik.requests.process.RequestLifecycle.REPLY_SPLIT_OFF_MESSAGE;
import static otklik.requests.process.RequestLifecycle.REVIEW_LATE_REPLY;
import static otklik.requests.process.RequestLifecycle.TAKE_REQUEST;
import static otklik.requests.process.RequestLifecycle.TEXT;
import static otklik.requests.process.RequestLifecycle.TURN_HANDED_OVER_MESSAGE;
import static otklik.requests.process.RequestLifecycle.WRITE_FIRST_MESSAGE;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.EveryHourCounts;
import otklik.ProcessTest;
import otklik.TimePasses;
import otklik.engine.Processes;
import otklik.kernel.Parameter;
import otklik.requests.FirstMessageNotGranted;
import otklik.requests.Recoveries;
import otklik.requests.RequestStatus;
import otklik.requests.Requests;
import otklik.requests.SilentManagers;

@ProcessTest("processes/requests/request-lifecycle.bpmn")
class RequestLifecycleTests {
    private static final String R = "R-17";
    private static final String WAIT_FOR_CLIENT = "receiveTask_waitForClient";
    private static final String WAIT_FOR_DELIVERY = "receiveTask_waitForDelivery";
    private static final String MERGED = "gateway_isMergeUndone";
    private static final String STILL_SILENT = "event_stillSilent";
    private static final String CLOSED = "gateway_doesClientWriteAgain";

    private static final Duration ONE_HOUR = Duration.ofHours(1);
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final Duration THREE_HOURS = Duration.ofHours(3);
    private static final Duration FOUR_HOURS = Duration.ofHours(4);
    private static final Duration TWO_DAYS = Duration.ofDays(2);
    private static final Duration SEVEN_DAYS = Duration.ofDays(7);
    private static final Duration FOURTEEN_DAYS = Duration.ofDays(14);

    private final Requests requests = mock();
    private final SilentManagers silent = mock();
    private final Recoveries recoveries = mock();
    private final RuntimeService runtime;
    private final TimePasses time;

    RequestLifecycleTests(RuntimeService runtime, ManagementService management) {
        this.runtime = runtime;
        this.time = new TimePasses(management);
    }

    @BeforeEach
    void steps() {
        when(requests.recordLateReply(R)).thenReturn(new Requests.Holder("anna", "manager"));
        when(requests.reopen(R)).thenReturn(new Requests.Holder("anna", "manager"));
        when(silent.of(R)).thenReturn(silence(1, false, false, false, null));
        Mocks.register("chooseNewManager", new ChooseNewManager(requests));
        Mocks.register("planRecovery", new PlanRecovery(recoveries));
        Mocks.register("recordDelivery", new RecordDelivery(requests));
        Mocks.register("recordReturn", new RecordReturn(requests));
        Mocks.register("recordSplit", new RecordSplit(requests));
        Mocks.register("returnAnswer", new ReturnAnswer(requests));
        Mocks.register("undoMerge", new UndoMerge(requests));
        Mocks.register("leaveToTeam", new LeaveToTeam(requests));
        Mocks.register("assignManager", new AssignManager(requests));
        Mocks.register("closeRequest", new CloseRequest(requests));
        Mocks.register("closeSilentRequest", new CloseSilentRequest(requests));
        Mocks.register("dismissLateReply", new DismissLateReply(requests));
        Mocks.register("handOverRequest", new HandOverRequest(requests));
        Mocks.register("markManagerSilent", new MarkManagerSilent(requests, silent));
        Mocks.register("mergeRequest", new MergeRequest(requests));
        Mocks.register("recordLateReply", new RecordLateReply(requests));
        Mocks.register("recordReply", new RecordReply(requests));
        Mocks.register("reopenRequest", new ReopenRequest(requests));
        Mocks.register("returnDraft", new ReturnDraft(requests));
        Mocks.register("sendAnswer", new SendAnswer(requests));
        Mocks.register("sendChaser", new SendChaser(requests));
        Mocks.register("sendFirstMessage", new SendFirstMessage(requests));
        Mocks.register("warnManager", new WarnManager(requests));
    }

    @Test
    void takenRequestIsWonAfterADialogue() {
        var request = unassignedRequest();

        assertThat(stops(request)).containsExactlyInAnyOrder(TAKE_REQUEST);
        complete(task(TAKE_REQUEST, request), withVariables(PERFORMER.name(), "anna"));
        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE);
        write(request, WRITE_FIRST_MESSAGE, "Good day!");
        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_DELIVERY);
        tell(LETTER_DELIVERED_MESSAGE);
        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_CLIENT);
        tell(CLIENT_REPLIED_MESSAGE);
        assertThat(stops(request)).containsExactlyInAnyOrder(ANSWER_CLIENT);
        close(request, ANSWER_CLIENT, "won");
        assertThat(stops(request)).containsExactlyInAnyOrder(CLOSED);
        time.passes(FOURTEEN_DAYS);

        assertThat(request).isEnded().hasPassed("endEvent_requestWon").hasNotPassed("serviceTask_warnManager");
        verify(requests).take(R, "anna");
        verify(requests).sendAnswer(R, "anna", "Good day!");
        verify(requests).recordDelivery(R);
        verify(requests).recordReply(R);
        verify(requests).close(R, RequestStatus.WON, null, null);
        verifyNoMoreInteractions(requests);
    }

    @Test
    void aChangedReplyLimitHoldsForTheNextTaskAndNotForTheRunningOne() {
        var deadlines = new EveryHourCounts();
        Mocks.register("deadlines", deadlines);
        var request = assignedRequest();
        var begin = ClockUtil.getCurrentTime().toInstant();
        assertThat(task(WRITE_FIRST_MESSAGE, request).getDueDate().toInstant())
                .isBetween(begin.plus(Duration.ofHours(4)).minusSeconds(5), begin.plus(Duration.ofHours(4)));

        deadlines.set(Parameter.MANAGER_REPLY_LIMIT, "PT8H");
        deadlines.set(Parameter.CLIENT_CHASER_AFTER, "PT3H");
        time.passes(Duration.ofHours(5));
        assertThat(stops(request)).contains(DECIDE_ON_SILENCE);
        write(request, WRITE_FIRST_MESSAGE, "Good day!");
        tell(LETTER_DELIVERED_MESSAGE);
        time.passes(Duration.ofHours(4));
        assertThat(request).hasPassed("serviceTask_sendChaser");
        tell(CLIENT_REPLIED_MESSAGE);

        assertThat(Duration.between(
                        ClockUtil.getCurrentTime().toInstant(),
                        task(ANSWER_CLIENT, request).getDueDate().toInstant()))
                .isEqualTo(Duration.ofHours(8));
        time.passes(Duration.ofHours(5));
        assertThat(stops(request)).containsExactlyInAnyOrder(ANSWER_CLIENT);
    }

    @Test
    void requestWithAManagerIsNotOfferedToOthers() {
        var request = assignedRequest();

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE);
        assertThat(request).hasNotPassed(TAKE_REQUEST);
        assertThat(task(WRITE_FIRST_MESSAGE, request)).isAssignedTo("anna");
    }

    @Test
    void whoeverTakesTheRequestWritesToTheClient() {
        var request = unassignedRequest();

        complete(task(TAKE_REQUEST, request), withVariables(PERFORMER.name(), "boris"));

        assertThat(task(WRITE_FIRST_MESSAGE, request)).isAssignedTo("boris");
    }

    @Test
    void grantedFirstMessageGoesOutInTheManagersName() throws FirstMessageNotGranted {
        var request = requestWithFirstMessage();

        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_DELIVERY);
        verify(requests).sendFirstMessage(R, "oleg");
        verifyNoMoreInteractions(requests);
    }

    @Test
    void e19_firstMessageThatIsNotGrantedReturnsToTheManagerAsADraft() throws FirstMessageNotGranted {
        doThrow(new FirstMessageNotGranted("anna", "oleg")).when(requests).sendFirstMessage(R, "oleg");

        var request = requestWithFirstMessage();

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE);
        assertThat(request).hasPassed("event_firstMessageNotGranted");
        verify(requests).returnDraft(R, "oleg");
    }

    @Test
    void managerIsWarnedWhenHalfOfTheLimitHasPassed() {
        var request = assignedRequest();

        time.passes(TWO_HOURS);

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE);
        assertThat(request).hasPassed("endEvent_managerWarned");
        verify(requests).warnManager(R);
        verify(requests, never()).markManagerSilent(R);
    }

    @Test
    void e18_managerWhoWritesInTimeIsNotWarned() {
        var request = assignedRequest();

        time.passes(ONE_HOUR);
        write(request, WRITE_FIRST_MESSAGE, "Good day!");
        time.passes(FOUR_HOURS);

        verify(requests, never()).warnManager(R);
        verify(requests, never()).markManagerSilent(R);
    }

    @Test
    void silentManagerIsReportedToTheHeadAfterFourWorkingHours() {
        var request = assignedRequest();

        time.passes(FOUR_HOURS);

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE, DECIDE_ON_SILENCE);
        assertThat(task(DECIDE_ON_SILENCE, request)).isNotAssigned().hasCandidateGroup("head");
        verify(requests).markManagerSilent(R);
    }

    @Test
    void headGivesTheRequestOfASilentManagerToAnother() {
        var request = assignedRequest();
        time.passes(FOUR_HOURS);

        complete(
                task(DECIDE_ON_SILENCE, request),
                withVariables(DECISION.name(), "reassign", NEW_MANAGER.name(), "boris"));

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE);
        assertThat(request).hasPassed("event_managerReplaced");
        assertThat(task(WRITE_FIRST_MESSAGE, request)).isAssignedTo("boris");
        verify(requests).handOver(R, "boris");
    }

    @Test
    void newManagerHasTheWholeLimit() {
        var request = assignedRequest();
        time.passes(FOUR_HOURS);
        complete(
                task(DECIDE_ON_SILENCE, request),
                withVariables(DECISION.name(), "reassign", NEW_MANAGER.name(), "boris"));

        time.passes(ONE_HOUR);

        verify(requests, times(1)).warnManager(R);
        verify(requests, times(1)).markManagerSilent(R);
    }

    @Test
    void headMayLeaveTheRequestWithItsManager() {
        var request = assignedRequest();
        time.passes(FOUR_HOURS);

        complete(task(DECIDE_ON_SILENCE, request), withVariables(DECISION.name(), "keep"));

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE, STILL_SILENT);
        assertThat(task(WRITE_FIRST_MESSAGE, request)).isAssignedTo("anna");
        verify(requests, never()).handOver(R, "anna");
    }

    @Test
    void keptManagerIsReportedAgainAfterTheNextLimit() {
        var request = assignedRequest();
        time.passes(FOUR_HOURS);
        complete(task(DECIDE_ON_SILENCE, request), withVariables(DECISION.name(), "keep"));

        time.passes(THREE_HOURS);
        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE, STILL_SILENT);
        time.passes(ONE_HOUR);

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE, DECIDE_ON_SILENCE);
        verify(requests, times(2)).markManagerSilent(R);
    }

    @Test
    void keptManagerIsReportedAgainAndAgain() {
        var request = assignedRequest();
        for (int limit = 1; limit <= 3; limit++) {
            time.passes(FOUR_HOURS);
            complete(task(DECIDE_ON_SILENCE, request), withVariables(DECISION.name(), "keep"));
        }

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE, STILL_SILENT);
        verify(requests, times(3)).markManagerSilent(R);
        verify(requests, times(1)).warnManager(R);
    }

    @Test
    void keptManagerMayStillBeReplacedLater() {
        var request = assignedRequest();
        time.passes(FOUR_HOURS);
        complete(task(DECIDE_ON_SILENCE, request), withVariables(DECISION.name(), "keep"));
        time.passes(FOUR_HOURS);

        complete(
                task(DECIDE_ON_SILENCE, request),
                withVariables(DECISION.name(), "reassign", NEW_MANAGER.name(), "boris"));

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE);
        assertThat(task(WRITE_FIRST_MESSAGE, request)).isAssignedTo("boris");
    }

    @Test
    void keptManagerWhoWritesIsNotReportedAgain() {
        var request = assignedRequest();
        time.passes(FOUR_HOURS);
        complete(task(DECIDE_ON_SILENCE, request), withVariables(DECISION.name(), "keep"));

        write(request, WRITE_FIRST_MESSAGE, "Sorry for the delay!");
        time.passes(FOUR_HOURS);

        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_DELIVERY);
        verify(requests, times(1)).markManagerSilent(R);
    }

    @Test
    void managerWhoWritesAtLastSparesTheHeadTheDecision() {
        var request = assignedRequest();
        time.passes(FOUR_HOURS);

        write(request, WRITE_FIRST_MESSAGE, "Sorry for the delay!");

        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_DELIVERY);
        verify(requests).sendAnswer(R, "anna", "Sorry for the delay!");
    }

    @Test
    void eachReplyOfTheClientGivesTheManagerANewLimit() {
        var request = waitingForClient();
        tell(CLIENT_REPLIED_MESSAGE);

        time.passes(FOUR_HOURS);

        assertThat(stops(request)).containsExactlyInAnyOrder(ANSWER_CLIENT, DECIDE_ON_SILENCE);
        assertThat(task(ANSWER_CLIENT, request)).isAssignedTo("anna");
    }

    @Test
    void answerIsSentAndTheClientIsAwaitedAgain() {
        var request = waitingForClient();
        tell(CLIENT_REPLIED_MESSAGE);

        write(request, ANSWER_CLIENT, "It costs 100.");

        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_DELIVERY);
        verify(requests).sendAnswer(R, "anna", "It costs 100.");
    }

    @Test
    void textOfALetterDoesNotStayInTheProcess() {
        var request = assignedRequest();

        write(request, WRITE_FIRST_MESSAGE, "Good day!");

        assertThat(request).variables().doesNotContainKey(TEXT.name());
    }

    @Test
    void unansweredClientIsRemindedAfterTwoDays() {
        var request = waitingForClient();

        time.passes(TWO_DAYS);

        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_CLIENT);
        assertThat(request).hasPassed("endEvent_chaserSent");
        verify(requests).sendChaser(R);
    }

    @Test
    void clientWhoRepliesInTimeIsNotReminded() {
        waitingForClient();

        time.passes(ONE_HOUR);
        tell(CLIENT_REPLIED_MESSAGE);
        time.passes(TWO_DAYS);

        verify(requests, never()).sendChaser(R);
    }

    @Test
    void requestOfASilentClientIsClosedAfterSevenDays() {
        var request = waitingForClient();

        time.passes(SEVEN_DAYS);

        assertThat(stops(request)).containsExactlyInAnyOrder(CLOSED);
        assertThat(request).hasPassed("endEvent_clientSilent");
        verify(requests, times(1)).sendChaser(R);
        verify(requests).close(R, RequestStatus.CLOSED_SILENT, null, null);
    }

    @Test
    void silentRequestEndsWhenTheGraceIsOver() {
        var request = waitingForClient();
        time.passes(SEVEN_DAYS);

        time.passes(FOURTEEN_DAYS);

        verify(recoveries).plan(R);
        assertThat(request).isEnded().hasPassed("endEvent_clientStayedSilent");
    }

    @Test
    void lostRequestEndsWhenTheGraceIsOver() {
        var request = waitingForClient();
        tell(CLIENT_REPLIED_MESSAGE);
        close(request, ANSWER_CLIENT, "lost");
        verify(requests).close(R, RequestStatus.LOST, "price", "Too expensive");

        time.passes(FOURTEEN_DAYS);

        verify(recoveries).plan(R);
        assertThat(request).isEnded().hasPassed("endEvent_requestLost");
    }

    @Test
    void managerMayCloseWhileTheClientIsAwaited() {
        var request = waitingForClient();

        tell(
                CLOSED_MESSAGE,
                withVariables(
                        DECISION.name(), "lost", LOST_REASON.name(), "competitor", REASON.name(), "Went to others"));

        assertThat(stops(request)).containsExactlyInAnyOrder(CLOSED);
        assertThat(request).hasPassed("event_closedByHand");
        verify(requests).close(R, RequestStatus.LOST, "competitor", "Went to others");
    }

    @Test
    void e10_mergedRequestWaitsForAnUndoAndThenEnds() {
        var request = waitingForClient();

        tell(MERGED_MESSAGE);
        assertThat(stops(request)).containsExactlyInAnyOrder(MERGED);
        time.passes(Duration.ofDays(30));

        assertThat(request).isEnded().hasPassed("endEvent_requestMerged");
        verify(requests).markMerged(R);
        verify(requests, never()).sendChaser(R);
    }

    @Test
    void e10_undoneMergePutsTheManagersTurnBackWithTheWholeLimit() {
        when(requests.undoMerge(org.mockito.ArgumentMatchers.eq(R), org.mockito.ArgumentMatchers.anyBoolean()))
                .thenReturn(new Requests.Restored(new Requests.Holder("boris", "manager"), false));
        var request = waitingForClient();
        tell(CLIENT_REPLIED_MESSAGE);
        time.passes(THREE_HOURS);
        tell(MERGED_MESSAGE);

        tell(MERGE_UNDONE_MESSAGE);
        time.passes(THREE_HOURS);

        assertThat(stops(request)).containsExactlyInAnyOrder(ANSWER_CLIENT);
        assertThat(task(ANSWER_CLIENT, request)).isAssignedTo("boris");
        verify(requests, never()).markManagerSilent(R);
    }

    @Test
    void e10_undoneMergePutsTheClientsTurnBack() {
        when(requests.undoMerge(org.mockito.ArgumentMatchers.eq(R), org.mockito.ArgumentMatchers.anyBoolean()))
                .thenReturn(new Requests.Restored(new Requests.Holder("anna", "manager"), true));
        var request = waitingForClient();
        tell(MERGED_MESSAGE);

        tell(MERGE_UNDONE_MESSAGE);
        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_DELIVERY);
        tell(LETTER_DELIVERED_MESSAGE);
        tell(CLIENT_REPLIED_MESSAGE);
        write(request, ANSWER_CLIENT, "Yes.");

        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_DELIVERY);
    }

    @Test
    void e12_clientsTimeBeginsWithTheDeliveryOfOurLetter() {
        var request = waitingForDelivery();

        time.passes(SEVEN_DAYS);
        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_DELIVERY);
        verify(requests, never()).sendChaser(R);
        tell(LETTER_DELIVERED_MESSAGE);
        time.passes(SEVEN_DAYS.minusHours(1));

        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_CLIENT);
        time.passes(ONE_HOUR);
        assertThat(stops(request)).containsExactlyInAnyOrder(CLOSED);
        verify(requests).recordDelivery(R);
    }

    @Test
    void e12_letterThatComesBackStopsTheClientsTime() {
        var request = waitingForClient();
        time.passes(SEVEN_DAYS.minusHours(1));

        tell(LETTER_CAME_BACK_MESSAGE);
        time.passes(SEVEN_DAYS);

        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_DELIVERY);
        verify(requests).recordReturn(R);
        verify(requests, never()).close(R, RequestStatus.CLOSED_SILENT, null, null);
    }

    @Test
    void e12_answerThatIsGivenUpComesBackToTheManager() {
        var request = waitingForClient();
        tell(CLIENT_REPLIED_MESSAGE);
        write(request, ANSWER_CLIENT, "It costs 100.");

        tell(LETTER_GIVEN_UP_MESSAGE);

        assertThat(stops(request)).containsExactlyInAnyOrder(ANSWER_CLIENT);
        verify(requests).returnAnswer(R, true);
    }

    @Test
    void clientWhoWritesBeforeOurLetterIsOutGetsTheManagersTurn() {
        var request = waitingForDelivery();

        tell(CLIENT_REPLIED_MESSAGE);

        assertThat(stops(request)).containsExactlyInAnyOrder(ANSWER_CLIENT);
        assertThat(request).hasPassed("event_clientReplied_beforeDelivery");
        verify(requests).recordReply(R);
    }

    @Test
    void e8_replyThatIsSplitOffGivesTheTurnBackToTheClient() {
        var request = waitingForClient();
        tell(CLIENT_REPLIED_MESSAGE);

        tell(REPLY_SPLIT_OFF_MESSAGE);
        tell(LETTER_DELIVERED_MESSAGE);

        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_CLIENT);
        verify(requests).recordSplit(R);
        time.passes(FOUR_HOURS);
        verify(requests, never()).markManagerSilent(R);
    }

    @Test
    void e8_lateReplyThatIsSplitOffLeavesTheRequestClosed() {
        var request = closedRequest();
        tell(CLIENT_REPLIED_MESSAGE);

        tell(REPLY_SPLIT_OFF_MESSAGE);

        assertThat(stops(request)).containsExactlyInAnyOrder(CLOSED);
        verify(requests).dismissLateReply(R);
    }

    @Test
    void chaserThatIsAskedForGoesOutAtOnceAndTheClosingStays() {
        var request = waitingForClient();

        tell(CHASER_ASKED_MESSAGE);

        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_CLIENT);
        verify(requests).sendChaser(R);
        time.passes(SEVEN_DAYS);
        assertThat(stops(request)).containsExactlyInAnyOrder(CLOSED);
    }

    @Test
    void silentRequestCanBeClosedBeforeItsTime() {
        var request = waitingForClient();

        tell(CLOSED_AS_SILENT_MESSAGE);

        assertThat(stops(request)).containsExactlyInAnyOrder(CLOSED);
        verify(requests).close(R, RequestStatus.CLOSED_SILENT, null, null);
    }

    @Test
    void begunAnswerIsRemindedOfAndTheHeadAskedAfterTheNextLimit() {
        when(silent.of(R)).thenReturn(silence(1, true, false, false, "boris"), silence(2, true, false, false, "boris"));
        var request = assignedRequest();

        time.passes(FOUR_HOURS);
        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE, STILL_SILENT);
        verify(requests, times(2)).warnManager(R);
        time.passes(FOUR_HOURS);

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE, DECIDE_ON_SILENCE);
    }

    @Test
    void requestOfAnAbsentManagerGoesToWhoeverStandsInAtTheLimit() {
        when(silent.of(R)).thenReturn(silence(1, false, true, false, "boris"));
        var request = assignedRequest();

        time.passes(FOUR_HOURS);

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE);
        assertThat(task(WRITE_FIRST_MESSAGE, request)).isAssignedTo("boris");
        verify(requests).reassignedByRule(R, "boris");
        verify(requests).handOver(R, "boris");
    }

    @Test
    void thirdSilenceGivesTheRequestToAnotherByRule() {
        when(silent.of(R))
                .thenReturn(
                        silence(1, false, false, false, "boris"),
                        silence(2, false, false, false, "boris"),
                        silence(3, false, false, false, "boris"));
        var request = assignedRequest();
        for (int limit = 1; limit <= 2; limit++) {
            time.passes(FOUR_HOURS);
            complete(task(DECIDE_ON_SILENCE, request), withVariables(DECISION.name(), "keep"));
        }

        time.passes(FOUR_HOURS);

        assertThat(task(WRITE_FIRST_MESSAGE, request)).isAssignedTo("boris");
    }

    @Test
    void overloadedManagerLosesTheRequestAtTheSecondSilence() {
        when(silent.of(R)).thenReturn(silence(1, false, false, true, "boris"), silence(2, false, false, true, "boris"));
        var request = assignedRequest();
        time.passes(FOUR_HOURS);
        complete(task(DECIDE_ON_SILENCE, request), withVariables(DECISION.name(), "keep"));

        time.passes(FOUR_HOURS);

        assertThat(task(WRITE_FIRST_MESSAGE, request)).isAssignedTo("boris");
    }

    @Test
    void headDecidesWhereNobodyCouldTakeOver() {
        when(silent.of(R)).thenReturn(silence(5, false, true, true, null));
        var request = assignedRequest();

        time.passes(FOUR_HOURS);

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE, DECIDE_ON_SILENCE);
    }

    @Test
    void e11_replyToARequestClosedAsSilentReopensItAtOnce() {
        var request = waitingForClient();
        time.passes(SEVEN_DAYS);

        tell(CLIENT_REPLIED_MESSAGE);

        assertThat(stops(request)).containsExactlyInAnyOrder(ANSWER_CLIENT);
        verify(requests).reopen(R);
    }

    @Test
    void e14_requestIsNotReopenedOverAndOver() {
        when(requests.reopenings(R)).thenReturn(3L);
        var request = waitingForClient();
        time.passes(SEVEN_DAYS);

        tell(CLIENT_REPLIED_MESSAGE);

        assertThat(stops(request)).containsExactlyInAnyOrder(REVIEW_LATE_REPLY);
        verify(requests, never()).reopen(R);
    }

    @Test
    void requestHandedOverStaysWhereItIs() {
        var request = waitingForClient();

        tell(HANDED_OVER_MESSAGE, withVariables(NEW_MANAGER.name(), "boris"));

        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_CLIENT);
        assertThat(request).hasPassed("endEvent_requestHandedOver");
        verify(requests).handOver(R, "boris");
    }

    @Test
    void replyAfterTheHandingOverComesToTheNewManager() {
        var request = waitingForClient();
        tell(HANDED_OVER_MESSAGE, withVariables(NEW_MANAGER.name(), "boris"));

        tell(CLIENT_REPLIED_MESSAGE);

        assertThat(task(ANSWER_CLIENT, request)).isAssignedTo("boris");
    }

    @Test
    void handingOverInTheManagersTurnStartsTheLimitAnew() {
        var request = assignedRequest();
        time.passes(THREE_HOURS);

        tell(TURN_HANDED_OVER_MESSAGE, withVariables(NEW_MANAGER.name(), "boris"));

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE);
        assertThat(request).hasPassed("event_turnHandedOver").hasNotPassed("event_handedOver");
        assertThat(task(WRITE_FIRST_MESSAGE, request)).isAssignedTo("boris");
        verify(requests).handOver(R, "boris");
        time.passes(THREE_HOURS);
        verify(requests, times(2)).warnManager(R);
        verify(requests, never()).markManagerSilent(R);
        time.passes(ONE_HOUR);
        verify(requests).markManagerSilent(R);
    }

    @Test
    void handingOverASilentManagersTurnSparesTheHeadTheDecision() {
        var request = waitingForClient();
        tell(CLIENT_REPLIED_MESSAGE);
        time.passes(FOUR_HOURS);

        tell(TURN_HANDED_OVER_MESSAGE, withVariables(NEW_MANAGER.name(), "boris"));

        assertThat(stops(request)).containsExactlyInAnyOrder(ANSWER_CLIENT);
        assertThat(task(ANSWER_CLIENT, request)).isAssignedTo("boris");
    }

    @Test
    void requestThatNobodyHasTakenIsTheNewManagersTurnWithTheWholeLimit() {
        var request = unassignedRequest();
        time.passes(THREE_HOURS);

        tell(TURN_HANDED_OVER_MESSAGE, withVariables(NEW_MANAGER.name(), "boris"));

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE);
        assertThat(request).hasPassed("event_untakenHandedOver").hasNotPassed("serviceTask_assignManager");
        assertThat(task(WRITE_FIRST_MESSAGE, request)).isAssignedTo("boris");
        verify(requests).handOver(R, "boris");
        time.passes(TWO_HOURS);
        verify(requests).warnManager(R);
        verify(requests, never()).markManagerSilent(R);
        time.passes(TWO_HOURS);
        verify(requests).markManagerSilent(R);
    }

    @Test
    void doorStartsTheTurnWhereverTheDiagramWaitsForThat() {
        var processes = mock(Processes.class);
        var door = new RequestLifecycles(processes, mock(), mock(), mock());

        door.handedOver(R, "boris");
        when(processes.awaits(KEY, R, TURN_HANDED_OVER_MESSAGE)).thenReturn(true);
        door.handedOver(R, "olga");

        verify(processes).tell(KEY, R, HANDED_OVER_MESSAGE, NEW_MANAGER.to("boris"));
        verify(processes).tell(KEY, R, TURN_HANDED_OVER_MESSAGE, NEW_MANAGER.to("olga"));
    }

    @Test
    void doorStartsTheTurnOfWhoeverTakesARequestOnlyWhereItLayUntaken() {
        var processes = mock(Processes.class);
        var door = new RequestLifecycles(processes, mock(), mock(), mock());
        when(processes.awaits(KEY, R, TURN_HANDED_OVER_MESSAGE)).thenReturn(true);

        door.taken(R, "boris");
        when(processes.openTasks(R, TAKE_REQUEST)).thenReturn(List.of("task"));
        door.taken(R, "olga");

        verify(processes).tell(KEY, R, HANDED_OVER_MESSAGE, NEW_MANAGER.to("boris"));
        verify(processes).tell(KEY, R, TURN_HANDED_OVER_MESSAGE, NEW_MANAGER.to("olga"));
    }

    @Test
    void requestReopenedByHandIsTheManagersTurnAgain() {
        var request = closedRequest();

        tell(REOPENED_MESSAGE);

        assertThat(stops(request)).containsExactlyInAnyOrder(ANSWER_CLIENT);
        assertThat(request).hasPassed("event_reopenedByHand");
        verify(requests).reopen(R);
    }

    @Test
    void replyAfterTheClosingIsReviewedByTheManager() {
        var request = closedRequest();

        tell(CLIENT_REPLIED_MESSAGE);

        assertThat(stops(request)).containsExactlyInAnyOrder(REVIEW_LATE_REPLY);
        assertThat(task(REVIEW_LATE_REPLY, request)).isAssignedTo("anna");
        verify(requests).recordLateReply(R);
    }

    @Test
    void lateReplyThatNeedsAnAnswerReopensTheRequest() {
        var request = closedRequest();
        tell(CLIENT_REPLIED_MESSAGE);

        complete(task(REVIEW_LATE_REPLY, request), withVariables(DECISION.name(), "answer"));

        assertThat(stops(request)).containsExactlyInAnyOrder(ANSWER_CLIENT);
        verify(requests).reopen(R);
    }

    @Test
    void e13_lateReplyThatNeedsNoAnswerLeavesTheRequestClosed() {
        var request = closedRequest();
        tell(CLIENT_REPLIED_MESSAGE);

        complete(task(REVIEW_LATE_REPLY, request), withVariables(DECISION.name(), "noAnswer"));

        assertThat(stops(request)).containsExactlyInAnyOrder(CLOSED);
        verify(requests).dismissLateReply(R);
        verify(requests, never()).reopen(R);
    }

    @Test
    void dismissedLateReplyDoesNotChangeTheOutcome() {
        var request = closedRequest();
        tell(CLIENT_REPLIED_MESSAGE);
        complete(task(REVIEW_LATE_REPLY, request), withVariables(DECISION.name(), "noAnswer"));

        time.passes(FOURTEEN_DAYS);

        assertThat(request).isEnded().hasPassed("endEvent_requestWon");
    }

    @Test
    void requestLeftToATeamWaitsForTheClientAsBeforeAndTheReplyIsTheTeams() {
        var request = waitingForClient();
        time.passes(SEVEN_DAYS.minusHours(1));

        tell(LEFT_TO_TEAM_MESSAGE, Map.of(QUEUE.name(), "team7"));
        assertThat(stops(request)).containsExactlyInAnyOrder(WAIT_FOR_CLIENT);
        tell(CLIENT_REPLIED_MESSAGE);

        assertThat(request).hasPassed("endEvent_requestLeftToTeam");
        assertThat(task(ANSWER_CLIENT, request)).isNotAssigned().hasCandidateGroup("team7");
        verify(requests).leaveToTeam(R, "team7");
    }

    @Test
    void requestLeftToATeamIsClosedAsSilentWhenTheOldTimeIsOver() {
        var request = waitingForClient();
        time.passes(SEVEN_DAYS.minusHours(1));

        tell(LEFT_TO_TEAM_MESSAGE, Map.of(QUEUE.name(), "team7"));
        time.passes(ONE_HOUR);

        assertThat(stops(request)).containsExactlyInAnyOrder(CLOSED);
        verify(requests).close(R, RequestStatus.CLOSED_SILENT, null, null);
    }

    @Test
    void replyLimitRunsOnWhenTheTurnIsLeftToATeam() {
        var request = assignedRequest();
        time.passes(THREE_HOURS);

        tell(LEFT_TO_TEAM_MESSAGE, Map.of(QUEUE.name(), "team7"));
        time.passes(ONE_HOUR);

        assertThat(stops(request)).containsExactlyInAnyOrder(WRITE_FIRST_MESSAGE, DECIDE_ON_SILENCE);
        verify(requests).markManagerSilent(R);
    }

    @Test
    void whoeverAnswersATeamsRequestBecomesItsManager() {
        var request = waitingForClient();
        tell(LEFT_TO_TEAM_MESSAGE, Map.of(QUEUE.name(), "team7"));
        tell(CLIENT_REPLIED_MESSAGE);

        complete(
                task(ANSWER_CLIENT, request),
                withVariables(DECISION.name(), "answer", TEXT.name(), "Yes.", PERFORMER.name(), "boris"));

        assertThat(request).hasPassed("serviceTask_assignManager_byActing");
        verify(requests).take(R, "boris");
        verify(requests).sendAnswer(R, "boris", "Yes.");
        tell(LETTER_DELIVERED_MESSAGE);
        tell(CLIENT_REPLIED_MESSAGE);
        assertThat(task(ANSWER_CLIENT, request)).isAssignedTo("boris");
    }

    @Test
    void e17_lateReplyToAManagerWhoHasLeftIsAnyManagers() {
        when(requests.recordLateReply(R)).thenReturn(new Requests.Holder(null, "manager"));
        var request = closedRequest();

        tell(CLIENT_REPLIED_MESSAGE);

        assertThat(task(REVIEW_LATE_REPLY, request)).isNotAssigned().hasCandidateGroup("manager");
    }

    @Test
    void e17_reopenedRequestOfAManagerWhoHasLeftIsOfferedAnew() {
        when(requests.reopen(R)).thenReturn(new Requests.Holder(null, "team7"));
        var request = closedRequest();

        tell(REOPENED_MESSAGE);

        assertThat(stops(request)).containsExactlyInAnyOrder(TAKE_REQUEST);
        assertThat(task(TAKE_REQUEST, request)).isNotAssigned().hasCandidateGroup("team7");
    }

    private ProcessInstance unassignedRequest() {
        return open(null, false);
    }

    private ProcessInstance assignedRequest() {
        return open("anna", false);
    }

    private ProcessInstance requestWithFirstMessage() {
        return open("anna", true);
    }

    private ProcessInstance waitingForDelivery() {
        var request = assignedRequest();
        write(request, WRITE_FIRST_MESSAGE, "Good day!");
        return request;
    }

    private ProcessInstance waitingForClient() {
        var request = waitingForDelivery();
        tell(LETTER_DELIVERED_MESSAGE);
        return request;
    }

    private static SilentManagers.Silence silence(
            int silences, boolean begun, boolean absent, boolean overloaded, @Nullable String replacement) {
        return new SilentManagers.Silence(silences, begun, absent, overloaded, replacement);
    }

    private ProcessInstance closedRequest() {
        var request = waitingForClient();
        tell(CLIENT_REPLIED_MESSAGE);
        close(request, ANSWER_CLIENT, "won");
        return request;
    }

    private ProcessInstance open(@Nullable String manager, boolean firstMessageWritten) {
        var variables = new HashMap<String, Object>();
        variables.put(MANAGER.name(), manager);
        variables.put(MANAGER_ASSIGNED.name(), manager != null);
        variables.put(QUEUE.name(), "manager");
        variables.put(FIRST_MESSAGE_WRITTEN.name(), firstMessageWritten);
        variables.put(CLIENT_AWAITED.name(), false);
        variables.put(CLIENT_REPLIED.name(), false);
        variables.put(OPERATOR.name(), "oleg");
        variables.put(OUTCOME.name(), null);
        return runtime.startProcessInstanceByKey(KEY, R, variables);
    }

    /** Where the request waits, without the subprocesses around that. */
    private List<String> stops(ProcessInstance request) {
        return leaves(runtime.getActivityInstance(request.getId()))
                .map(ActivityInstance::getActivityId)
                .toList();
    }

    private static Stream<ActivityInstance> leaves(ActivityInstance activity) {
        var children = activity.getChildActivityInstances();
        return children.length == 0
                ? Stream.of(activity)
                : Arrays.stream(children).flatMap(RequestLifecycleTests::leaves);
    }

    private void write(ProcessInstance request, String task, String text) {
        complete(
                task(task, request),
                withVariables(DECISION.name(), "answer", TEXT.name(), text, PERFORMER.name(), "anna"));
    }

    private void close(ProcessInstance request, String task, String outcome) {
        complete(
                task(task, request),
                outcome.equals("lost")
                        ? withVariables(
                                DECISION.name(), outcome, LOST_REASON.name(), "price", REASON.name(), "Too expensive")
                        : withVariables(DECISION.name(), outcome));
    }

    private void tell(String message) {
        tell(message, Map.of());
    }

    private void tell(String message, Map<String, Object> variables) {
        runtime.createMessageCorrelation(KEY + "." + message)
                .processInstanceBusinessKey(R)
                .setVariables(variables)
                .correlate();
    }
}
