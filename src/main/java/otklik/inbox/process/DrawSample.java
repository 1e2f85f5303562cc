package otklik.inbox.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.inbox.SpamSamples;

/** Step "Draw a sample of the hidden" of processes/inbox/spam-sample.bpmn. */
@Component
class DrawSample implements JavaDelegate {
    private final SpamSamples samples;

    DrawSample(SpamSamples samples) {
        this.samples = samples;
    }

    @Override
    public void execute(DelegateExecution execution) {
        SpamSample.ANYTHING_HIDDEN.set(execution, samples.draw(execution.getProcessBusinessKey()) > 0);
    }
}
