package otklik.requests;

import org.springframework.stereotype.Component;
import otklik.work.TaskFacts;
import otklik.work.TaskFactsSource;

/** Whom the tasks of old leads are about. */
@Component
class FactsOfOldLeads implements TaskFactsSource {
    private final RecoveryFacts facts;

    FactsOfOldLeads(RecoveryFacts facts) {
        this.facts = facts;
    }

    @Override
    public String prefix() {
        return "OL-";
    }

    @Override
    public TaskFacts of(String businessKey, String taskKey) {
        return facts.ofLead(businessKey, taskKey);
    }
}
