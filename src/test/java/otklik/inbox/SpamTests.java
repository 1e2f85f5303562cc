package otklik.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import otklik.history.Event;
import otklik.inbox.SpamRule.Condition;
import otklik.inbox.SpamRule.Kind;
import otklik.kernel.Refusal;
import otklik.security.Role;

/** Spam rules, known spammers and restored senders, with the real diagram and tables. */
class SpamTests {
    private static InboxNode inbox;
    private static SpamRules rules;

    @BeforeAll
    static void start() {
        inbox = new InboxNode(Map.of());
        rules = inbox.node.bean(SpamRules.class);
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
    void aRuleHidesWhatItFitsAndSaysSoOnTheMessage() {
        var rule = add(new Condition(Kind.DOMAIN, "@Casino.example"));

        var message = inbox.letter("bonus@mail.casino.example", "Only today", "Play with us.");

        assertThat(inbox.status(message)).isEqualTo(MessageStatus.SPAM);
        assertThat(inbox.card(message).hiddenBy()).isEqualTo("DOMAIN casino.example");
        assertThat(row(rule).hits()).isEqualTo(1);
        assertThat(row(rule).lastHit()).isNotNull();
    }

    @Test
    void wordsAreFoundWhateverTheirCapitalsQuotesAndLineBreaks() {
        add(new Condition(Kind.WORDS, "срочный \"выигрыш\", easy\\money"));

        var russian = inbox.letter("a@words.example", "Вы победили", "Ваш СРОЧНЫЙ\n\"Выигрыш\" ждёт");
        var english = inbox.letter("b@words.example", "Easy\\Money", "now");
        var other = inbox.letter("c@words.example", "Выигрыш", "Расскажите про обучение");

        assertThat(inbox.status(russian)).isEqualTo(MessageStatus.SPAM);
        assertThat(inbox.status(english)).isEqualTo(MessageStatus.SPAM);
        assertThat(inbox.status(other)).isEqualTo(MessageStatus.UNREAD);
    }

    @Test
    void allConditionsOfARuleHaveToHold() {
        add(new Condition(Kind.DOMAIN, "both.example"), new Condition(Kind.WORDS, "discount"));

        assertThat(inbox.status(inbox.letter("x@both.example", "Question", "What about May?")))
                .isEqualTo(MessageStatus.UNREAD);
        assertThat(inbox.status(inbox.letter("x@both.example", "Great discount", "Buy")))
                .isEqualTo(MessageStatus.SPAM);
    }

    @Test
    void aRuleThatIsSwitchedOffHidesNothing() {
        var rule = add(new Condition(Kind.SENDER, "list@off.example"));
        inAdministratorsName(() -> rules.switchTo(rule, false));

        assertThat(inbox.status(inbox.letter("list@off.example", "News", "of the week")))
                .isEqualTo(MessageStatus.UNREAD);
    }

    @Test
    void eachChangeIsANewVersionAndALineOfHistory() {
        var rule = add(new Condition(Kind.DOMAIN, "history.example"));
        InboxNode.signIn(InboxNode.ADMINISTRATOR, Role.ADMINISTRATOR);
        var before = rules.table().version();

        rules.switchTo(rule, false);

        assertThat(rules.table().version()).isEqualTo(before + 1);
        assertThat(rules.history(1)).first().satisfies(line -> {
            assertThat(line.kind()).isEqualTo("spamRuleOff");
            assertThat(line.actor()).isEqualTo(InboxNode.ADMINISTRATOR);
            assertThat(line.note()).startsWith("v" + (before + 1));
        });
        assertThat(rules.history(2)).extracting(Event::kind).contains("spamRuleAdded");
    }

    @Test
    void whoSawAnOlderRuleDoesNotOverwriteTheNewerOne() {
        var rule = add(new Condition(Kind.DOMAIN, "meanwhile.example"));
        inAdministratorsName(() -> rules.switchTo(rule, false));

        assertThatThrownBy(() -> inAdministratorsName(() -> rules.remove(rule)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("inbox.spam.changedMeanwhile"));
    }

    @Test
    void anOperatorDoesNotChangeRules() {
        InboxNode.signIn(InboxNode.OPERATOR, Role.OPERATOR);

        assertThatThrownBy(() -> rules.add(rule(new Condition(Kind.DOMAIN, "operator.example"))))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aRuleThatWouldHideEverythingOrNothingIsRefused() {
        for (var wrong : List.of(
                new Condition(Kind.DOMAIN, " "),
                new Condition(Kind.DOMAIN, "no domain"),
                new Condition(Kind.SENDER, "nobody"),
                new Condition(Kind.WORDS, "a, b"))) {
            assertThatThrownBy(() -> add(wrong)).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void e21_aSpammersNextLetterStaysInSpamAndIsCounted() {
        var first = inbox.letter("spam@thread.example", "Buy", "Buy our lists of addresses today.");
        inbox.decide(first, "spam");

        var next = inbox.letter("spam@thread.example", "Re: Buy", "Why do you not answer?");
        var third = inbox.letter("spam@thread.example", "Re: Buy", "Hello?");

        assertThat(inbox.status(next)).isEqualTo(MessageStatus.SPAM);
        assertThat(inbox.status(third)).isEqualTo(MessageStatus.SPAM);
        assertThat(inbox.card(third).group()).isEqualTo(first);
        assertThat(inbox.card(first).times()).isEqualTo(3);
        assertThat(inbox.status(first)).isEqualTo(MessageStatus.SPAM);
    }

    @Test
    void e21_restoringCoversTheSendersLaterMessages() {
        add(new Condition(Kind.DOMAIN, "restored.example"));
        var hidden = inbox.letter("anna@restored.example", "Training", "What does it cost?");
        inbox.restore(hidden);

        var later = inbox.letter("anna@restored.example", "Training in May", "We are four.");
        var somebodyElse = inbox.letter("other@restored.example", "Training", "Buy now");

        assertThat(inbox.status(hidden)).isEqualTo(MessageStatus.UNREAD);
        assertThat(inbox.status(later)).isEqualTo(MessageStatus.UNREAD);
        assertThat(inbox.status(somebodyElse)).isEqualTo(MessageStatus.SPAM);
    }

    @Test
    void e21_theOldWordsOfARestoredSenderAreNotHiddenBehindHisSpam() {
        var spam = inbox.letter("twice@words.example", "Seminar", "We would like to take part in the seminar in May.");
        inbox.decide(spam, "spam");
        var other = inbox.letter("twice@words.example", "Hello", "Are you there at all, dear colleagues?");
        inbox.restore(other);

        var again = inbox.letter("twice@words.example", "Seminar", "We would like to take part in the seminar in May.");

        assertThat(inbox.status(again)).isEqualTo(MessageStatus.UNREAD);
        assertThat(inbox.card(again).group()).isNotEqualTo(spam);
    }

    @Test
    void e21_callingItSpamAgainTakesTheRestoringBack() {
        var first = inbox.letter("again@back.example", "Offer", "The first offer");
        inbox.decide(first, "spam");
        inbox.restore(first);
        assertThat(inbox.status(inbox.letter("again@back.example", "Offer", "The second offer")))
                .isEqualTo(MessageStatus.UNREAD);

        inbox.decide(first, "spam");

        assertThat(inbox.status(inbox.letter("again@back.example", "Offer", "The third offer")))
                .isEqualTo(MessageStatus.SPAM);
    }

    @Test
    void whatARuleHidSaysNothingAboutTheSenderOnceTheRuleIsOff() {
        var rule = add(new Condition(Kind.WORDS, "wrong guess"));
        inbox.letter("lead@innocent.example", "A wrong guess", "of a rule");
        inAdministratorsName(() -> rules.switchTo(rule, false));

        assertThat(inbox.status(inbox.letter("lead@innocent.example", "Training", "How much?")))
                .isEqualTo(MessageStatus.UNREAD);
    }

    @Test
    void rulesSurviveANewStartOfTheProgram(@TempDir Path folder) {
        var database = Map.of(
                "spring.datasource.url", "jdbc:h2:file:%s;LOCK_TIMEOUT=10000".formatted(folder.resolve("rules")));
        try (var first = new InboxNode(database)) {
            InboxNode.signIn(InboxNode.ADMINISTRATOR, Role.ADMINISTRATOR);
            first.node.bean(SpamRules.class).add(rule(new Condition(Kind.DOMAIN, "kept.example")));
            InboxNode.signOut();
            // As a new version of the program does, whose diagrams differ.
            first.jdbc()
                    .sql("update act_ge_bytearray set bytes_ = X'00' where name_ like '%empty-queue.bpmn'")
                    .update();
        }
        try (var second = otklik.NodeOfTest.start(database, "rules")) {
            InboxNode.signIn(InboxNode.ADMINISTRATOR, Role.ADMINISTRATOR);
            assertThat(second.bean(SpamRules.class).table().rows())
                    .extracting(row -> row.rule().value(Kind.DOMAIN))
                    .containsExactly("kept.example");
        }
    }

    private static SpamRule rule(Condition... conditions) {
        return new SpamRule("", true, List.of(conditions), "a test");
    }

    private static SpamRule add(Condition... conditions) {
        InboxNode.signIn(InboxNode.ADMINISTRATOR, Role.ADMINISTRATOR);
        try {
            return rules.add(rule(conditions));
        } finally {
            InboxNode.signOut();
        }
    }

    private static SpamRules.Row row(SpamRule rule) {
        InboxNode.signIn(InboxNode.ADMINISTRATOR, Role.ADMINISTRATOR);
        try {
            return rules.table().rows().stream()
                    .filter(row -> row.rule().id().equals(rule.id()))
                    .findFirst()
                    .orElseThrow();
        } finally {
            InboxNode.signOut();
        }
    }

    private static void inAdministratorsName(Runnable action) {
        InboxNode.signIn(InboxNode.ADMINISTRATOR, Role.ADMINISTRATOR);
        try {
            action.run();
        } finally {
            InboxNode.signOut();
        }
    }
}
