package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.ANSWER_BEGUN;
import static otklik.requests.process.RequestLifecycle.MANAGER_ABSENT;
import static otklik.requests.process.RequestLifecycle.OVERLOADED;
import static otklik.requests.process.RequestLifecycle.REPLACEMENT;
import static otklik.requests.process.RequestLifecycle.REPLACEMENT_FOUND;
import static otklik.requests.process.RequestLifecycle.SILENCES;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.requests.Requests;
import otklik.requests.SilentManagers;

/** Step "Mark: manager silent" of processes/requests/request-lifecycle.bpmn. */
@Component
class MarkManagerSilent implements JavaDelegate {
    private final Requests requests;
    private final SilentManagers silent;

    MarkManagerSilent(Requests requests, SilentManagers silent) {
        this.requests = requests;
        this.silent = silent;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.markManagerSilent(execution.getProcessBusinessKey());
        var silence = silent.of(execution.getProcessBusinessKey());
        SILENCES.set(execution, silence.silences());
        ANSWER_BEGUN.set(execution, silence.answerBegun());
        MANAGER_ABSENT.set(execution, silence.managerAbsent());
        OVERLOADED.set(execution, silence.overloaded());
        REPLACEMENT.set(execution, silence.replacement());
        REPLACEMENT_FOUND.set(execution, silence.replacement() != null);
    }
}
