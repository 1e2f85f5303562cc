package otklik.mailings.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.withVariables;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static otklik.mailings.process.AddressRepair.ADDRESS;
import static otklik.mailings.process.AddressRepair.ADDRESS_CORRECTED;
import static otklik.mailings.process.AddressRepair.ADDRESS_NOT_FOUND;
import static otklik.mailings.process.AddressRepair.FIND_RIGHT_ADDRESS;
import static otklik.mailings.process.AddressRepair.FOUND;
import static otklik.mailings.process.AddressRepair.KEY;
import static otklik.mailings.process.AddressRepair.NONE;
import static otklik.mailings.process.AddressRepair.OUTCOME;
import static otklik.mailings.process.AddressRepair.RESPONSIBLE;
import static otklik.mailings.process.AddressRepair.SEND_AGAIN;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.ProcessTest;
import otklik.mailings.AddressRepairs;

@ProcessTest("processes/mailings/address-repair.bpmn")
class AddressRepairTests {
    private static final String NUMBER = "AR-3";

    private final AddressRepairs repairs = mock();
    private final RuntimeService runtime;

    AddressRepairTests(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @BeforeEach
    void steps() {
        Mocks.register("correctAddress", new CorrectAddress(repairs));
        Mocks.register("giveAddressUp", new GiveAddressUp(repairs));
    }

    @Test
    void theRightAddressGoesIntoTheCardsAndTheLetterGoesAgain() {
        var repair = bounced("anna");
        assertThat(task(FIND_RIGHT_ADDRESS, repair)).isAssignedTo("anna");

        complete(
                task(FIND_RIGHT_ADDRESS, repair),
                withVariables(OUTCOME.name(), FOUND, ADDRESS.name(), "right@romashka.ru", SEND_AGAIN.name(), true));

        assertThat(repair).isEnded().hasPassed(ADDRESS_CORRECTED);
        verify(repairs).correct(NUMBER, "right@romashka.ru", true);
        verifyNoMoreInteractions(repairs);
    }

    @Test
    void anAddressThatNobodyFindsIsGivenUp() {
        var repair = bounced("anna");

        complete(task(FIND_RIGHT_ADDRESS, repair), withVariables(OUTCOME.name(), NONE));

        assertThat(repair).isEnded().hasPassed(ADDRESS_NOT_FOUND);
        verify(repairs).giveUp(NUMBER);
        verifyNoMoreInteractions(repairs);
    }

    @Test
    void anyOperatorMayFindTheAddressOfACompanyWithoutAResponsible() {
        var repair = bounced(null);

        assertThat(task(FIND_RIGHT_ADDRESS, repair)).isNotAssigned().hasCandidateGroup("operator");
    }

    private ProcessInstance bounced(@Nullable String responsible) {
        return runtime.startProcessInstanceByKey(KEY, NUMBER, withVariables(RESPONSIBLE.name(), responsible));
    }
}
