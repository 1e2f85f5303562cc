package otklik.inbox.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.withVariables;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;
import static otklik.inbox.process.LeadHandling.DECISION;
import static otklik.inbox.process.LeadHandling.FIRST_MESSAGE;
import static otklik.inbox.process.LeadHandling.KEY;
import static otklik.inbox.process.LeadHandling.MANAGER;
import static otklik.inbox.process.LeadHandling.MESSAGE_RESTORED_MESSAGE;
import static otklik.inbox.process.LeadHandling.QUEUE;
import static otklik.inbox.process.LeadHandling.REVIEW_MESSAGE;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.ProcessTest;
import otklik.TimePasses;
import otklik.inbox.MessageStatus;
import otklik.inbox.Messages;
import otklik.inbox.Messages.Marks;
import otklik.inbox.SpamRule;
import otklik.inbox.SpamRule.Condition;
import otklik.inbox.SpamRule.Kind;
import otklik.inbox.SpamTable.Traits;

@ProcessTest("processes/inbox/lead-handling.bpmn")
class LeadHandlingTests {
    private static final String M = "M-1042";
    private static final String SET_ASIDE = "gateway_isMessageRestored";

    private final Messages messages = mock();
    private final RuntimeService runtime;
    private final TimePasses time;
    private final RepositoryService repository;

    LeadHandlingTests(RuntimeService runtime, ManagementService management, RepositoryService repository) {
        this.repository = repository;
        this.runtime = runtime;
        this.time = new TimePasses(management);
    }

    @BeforeEach
    void steps() {
        Mocks.register("examineMessage", new ExamineMessage(messages));
        Mocks.register("markMessageRead", new MarkMessageRead(messages));
        Mocks.register("openRequest", new OpenRequest(messages));
        Mocks.register("returnMessage", new ReturnMessage(messages));
        Mocks.register("setMessageAside", new SetMessageAside(messages));
    }

    @Test
    void leadBecomesARequest() {
        var message = lead();
        assertThat(message).isWaitingAtExactly(REVIEW_MESSAGE);
        assertThat(task(REVIEW_MESSAGE, message)).isNotAssigned().hasCandidateGroup("operator");

        decide(message, Map.of(DECISION.name(), "request"));

        assertThat(message).isEnded().hasPassed("endEvent_requestOpened");
        verify(messages).examine(M);
        verify(messages).openRequest(M, null, null, null);
        verifyNoMoreInteractions(messages);
    }

    @Test
    void operatorMayGiveTheRequestToAManagerAndWriteInTheManagersName() {
        var message = lead();

        decide(
                message,
                withVariables(DECISION.name(), "request", MANAGER.name(), "anna", FIRST_MESSAGE.name(), "Good day!"));

        verify(messages).openRequest(M, "anna", null, "Good day!");
    }

    @Test
    void operatorMayLeaveTheRequestToTheQueueOfATeam() {
        var message = lead();

        decide(message, withVariables(DECISION.name(), "request", QUEUE.name(), "team7"));

        verify(messages).openRequest(M, null, "team7", null);
    }

    @Test
    void messageThatNeedsNothingIsMarkedRead() {
        var message = lead();

        decide(message, Map.of(DECISION.name(), "read"));

        assertThat(message).isEnded().hasPassed("endEvent_messageRead");
        verify(messages).decide(M, MessageStatus.READ);
    }

    @Test
    void messageThatTheOperatorCallsSpamIsSetAside() {
        var message = lead();

        decide(message, Map.of(DECISION.name(), "spam"));

        assertThat(message).isWaitingAtExactly(SET_ASIDE);
        verify(messages).callSpam(M);
    }

    @Test
    void letterOfAMachineIsSetAsideUnseen() {
        var message = received(marks(true, false, false, false));

        assertThat(message).isWaitingAtExactly(SET_ASIDE).hasNotPassed(REVIEW_MESSAGE);
        verify(messages).hide(M, MessageStatus.AUTOMATIC, null);
    }

    @Test
    void messageOfAKnownSpammerIsSetAsideUnseen() {
        var message = received(marks(false, false, true, false));

        assertThat(message).isWaitingAtExactly(SET_ASIDE).hasNotPassed(REVIEW_MESSAGE);
        verify(messages).hide(M, MessageStatus.SPAM, null);
    }

