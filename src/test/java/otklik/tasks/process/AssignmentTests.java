package otklik.tasks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static otklik.engine.CurrentStep.PERFORMER;
import static otklik.tasks.process.Assignment.ACCEPT_ASSIGNMENT;
import static otklik.tasks.process.Assignment.BEGUN;
import static otklik.tasks.process.Assignment.CHANGED_MESSAGE;
import static otklik.tasks.process.Assignment.COMMENT;
import static otklik.tasks.process.Assignment.DECISION;
import static otklik.tasks.process.Assignment.DO_ASSIGNMENT;
import static otklik.tasks.process.Assignment.DUE_AT;
import static otklik.tasks.process.Assignment.KEY;
import static otklik.tasks.process.Assignment.NEW_DUE;
import static otklik.tasks.process.Assignment.QUEUE;
import static otklik.tasks.process.Assignment.REASON;
import static otklik.tasks.process.Assignment.REMINDER_WANTED;
import static otklik.tasks.process.Assignment.REMIND_AT;
import static otklik.tasks.process.Assignment.RESPONSIBLE;
import static otklik.tasks.process.Assignment.URGENT;
import static otklik.tasks.process.Assignment.WITHDRAWN_MESSAGE;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
import otklik.tasks.GivenTask;
import otklik.tasks.GivenTasks;
import otklik.tasks.TaskState;

@ProcessTest("processes/tasks/assignment.bpmn")
class AssignmentTests {
    private static final String T = "T-12";
    private static final Duration DUE = Duration.ofHours(4);
    private static final Duration REMINDER = Duration.ofHours(3);

    private final GivenTasks tasks = mock();
    private final RuntimeService runtime;
    private final TimePasses time;

    AssignmentTests(RuntimeService runtime, ManagementService management) {
        this.runtime = runtime;
        this.time = new TimePasses(management);
    }

    @BeforeEach
    void steps() {
        when(tasks.begin(anyString(), any(), any())).thenReturn(Optional.of("kira"));
        Mocks.register("beginAssignment", new BeginAssignment(tasks));
        Mocks.register("recordAssignment", new RecordAssignment(tasks));
        Mocks.register("declineAssignment", new DeclineAssignment(tasks));
        Mocks.register("postponeAssignment", new PostponeAssignment(tasks));
        Mocks.register("remindOfAssignment", new RemindOfAssignment(tasks));
        Mocks.register("tellOfOverdueAssignment", new TellOfOverdueAssignment(tasks));
    }

    @Test
    void assignmentIsWorkOfItsResponsibleUntilItIsDue() {
        var given = given("kira");

        assertThat(given).isWaitingAt(ACCEPT_ASSIGNMENT);
        assertThat(task(ACCEPT_ASSIGNMENT, given)).isAssignedTo("kira");
        assertThat(task(ACCEPT_ASSIGNMENT, given).getPriority()).isEqualTo(80);
        assertThat(task(ACCEPT_ASSIGNMENT, given).getDueDate())
                .isEqualTo(runtime.getVariable(given.getId(), DUE_AT.name()));
    }

    @Test
    void assignmentOfATeamLiesInItsQueueAndIsTheWorkOfWhoBeginsIt() {
        var given = given(null);
        assertThat(task(ACCEPT_ASSIGNMENT, given)).isNotAssigned().hasCandidateGroup("team7");

        answer(given, ACCEPT_ASSIGNMENT, "begin", COMMENT.name(), "At once");

        verify(tasks).begin(T, "At once", "kira");
        assertThat(task(DO_ASSIGNMENT, given)).isAssignedTo("kira");
    }

    @Test
    void whatIsDoneInOneGoIsDone() {
        var given = given("kira");

        answer(given, ACCEPT_ASSIGNMENT, "done", COMMENT.name(), "Easy");

        assertThat(given).isEnded().hasPassed("endEvent_assignmentDone");
        verify(tasks).done(T, "Easy", "kira");
        verify(tasks, never()).begin(anyString(), any(), any());
    }

    @Test
    void declinedAssignmentTellsWhy() {
        var given = given("kira");
        answer(given, ACCEPT_ASSIGNMENT, "begin", COMMENT.name(), null);

        answer(given, DO_ASSIGNMENT, "declined", REASON.name(), "Not my trade");

        assertThat(given).isEnded().hasPassed("endEvent_assignmentDeclined");
        verify(tasks).declined(T, "Not my trade", "kira");
    }

