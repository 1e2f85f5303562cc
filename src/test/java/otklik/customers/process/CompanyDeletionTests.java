package otklik.customers.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.withVariables;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static otklik.customers.process.CompanyDeletion.ANONYMISE;
import static otklik.customers.process.CompanyDeletion.DECIDE;
import static otklik.customers.process.CompanyDeletion.DECISION;
import static otklik.customers.process.CompanyDeletion.KEY;
import static otklik.customers.process.CompanyDeletion.NOTE;
import static otklik.customers.process.CompanyDeletion.REJECT;
import static otklik.customers.process.CompanyDeletion.WISH_WITHDRAWN_MESSAGE;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.ProcessTest;
import otklik.customers.CompanyDeletions;

@ProcessTest("processes/customers/company-deletion.bpmn")
class CompanyDeletionTests {
    private static final String D = "D-3";

    private final CompanyDeletions deletions = mock();
    private final RuntimeService runtime;

    CompanyDeletionTests(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @BeforeEach
    void steps() {
        Mocks.register("anonymiseCompany", new AnonymiseCompany(deletions));
        Mocks.register("rejectDeletion", new RejectDeletion(deletions));
    }

    @Test
    void anAdministratorDecidesAndTheCompanyIsAnonymised() {
        var wish = wanted();
        assertThat(wish).isWaitingAtExactly(DECIDE);
        assertThat(task(DECIDE, wish)).isNotAssigned().hasCandidateGroup("administrator");

        complete(task(DECIDE, wish), withVariables(DECISION.name(), ANONYMISE));

        assertThat(wish).isEnded().hasPassed("endEvent_companyAnonymised");
        verify(deletions).anonymise(D);
    }

    @Test
    void theCompanyStaysWhenTheAdministratorSaysNoAndTheReasonIsNotKeptInTheProcess() {
        var wish = wanted();

        complete(task(DECIDE, wish), withVariables(DECISION.name(), REJECT, NOTE.name(), "They pay"));

        assertThat(wish)
                .isEnded()
                .hasPassed("endEvent_deletionRejected")
                .variables()
                .doesNotContainKey(NOTE.name());
        verify(deletions).reject(D, "They pay");
        verify(deletions, never()).anonymise(any());
    }

    @Test
    void aWithdrawnWishNeedsNoDecision() {
        var wish = wanted();

        runtime.createMessageCorrelation(KEY + "." + WISH_WITHDRAWN_MESSAGE)
                .processInstanceBusinessKey(D)
                .correlate();

        assertThat(wish).isEnded().hasPassed("endEvent_wishWithdrawn");
        verify(deletions, never()).anonymise(any());
    }

    private ProcessInstance wanted() {
        return runtime.startProcessInstanceByKey(KEY, D);
    }
}
