package otklik.inbox.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.withVariables;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static otklik.inbox.process.SpamSample.CHECK_HIDDEN_MESSAGES;
import static otklik.inbox.process.SpamSample.KEY;
import static otklik.inbox.process.SpamSample.RESTORE;

import java.time.Duration;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.ProcessTest;
import otklik.TimePasses;
import otklik.inbox.SpamSamples;

@ProcessTest("processes/inbox/spam-sample.bpmn")
class SpamSampleTests {
    private static final String SAMPLE = "SP-3";

    private final SpamSamples samples = mock();
    private final RuntimeService runtime;
    private final TimePasses time;

    SpamSampleTests(RuntimeService runtime, ManagementService management) {
        this.runtime = runtime;
        this.time = new TimePasses(management);
    }

    @BeforeEach
    void steps() {
        Mocks.register("drawSample", new DrawSample(samples));
        Mocks.register("recordSample", new RecordSample(samples));
    }

    @Test
    void aWeekLaterAnOperatorGetsTheSampleToCheck() {
        when(samples.draw(SAMPLE)).thenReturn(20);
        var sample = planned();

        time.passes(Duration.ofDays(6));
        verify(samples, never()).draw(SAMPLE);
        time.passes(Duration.ofDays(1));

        assertThat(sample).isWaitingAtExactly(CHECK_HIDDEN_MESSAGES);
        assertThat(task(CHECK_HIDDEN_MESSAGES, sample)).hasCandidateGroup("operator");
    }

    @Test
    void whatTheOperatorNamesIsRestored() {
        when(samples.draw(SAMPLE)).thenReturn(2);
        var sample = planned();
        time.passes(Duration.ofDays(7));

        complete(task(CHECK_HIDDEN_MESSAGES, sample), withVariables(RESTORE.name(), "M-1, M-2"));

        assertThat(sample).isEnded().hasPassed("endEvent_sampleChecked");
        verify(samples).record(SAMPLE, "M-1, M-2");
    }

    @Test
    void nobodyIsAskedWhenNothingWasHidden() {
        when(samples.draw(SAMPLE)).thenReturn(0);
        var sample = planned();

        time.passes(Duration.ofDays(7));

        assertThat(sample).isEnded().hasPassed("endEvent_nothingHidden").hasNotPassed(CHECK_HIDDEN_MESSAGES);
    }

    private ProcessInstance planned() {
        return runtime.startProcessInstanceByKey(KEY, SAMPLE);
    }
}
