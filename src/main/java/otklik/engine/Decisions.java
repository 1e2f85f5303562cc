package otklik.engine;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.stereotype.Component;

/** Asks a decision table outside of a diagram: its newest version, for what begins before there is a case. */
@Component
public class Decisions {
    private final DecisionService decisions;

    Decisions(DecisionService decisions) {
        this.decisions = decisions;
    }

    /** The one answer of a table with one output; an error where no rule fits. */
    public String ask(String decisionKey, Map<String, Object> questions) {
        String answer = decisions
                .evaluateDecisionTableByKey(decisionKey, questions)
                .getSingleResult()
                .getSingleEntry();
        return answer;
    }

    /** The answers of a table with several outputs, by the names of the outputs; an error where no rule fits. */
    public Map<String, String> askAll(String decisionKey, Map<String, Object> questions) {
        var answers = new HashMap<String, String>();
        decisions
                .evaluateDecisionTableByKey(decisionKey, questions)
                .getSingleResult()
                .getEntryMap()
                .forEach((name, answer) -> answers.put(name, String.valueOf(answer)));
        return answers;
    }
}
