package otklik.customers.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyDeletions;

/** Step "Reject the deletion" of processes/customers/company-deletion.bpmn. */
@Component
class RejectDeletion implements JavaDelegate {
    private final CompanyDeletions deletions;

    RejectDeletion(CompanyDeletions deletions) {
        this.deletions = deletions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        deletions.reject(
                execution.getProcessBusinessKey(),
                CompanyDeletion.NOTE.take(execution).orElse(null));
    }
}
