package otklik.activities.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.withVariables;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static otklik.activities.process.PlannedActivity.CANCELLED_MESSAGE;
import static otklik.activities.process.PlannedActivity.CLOSE_ACTIVITY;
import static otklik.activities.process.PlannedActivity.DUE_AT;
import static otklik.activities.process.PlannedActivity.KEY;
import static otklik.activities.process.PlannedActivity.NEXT;
import static otklik.activities.process.PlannedActivity.NEXT_TITLE;
import static otklik.activities.process.PlannedActivity.NOT_BEFORE;
import static otklik.activities.process.PlannedActivity.OUTCOME;
import static otklik.activities.process.PlannedActivity.QUEUE;
import static otklik.activities.process.PlannedActivity.REMINDER_WANTED;
import static otklik.activities.process.PlannedActivity.REMIND_AT;
import static otklik.activities.process.PlannedActivity.REPLANNED_MESSAGE;
import static otklik.activities.process.PlannedActivity.RESPONSIBLE;
import static otklik.activities.process.PlannedActivity.RESULT;
import static otklik.activities.process.PlannedActivity.URGENT;
import static otklik.engine.CurrentStep.PERFORMER;

import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.ProcessTest;
import otklik.TimePasses;
import otklik.activities.Activities;
import otklik.activities.ActivityOutcome;
import otklik.activities.FollowUp;

@ProcessTest("processes/activities/planned-activity.bpmn")
class PlannedActivityTests {
    private static final String A = "A-12";
    private static final Duration DUE = Duration.ofHours(4);
    private static final Duration REMINDER = Duration.ofHours(3);
    private static final Duration HEAD = DUE.plusHours(8);

    private final Activities activities = mock();
    private final RuntimeService runtime;
    private final TimePasses time;

    PlannedActivityTests(RuntimeService runtime, ManagementService management) {
        this.runtime = runtime;
        this.time = new TimePasses(management);
    }

    @BeforeEach
    void steps() {
        Mocks.register("recordActivityResult", new RecordActivityResult(activities));
        Mocks.register("planNextActivity", new PlanNextActivity(activities));
        Mocks.register("remindOfActivity", new RemindOfActivity(activities));
        Mocks.register("tellOfDelay", new TellOfDelay(activities));
        Mocks.register("tellHeadOfDelay", new TellHeadOfDelay(activities));
    }

    @Test
    void activityIsWorkOfItsResponsibleUntilItIsDue() {
        var planned = planned("kira");

        assertThat(planned).isWaitingAtExactly(CLOSE_ACTIVITY);
        assertThat(task(CLOSE_ACTIVITY, planned)).isAssignedTo("kira");
        assertThat(task(CLOSE_ACTIVITY, planned).getDueDate())
                .isEqualTo(runtime.getVariable(planned.getId(), DUE_AT.name()));
        assertThat(task(CLOSE_ACTIVITY, planned).getPriority()).isEqualTo(80);
    }

    @Test
    void callIsNotGivenOutBeforeItsMomentAndATaskAtOnce() {
        var call = planned("kira");
        var variables = variables("kira", DUE);
        variables.put(NOT_BEFORE.name(), null);
        var task = runtime.startProcessInstanceByKey(KEY, "A-13", variables);

        assertThat(task(CLOSE_ACTIVITY, call).getFollowUpDate())
                .isEqualTo(task(CLOSE_ACTIVITY, call).getDueDate());
        assertThat(task(CLOSE_ACTIVITY, task).getFollowUpDate()).isNull();
    }

    @Test
    void activityOfNobodyLiesInItsQueue() {
        assertThat(task(CLOSE_ACTIVITY, planned(null))).isNotAssigned().hasCandidateGroup("operator");
    }

    @Test
    void doneActivityIsRecordedWithItsResult() {
        var planned = planned("kira");

        close(planned, "none");

        assertThat(planned).isEnded().hasPassed("endEvent_activityDone");
        verify(activities).record(A, ActivityOutcome.NOT_REACHED, "Nobody there", "kira");
        verify(activities, never()).follow(anyString(), any(), any(), any());
    }

