package otklik.requests;

import org.springframework.stereotype.Component;
import otklik.work.TaskFacts;
import otklik.work.TaskFactsSource;

/** Whom the tasks of requests are about. */
@Component
class FactsOfRequests implements TaskFactsSource {
    private final RecoveryFacts facts;

    FactsOfRequests(RecoveryFacts facts) {
        this.facts = facts;
    }

    @Override
    public String prefix() {
        return "R-";
    }

    @Override
    public TaskFacts of(String businessKey, String taskKey) {
        return facts.ofRequest(businessKey, taskKey);
    }
}
