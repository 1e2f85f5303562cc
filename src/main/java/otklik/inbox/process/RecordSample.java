package otklik.inbox.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.inbox.SpamSamples;

/** Step "Restore and record" of processes/inbox/spam-sample.bpmn. */
@Component
class RecordSample implements JavaDelegate {
    private final SpamSamples samples;

    RecordSample(SpamSamples samples) {
        this.samples = samples;
    }

    @Override
    public void execute(DelegateExecution execution) {
        samples.record(
                execution.getProcessBusinessKey(),
                SpamSample.RESTORE.take(execution).orElse(""));
    }
}