    @Test
    void nextActivityIsPlannedWhenItIsWanted() {
        var planned = planned("kira");

        close(planned, "tomorrowMorning");

        assertThat(planned).isEnded().hasPassed("endEvent_nextPlanned");
        verify(activities).follow(A, FollowUp.TOMORROW_MORNING, "Try again", "kira");
    }

    @Test
    void reminderDelayAndLongDelayAreToldWhileTheTaskStays() {
        var planned = planned("kira");

        time.passes(REMINDER);
        verify(activities).remind(A);
        verify(activities, never()).tellOverdue(A);
        time.passes(DUE.minus(REMINDER));
        verify(activities).tellOverdue(A);
        verify(activities, never()).tellSupervisors(A);
        time.passes(HEAD.minus(DUE));

        verify(activities).tellSupervisors(A);
        assertThat(planned).isWaitingAtExactly(CLOSE_ACTIVITY);
    }

    @Test
    void whoWantsNoReminderGetsNone() {
        var variables = variables("kira", DUE);
        variables.put(REMINDER_WANTED.name(), false);
        var planned = runtime.startProcessInstanceByKey(KEY, A, variables);

        time.passes(DUE);

        assertThat(planned).hasPassed("endEvent_noReminder").hasNotPassed("serviceTask_remindOfActivity");
        verify(activities, never()).remind(A);
    }

    @Test
    void usualActivityComesBehindUrgentOnes() {
        var variables = variables("kira", DUE);
        variables.put(URGENT.name(), false);

        assertThat(task(CLOSE_ACTIVITY, runtime.startProcessInstanceByKey(KEY, A, variables))
                        .getPriority())
                .isEqualTo(50);
    }

    @Test
    void movedActivityIsRemindedOfAtItsNewMoment() {
        var planned = planned("kira");

        runtime.createMessageCorrelation(KEY + "." + REPLANNED_MESSAGE)
                .processInstanceBusinessKey(A)
                .setVariables(variables("lena", Duration.ofDays(2)))
                .correlate();
        time.passes(DUE);

        verify(activities, never()).tellOverdue(A);
        assertThat(task(CLOSE_ACTIVITY, planned)).isAssignedTo("lena");
        time.passes(Duration.ofDays(2).minus(DUE));
        verify(activities).tellOverdue(A);
    }

    @Test
    void cancelledActivityIsNobodysWork() {
        var planned = planned("kira");

        runtime.createMessageCorrelation(KEY + "." + CANCELLED_MESSAGE)
                .processInstanceBusinessKey(A)
                .correlate();

        assertThat(planned).isEnded().hasPassed("endEvent_activityCancelled");
    }

    private void close(ProcessInstance planned, String next) {
        complete(
                task(CLOSE_ACTIVITY, planned),
                withVariables(
                        OUTCOME.name(),
                        "notReached",
                        RESULT.name(),
                        "Nobody there",
                        NEXT.name(),
                        next,
                        NEXT_TITLE.name(),
                        "Try again",
                        PERFORMER.name(),
                        "kira"));
    }

    private ProcessInstance planned(@Nullable String responsible) {
        return runtime.startProcessInstanceByKey(KEY, A, variables(responsible, DUE));
    }

    private static Map<String, Object> variables(@Nullable String responsible, Duration due) {
        var variables = new HashMap<String, Object>();
        variables.put(RESPONSIBLE.name(), responsible);
        variables.put(QUEUE.name(), "operator");
        variables.put(URGENT.name(), true);
        variables.put(NOT_BEFORE.name(), in(due));
        variables.put(REMINDER_WANTED.name(), true);
        variables.put(DUE_AT.name(), in(due));
        variables.put(NOT_BEFORE.name(), in(due));
        variables.put(REMIND_AT.name(), in(due.minus(DUE).plus(REMINDER)));
        return variables;
    }

    private static Date in(Duration duration) {
        return Date.from(ClockUtil.getCurrentTime().toInstant().plus(duration));
    }
}