    @Test
    void postponedAssignmentStaysWithWhoHasBegunAndIsOverdueAtItsNewDate() {
        var later = now(Duration.ofDays(2)).toInstant();
        when(tasks.postpone(anyString(), anyString(), any(), any())).thenReturn(postponedTo(later));
        var given = given("kira");
        answer(given, ACCEPT_ASSIGNMENT, "begin", COMMENT.name(), null);

        answer(given, DO_ASSIGNMENT, "later", NEW_DUE.name(), "2030-01-02T10:00");

        verify(tasks).postpone(T, "2030-01-02T10:00", null, "kira");
        assertThat(given).isWaitingAt(DO_ASSIGNMENT);
        time.passes(DUE);
        verify(tasks, never()).tellOverdue(T);
        time.passes(Duration.ofDays(2).minus(DUE));
        verify(tasks).tellOverdue(T);
    }

    @Test
    void reminderAndDelayAreToldWhileTheTaskStays() {
        var given = given("kira");

        time.passes(REMINDER);
        verify(tasks).remind(T);
        verify(tasks, never()).tellOverdue(T);
        time.passes(DUE.minus(REMINDER));

        verify(tasks).tellOverdue(T);
        assertThat(given).isWaitingAt(ACCEPT_ASSIGNMENT);
    }

    @Test
    void whoWantsNoReminderGetsNone() {
        var variables = variables("kira", DUE);
        variables.put(REMINDER_WANTED.name(), false);
        var given = runtime.startProcessInstanceByKey(KEY, T, variables);

        time.passes(DUE);

        assertThat(given).hasPassed("endEvent_noReminder").hasNotPassed("serviceTask_remindOfAssignment");
    }

    @Test
    void changedAssignmentBeginsAnewWithANewPersonAndGoesOnWithTheSameOne() {
        var given = given("kira");
        answer(given, ACCEPT_ASSIGNMENT, "begin", COMMENT.name(), null);

        change(variables("kira", Duration.ofDays(1)), true);
        assertThat(given).isWaitingAt(DO_ASSIGNMENT);
        change(variables("lena", Duration.ofDays(1)), false);

        assertThat(task(ACCEPT_ASSIGNMENT, given)).isAssignedTo("lena");
    }

    @Test
    void withdrawnAssignmentIsNobodysWork() {
        var given = given("kira");

        runtime.createMessageCorrelation(KEY + "." + WITHDRAWN_MESSAGE)
                .processInstanceBusinessKey(T)
                .correlate();

        assertThat(given).isEnded().hasPassed("endEvent_assignmentWithdrawn");
    }

    private void change(Map<String, Object> variables, boolean begun) {
        variables.put(BEGUN.name(), begun);
        runtime.createMessageCorrelation(KEY + "." + CHANGED_MESSAGE)
                .processInstanceBusinessKey(T)
                .setVariables(variables)
                .correlate();
    }

    private void answer(ProcessInstance given, String task, String decision, String name, @Nullable String words) {
        var answers = new HashMap<String, Object>();
        answers.put(DECISION.name(), decision);
        answers.put(name, words);
        answers.put(PERFORMER.name(), "kira");
        complete(task(task, given), answers);
    }

    private ProcessInstance given(@Nullable String responsible) {
        return runtime.startProcessInstanceByKey(KEY, T, variables(responsible, DUE));
    }

    private static Map<String, Object> variables(@Nullable String responsible, Duration due) {
        var variables = new HashMap<String, Object>();
        variables.put(RESPONSIBLE.name(), responsible);
        variables.put(QUEUE.name(), "team7");
        variables.put(URGENT.name(), true);
        variables.put(REMINDER_WANTED.name(), true);
        variables.put(DUE_AT.name(), now(due));
        variables.put(REMIND_AT.name(), now(due.minus(DUE).plus(REMINDER)));
        variables.put(BEGUN.name(), false);
        return variables;
    }

    private static GivenTask postponedTo(Instant due) {
        return new GivenTask(
                12,
                T,
                "Title",
                "",
                null,
                "chief",
                "kira",
                "team7",
                TaskState.IN_PROGRESS,
                due,
                null,
                true,
                "",
                null,
                due,
                null,
                null);
    }

    private static Date now(Duration ahead) {
        return new Date(ClockUtil.getCurrentTime().getTime() + ahead.toMillis());
    }
}
