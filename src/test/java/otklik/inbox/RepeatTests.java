package otklik.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otklik.mail.LetterKind;
import otklik.work.WorkItems;

/** Repeats, almost equal texts and changed messages, with the real diagram and tables. */
class RepeatTests {
    private static final String OFFER =
            "We would like to send four people of our sales department to the training in May. What does it cost?";

    private static InboxNode inbox;

    @BeforeAll
    static void start() {
        inbox = new InboxNode(Map.of());
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
    void e5_theSameMessageOfTheSameSenderIsCountedAndNotShownAgain() {
        var first = inbox.letter("anna@twice.example", "Training", OFFER);
        var again = inbox.letter("anna@twice.example", "Training", OFFER);

        assertThat(inbox.status(again)).isEqualTo(MessageStatus.REPEAT);
        assertThat(inbox.card(again).group()).isEqualTo(first);
        assertThat(inbox.card(first).times()).isEqualTo(2);
        assertThat(inbox.node.bean(WorkItems.class).ofCase(again)).isEmpty();
    }

    @Test
    void e5_whatWasReadIsNotShownAgain() {
        var first = inbox.letter("boris@read.example", "Training", OFFER);
        inbox.decide(first, "read");

        var again = inbox.letter("boris@read.example", "Training", OFFER);

        assertThat(inbox.status(again)).isEqualTo(MessageStatus.REPEAT);
        assertThat(inbox.card(first).times()).isEqualTo(2);
    }

    @Test
    void e6_almostTheSameTextOfSomebodyElseIsGroupedAndStaysInTheList() {
        var text =
                "Dear colleagues, please tell us what a seminar for a call centre of %d people costs, see https://a.example/%d";
        var first = inbox.letter("one@alike.example", "Seminar", text.formatted(12, 1));
        var other = inbox.letter("two@other.example", "A question", "> quoted\n" + text.formatted(15, 2) + "!!");

        assertThat(inbox.status(other)).isEqualTo(MessageStatus.UNREAD);
        assertThat(inbox.card(other).isAlike()).isTrue();
        assertThat(inbox.card(other).group()).isEqualTo(first);
        assertThat(inbox.card(first).times()).isEqualTo(1);
        assertThat(inbox.messages.groupOf(first))
                .extracting(MessageCard::number)
                .containsExactly(first, other);
    }

    @Test
    void e6_theSameShortTextOfTwoPeopleIsNoRepeat() {
        inbox.letter("one@short.example", "Price", "How much is it?");
        var other = inbox.letter("two@short.example", "Price", "How much is it?");

        assertThat(inbox.status(other)).isEqualTo(MessageStatus.UNREAD);
        assertThat(inbox.card(other).groupedAs()).isNull();
    }

    @Test
    void e6_theDecisionOnTheFirstCoversItsRepeats() {
        var first = inbox.letter("clara@cover.example", "Training", OFFER);
        var again = inbox.letter("clara@cover.example", "Training", OFFER);

        inbox.decide(first, "request");

        assertThat(inbox.card(again).decidedBy()).isEqualTo(InboxNode.OPERATOR);
        assertThat(inbox.card(again).requestNumber())
                .isNotNull()
                .isEqualTo(inbox.card(first).requestNumber());
    }

    @Test
    void e6_aRepeatThatSomebodyPutsBackStandsForItself() {
        var first = inbox.letter("dora@back.example", "Training", OFFER);
        var again = inbox.letter("dora@back.example", "Training", OFFER);

        inbox.restore(again);

        assertThat(inbox.status(again)).isEqualTo(MessageStatus.UNREAD);
        assertThat(inbox.card(again).group()).isEqualTo(again);
        assertThat(inbox.card(first).times()).isEqualTo(1);
    }

    @Test
    void e6_theSamePersonByAnotherSourceIsReadTogetherWithTheMessageThatWaits() {
        var first = inbox.letter("eva@two.example", "Training", "A question about the training in May.");

        var other = inbox.item("form", "eva@two.example", "Callback", "Please call me back before noon.");

        assertThat(inbox.status(other)).isEqualTo(MessageStatus.REPEAT);
        assertThat(inbox.card(other).groupedAs()).isEqualTo(Grouping.PERSON);
        assertThat(inbox.card(first).times()).isEqualTo(2);
        assertThat(inbox.messages.groupOf(first))
                .extracting(MessageCard::number)
                .containsExactly(first, other);
    }

    @Test
    void e6_wordsThatTheReaderHasNotSeenAreNotHiddenBehindWhatHeReads() {
        var first = inbox.letter("fedor@reading.example", "Training", "A question about the training in May.");
        InboxNode.signIn(InboxNode.OPERATOR, otklik.security.Role.OPERATOR);
        var work = inbox.node.bean(WorkItems.class);
        work.claim(work.ofCase(first).get(0).taskId(), InboxNode.OPERATOR);
        InboxNode.signOut();

        var other = inbox.item("form", "fedor@reading.example", "Callback", "Please call me back before noon.");

        assertThat(inbox.status(other)).isEqualTo(MessageStatus.UNREAD);
    }

    @Test
    void e6_whoWritesTheSameWordsByAnotherSourceIsNotShownTwice() {
        var first = inbox.letter("gala@way.example", "Training", OFFER);
        inbox.decide(first, "read");

        var other = inbox.item("form", "gala@way.example", "", OFFER + " ☎ 12");

        assertThat(inbox.status(other)).isEqualTo(MessageStatus.REPEAT);
        assertThat(inbox.card(other).group()).isEqualTo(first);
    }

    @Test
    void e14_anAutomaticAnswerIsSetAsideAndAsksNobody() {
        var message =
                inbox.letter("robot@auto.example", "Out of office", "I am away until Monday.", LetterKind.AUTO_REPLY);

        assertThat(inbox.status(message)).isEqualTo(MessageStatus.AUTOMATIC);
        assertThat(inbox.node.bean(WorkItems.class).ofCase(message)).isEmpty();
    }

    @Test
    void e14_manyAutomaticAnswersAreSetAsideEach() {
        inbox.letter("robot@many.example", "Out of office", "I am away until Monday.", LetterKind.AUTO_REPLY);
        var second =
                inbox.letter("robot@many.example", "Out of office", "I am away until Monday.", LetterKind.AUTO_REPLY);

        assertThat(inbox.status(second)).isEqualTo(MessageStatus.AUTOMATIC);
    }
}