    @Test
    void messageThatASpamRuleFitsIsSetAsideAndTheRuleIsNamed() {
        rules(new SpamRule("rule_7", true, List.of(new Condition(Kind.DOMAIN, "casino.example")), "casino"));

        var message = received(from("bonus@mail.casino.example", "Only today", false));

        assertThat(message).isWaitingAtExactly(SET_ASIDE).hasNotPassed(REVIEW_MESSAGE);
        verify(messages).hide(M, MessageStatus.SPAM, "rule_7");
        rules();
    }

    @Test
    void spamRuleThatIsSwitchedOffHidesNothing() {
        rules(new SpamRule("rule_7", false, List.of(new Condition(Kind.WORDS, "only today")), "casino"));

        var message = received(from("bonus@casino.example", "Only today", false));

        assertThat(message).isWaitingAtExactly(REVIEW_MESSAGE);
        rules();
    }

    @Test
    void spamRuleDoesNotHideASenderWhoseMessageWasRestored() {
        rules(new SpamRule("rule_7", true, List.of(new Condition(Kind.DOMAIN, "casino.example")), "casino"));

        var message = received(from("bonus@casino.example", "Only today", true));

        assertThat(message).isWaitingAtExactly(REVIEW_MESSAGE);
        rules();
    }

    @Test
    void spammerWhoseMessageWasRestoredIsReviewed() {
        assertThat(received(marks(false, true, true, false))).isWaitingAtExactly(REVIEW_MESSAGE);
    }

    @Test
    void textsThatTheRulesAskAboutAreNotKept() {
        var message = lead();

        assertThat(message).variables().doesNotContainKeys("words", "sender", "domain", "source");
    }

    @Test
    void repeatIsSetAsideUnseen() {
        var message = received(marks(false, false, false, true));

        assertThat(message).isWaitingAtExactly(SET_ASIDE).hasNotPassed(REVIEW_MESSAGE);
        verify(messages).hide(M, MessageStatus.REPEAT, null);
    }

    @Test
    void messageThatIsSetAsideCanBeRestoredAndReviewed() {
        var message = received(marks(false, false, false, true));

        restore();

        assertThat(message).isWaitingAtExactly(REVIEW_MESSAGE).hasPassed("event_messageRestored");
        verify(messages).putBack(M);
    }

    @Test
    void restoredMessageCanBecomeARequest() {
        var message = received(marks(false, false, true, false));
        restore();

        decide(message, Map.of(DECISION.name(), "request"));

        assertThat(message).isEnded().hasPassed("endEvent_requestOpened");
    }

    @Test
    void restoredMessageCanBeSetAsideAgain() {
        var message = received(marks(false, false, false, true));
        restore();

        decide(message, Map.of(DECISION.name(), "spam"));

        assertThat(message).isWaitingAtExactly(SET_ASIDE);
        verify(messages).callSpam(M);
    }

    @Test
    void messageCanBeRestoredForThirtyDays() {
        var message = received(marks(false, false, true, false));

        time.passes(Duration.ofDays(29));
        assertThat(message).isWaitingAtExactly(SET_ASIDE);
        time.passes(Duration.ofDays(1));

        assertThat(message).isEnded().hasPassed("endEvent_messageSetAside");
    }

    private ProcessInstance lead() {
        return received(marks(false, false, false, false));
    }

    private static Marks marks(boolean automatic, boolean trusted, boolean spammer, boolean repeated) {
        return new Marks(
                automatic, trusted, spammer, repeated, new Traits("anna@a.example", "a.example", "good day", "mail"));
    }

    private static Marks from(String sender, String words, boolean trusted) {
        var domain = sender.substring(sender.indexOf('@') + 1);
        return new Marks(
                false, trusted, false, false, new Traits(sender, domain, words.toLowerCase(Locale.ROOT), "mail"));
    }

    private void rules(SpamRule... rules) {
        new SpamRuleTable(repository).replace(List.of(rules));
    }

    private ProcessInstance received(Marks marks) {
        when(messages.examine(M)).thenReturn(marks);
        return runtime.startProcessInstanceByKey(KEY, M);
    }

    private void decide(ProcessInstance message, Map<String, Object> answers) {
        complete(task(REVIEW_MESSAGE, message), answers);
    }

    private void restore() {
        runtime.createMessageCorrelation(KEY + "." + MESSAGE_RESTORED_MESSAGE)
                .processInstanceBusinessKey(M)
                .correlate();
    }
}
