package otklik.inbox.process;

import org.springframework.stereotype.Component;
import otklik.engine.Processes;
import otklik.inbox.SpamSampleProcess;

/** The door to spam-sample. */
@Component
class SpamSampling implements SpamSampleProcess {
    private final Processes processes;

    SpamSampling(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void planned(String number) {
        processes.start(SpamSample.KEY, number);
    }
}
