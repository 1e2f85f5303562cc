package otklik.mail.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.withVariables;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static otklik.mail.process.UndeliveredLetter.ABANDON;
import static otklik.mail.process.UndeliveredLetter.ADDRESS;
import static otklik.mail.process.UndeliveredLetter.DECIDE_ON_LETTER;
import static otklik.mail.process.UndeliveredLetter.DECISION;
import static otklik.mail.process.UndeliveredLetter.DELIVERED;
import static otklik.mail.process.UndeliveredLetter.KEY;
import static otklik.mail.process.UndeliveredLetter.LETTER_ABANDONED;
import static otklik.mail.process.UndeliveredLetter.LETTER_CONFIRMED;
import static otklik.mail.process.UndeliveredLetter.LETTER_QUEUED;
import static otklik.mail.process.UndeliveredLetter.RESEND;
import static otklik.mail.process.UndeliveredLetter.RESPONSIBLE;

import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.ProcessTest;
import otklik.mail.Outbox;

@ProcessTest("processes/mail/undelivered-letter.bpmn")
class UndeliveredLetterTests {
    private static final String L = "L-7";

    private final Outbox outbox = mock();
    private final RuntimeService runtime;

    UndeliveredLetterTests(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @BeforeEach
    void steps() {
        Mocks.register("abandonLetter", new AbandonLetter(outbox));
        Mocks.register("confirmLetter", new ConfirmLetter(outbox));
        Mocks.register("resendLetter", new ResendLetter(outbox));
    }

    @Test
    void letterIsSentAgain() {
        var letter = undelivered("anna");
        assertThat(letter).isWaitingAtExactly(DECIDE_ON_LETTER);

        decide(letter, Map.of(DECISION.name(), RESEND));

        assertThat(letter).isEnded().hasPassed(LETTER_QUEUED);
        verify(outbox).resend(L, null);
        verifyNoMoreInteractions(outbox);
    }

    @Test
    void letterIsSentAgainToTheCorrectedAddress() {
        var letter = undelivered("anna");

        decide(letter, withVariables(DECISION.name(), RESEND, ADDRESS.name(), "right@client.example"));

        verify(outbox).resend(L, "right@client.example");
    }

    @Test
    void letterThatArrivedAfterAllIsConfirmed() {
        var letter = undelivered("anna");

        decide(letter, Map.of(DECISION.name(), DELIVERED));

        assertThat(letter).isEnded().hasPassed(LETTER_CONFIRMED);
        verify(outbox).confirm(L);
        verifyNoMoreInteractions(outbox);
    }

    @Test
    void letterIsGivenUp() {
        var letter = undelivered("anna");

        decide(letter, Map.of(DECISION.name(), ABANDON));

        assertThat(letter).isEnded().hasPassed(LETTER_ABANDONED);
        verify(outbox).abandon(L);
        verifyNoMoreInteractions(outbox);
    }

    @Test
    void authorDecidesOnTheLetter() {
        var letter = undelivered("anna");

        assertThat(task(DECIDE_ON_LETTER, letter)).isAssignedTo("anna");
    }

    @Test
    void anyManagerMayDecideOnALetterOfNobody() {
        var letter = undelivered(null);

        assertThat(task(DECIDE_ON_LETTER, letter)).isNotAssigned().hasCandidateGroup("manager");
    }

    private ProcessInstance undelivered(@Nullable String responsible) {
        return runtime.startProcessInstanceByKey(KEY, L, withVariables(RESPONSIBLE.name(), responsible));
    }

    private static void decide(ProcessInstance letter, Map<String, Object> answers) {
        complete(task(DECIDE_ON_LETTER, letter), answers);
    }
}
