package otklik.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otklik.inbox.SpamRule.Condition;
import otklik.inbox.SpamRule.Kind;
import otklik.inbox.SpamSamples.Verdict;
import otklik.kernel.Refusal;
import otklik.security.Role;
import otklik.work.WorkItems;

/** The sample of hidden messages and the preview of a rule, with the real diagram and tables. */
class SpamSamplesTests {
    private static InboxNode inbox;
    private static SpamSamples samples;
    private static SpamPreviews previews;

    @BeforeAll
    static void start() {
        inbox = new InboxNode(Map.of());
        samples = inbox.node.bean(SpamSamples.class);
        previews = inbox.node.bean(SpamPreviews.class);
    }

    @AfterAll
    static void stop() {
        inbox.close();
    }

    @AfterEach
    void signOut() {
        InboxNode.signOut();
    }

    @Test
    void aSampleHasAShareOfEachRuleAndWhatIsPutBackComesIntoTheList() {
        var rules = inbox.node.bean(SpamRules.class);
        InboxNode.signIn(InboxNode.ADMINISTRATOR, Role.ADMINISTRATOR);
        var busy = rules.add(rule(new Condition(Kind.DOMAIN, "busy.example")));
        var rare = rules.add(rule(new Condition(Kind.WORDS, "a rare phrase")));
        InboxNode.signOut();
        for (int i = 0; i < 30; i++) {
            inbox.letter("s%d@busy.example".formatted(i), "Buy", "Number " + i);
        }
        var innocent = inbox.letter("anna@innocent.example", "A rare phrase", "of a real client");

        var number = draw();

        InboxNode.signIn(InboxNode.OPERATOR, Role.OPERATOR);
        var items = samples.items(number);
        assertThat(items).hasSize(20);
        assertThat(items).extracting(item -> item.message().number()).contains(innocent);
        samples.say(number, innocent, Verdict.RESTORE);
        var task = inbox.node.bean(WorkItems.class).ofCase(number).get(0);
        inbox.node.bean(WorkItems.class).claim(task.taskId(), InboxNode.OPERATOR);
        inbox.node.bean(WorkItems.class).complete(task.taskId(), Map.of());

        assertThat(inbox.status(innocent)).isEqualTo(MessageStatus.UNREAD);
        assertThat(samples.items(number))
                .extracting(SpamSamples.Item::verdict)
                .containsOnly(Verdict.RESTORE, Verdict.RIGHTLY_HIDDEN);
        InboxNode.signIn(InboxNode.ADMINISTRATOR, Role.ADMINISTRATOR);
        assertThat(rules.table().rows())
                .filteredOn(row -> row.rule().id().equals(rare.id()))
                .extracting(SpamRules.Row::restored)
                .containsExactly(1L);
        inAdministratorsName(() -> List.of(busy, rare).forEach(rule -> rules.switchTo(rule, false)));
    }

    @Test
    void theNextSampleIsPlannedWhenOneIsDrawn() {
        draw();

        assertThat(inbox.jdbc()
                        .sql("select count(*) from spam_sample where drawn_at is null")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aNumberThatIsNotInTheSampleIsRefused() {
        assertThatThrownBy(() -> samples.record("SP-999", "M-999999")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> samples.record("SP-999", "all of them")).isInstanceOf(Refusal.class);
    }

    @Test
    void aPreviewSaysWhatARuleWouldHaveHiddenAndWarnsOfRequests() {
        var read = inbox.letter("x@would.example", "News", "of the week");
        var lead = inbox.letter("y@deep.would.example", "A question", "How much is it?");
        inbox.letter("z@other.example", "Another one", "about would.example");
        var trusted = inbox.letter("t@would.example", "Trusted", "words");
        inbox.decide(trusted, "spam");
        inbox.restore(trusted);
        inbox.decide(lead, "request");

        var preview = preview(new Condition(Kind.DOMAIN, "would.example"));

        assertThat(preview.hidden()).isEqualTo(2);
        assertThat(preview.requests()).isEqualTo(1);
        assertThat(preview.trusted()).isEqualTo(1);
        assertThat(preview.sample()).extracting(MessageCard::number).containsExactly(lead, read);
    }

    @Test
    void aPreviewFindsTheSameMessagesAsTheRuleThatIsSwitchedOn() {
        var fits = Stream.of("Быстрый ЗАРАБОТОК без вложений", "быстрый\nзаработок", "Quick \"money\"")
                .map(text -> inbox.letter("w%d@fits.example".formatted(text.hashCode()), "", text))
                .toList();
        inbox.letter("no@fits.example", "", "Заработок отдела продаж");
        var condition = new Condition(Kind.WORDS, "быстрый заработок, quick \"money\"");

        assertThat(preview(condition).sample())
                .extracting(MessageCard::number)
                .containsExactlyInAnyOrderElementsOf(fits);
    }

    @Test
    void onlyThoseWithTheRightPreview() {
        InboxNode.signIn(InboxNode.OPERATOR, Role.OPERATOR);

        assertThatThrownBy(
                        () -> previews.start(rule(new Condition(Kind.DOMAIN, "would.example")), (looked, of) -> true))
                .isInstanceOf(Refusal.class);
    }

    private static SpamPreviews.Preview preview(Condition... conditions) {
        InboxNode.signIn(InboxNode.ADMINISTRATOR, Role.ADMINISTRATOR);
        return previews.start(rule(conditions), (looked, of) -> true).join();
    }

    /** Lets the time of the planned sample come, and returns its number. */
    private static String draw() {
        var number = inbox.jdbc()
                .sql("select number from spam_sample where drawn_at is null")
                .query(String.class)
                .single();
        var management = inbox.node.bean(ManagementService.class);
        var timer = management.createJobQuery().processDefinitionKey("spam-sample").timers().list().stream()
                .filter(job -> inbox.node
                        .bean(org.camunda.bpm.engine.RuntimeService.class)
                        .createProcessInstanceQuery()
                        .processInstanceId(job.getProcessInstanceId())
                        .singleResult()
                        .getBusinessKey()
                        .equals(number))
                .findFirst()
                .orElseThrow();
        management.executeJob(timer.getId());
        return number;
    }

    private static SpamRule rule(Condition... conditions) {
        return new SpamRule("", true, List.of(conditions), "a test");
    }

    private static void inAdministratorsName(Runnable action) {
        InboxNode.signIn(InboxNode.ADMINISTRATOR, Role.ADMINISTRATOR);
        action.run();
        InboxNode.signOut();
    }
}
