package otklik.customers.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyDeletions;

/** Step "Anonymise the company" of processes/customers/company-deletion.bpmn. */
@Component
class AnonymiseCompany implements JavaDelegate {
    private final CompanyDeletions deletions;

    AnonymiseCompany(CompanyDeletions deletions) {
        this.deletions = deletions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        deletions.anonymise(execution.getProcessBusinessKey());
    }
}
