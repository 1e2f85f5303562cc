package otklik.staff.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.withVariables;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static otklik.staff.process.EmployeeFarewell.BEGAN_BY;
import static otklik.staff.process.EmployeeFarewell.CANCEL;
import static otklik.staff.process.EmployeeFarewell.DECIDE_ON_WORK;
import static otklik.staff.process.EmployeeFarewell.DECISION;
import static otklik.staff.process.EmployeeFarewell.HAND_OVER;
import static otklik.staff.process.EmployeeFarewell.KEY;
import static otklik.staff.process.EmployeeFarewell.REQUESTS_TARGETS;
import static otklik.staff.process.EmployeeFarewell.REQUESTS_WAY;
import static otklik.staff.process.EmployeeFarewell.TAKEN_BACK_MESSAGE;

import java.time.Duration;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.ProcessTest;
import otklik.TimePasses;
import otklik.staff.Farewells;
import otklik.staff.TargetsDoNotFit;

@ProcessTest("processes/staff/employee-farewell.bpmn")
class EmployeeFarewellTests {
    private static final String F = "F-3";
    private static final Duration ONE_DAY = Duration.ofDays(1);

    private final Farewells farewells = mock();
    private final RuntimeService runtime;
    private final TimePasses time;

    EmployeeFarewellTests(RuntimeService runtime, ManagementService management) {
        this.runtime = runtime;
        this.time = new TimePasses(management);
    }

    @BeforeEach
    void steps() {
        Mocks.register("suspendEmployee", new SuspendEmployee(farewells));
        Mocks.register("handWorkOver", new HandWorkOver(farewells));
        Mocks.register("takeWorkBack", new TakeWorkBack(farewells));
        Mocks.register("resumeEmployee", new ResumeEmployee(farewells));
        Mocks.register("closeAccount", new CloseAccount(farewells));
    }

    @Test
    void accountIsSuspendedBeforeAnybodyDecides() {
        var farewell = begin("admin");

        assertThat(farewell).isWaitingAtExactly(DECIDE_ON_WORK);
        assertThat(task(DECIDE_ON_WORK, farewell)).isAssignedTo("admin");
        verify(farewells).suspend(F);
    }

    @Test
    void farewellThatNobodyBeganIsAnyAdministrators() {
        assertThat(task(DECIDE_ON_WORK, begin(null))).isNotAssigned().hasCandidateGroup("administrator");
    }

    @Test
    void accountIsClosedWhenTheDayIsOver() throws TargetsDoNotFit {
        var farewell = begin("admin");

        handOver(farewell);
        assertThat(farewell).isWaitingAtExactly("gateway_isFarewellTakenBack");
        time.passes(ONE_DAY.minusMinutes(1));
        verify(farewells, never()).close(F);
        time.passes(Duration.ofMinutes(1));

        assertThat(farewell).isEnded().hasPassed("endEvent_employeeLeft");
        verify(farewells)
                .handOver(
                        eq(F),
                        argThat(answers -> "evenly".equals(answers.get("requestsWay"))
                                && "igor,petr".equals(answers.get("requestsTargets"))));
        verify(farewells).close(F);
    }

    @Test
    void farewellIsTakenBackWithinTheDay() {
        var farewell = begin("admin");
        handOver(farewell);

        runtime.createMessageCorrelation(KEY + "." + TAKEN_BACK_MESSAGE)
                .processInstanceBusinessKey(F)
                .correlate();

        assertThat(farewell).isEnded().hasPassed("endEvent_farewellTakenBack");
        verify(farewells).moveBack(F);
        verify(farewells, never()).close(F);
    }

    @Test
    void decisionIsAskedAgainWhenTheTargetsDoNotFit() throws TargetsDoNotFit {
        doThrow(mock(TargetsDoNotFit.class)).when(farewells).handOver(eq(F), anyMap());
        var farewell = begin("admin");

        handOver(farewell);

        assertThat(farewell).isWaitingAtExactly(DECIDE_ON_WORK).hasPassed("event_targetsDoNotFit");
        assertThat(task(DECIDE_ON_WORK, farewell)).isAssignedTo("admin");
        doNothing().when(farewells).handOver(eq(F), anyMap());
        handOver(farewell);
        assertThat(farewell).isWaitingAtExactly("gateway_isFarewellTakenBack");
    }

    @Test
    void employeeMayStay() throws TargetsDoNotFit {
        var farewell = begin("admin");

        complete(task(DECIDE_ON_WORK, farewell), withVariables(DECISION.name(), CANCEL));

        assertThat(farewell).isEnded().hasPassed("endEvent_employeeStayed");
        verify(farewells).cancelled(F);
        verify(farewells, never()).handOver(eq(F), anyMap());
    }

    private ProcessInstance begin(@Nullable String by) {
        return runtime.startProcessInstanceByKey(KEY, F, withVariables(BEGAN_BY.name(), by));
    }

    private static void handOver(ProcessInstance farewell) {
        complete(
                task(DECIDE_ON_WORK, farewell),
                withVariables(
                        DECISION.name(),
                        HAND_OVER,
                        REQUESTS_WAY.name(),
                        "evenly",
                        REQUESTS_TARGETS.name(),
                        "igor,petr"));
    }
}
