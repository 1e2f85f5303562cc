package otklik.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.customers.People;
import otklik.requests.Requests;
import otklik.requests.ThreadEntry;
import otklik.sources.ItemDraft;
import otklik.sources.Items;
import otklik.sources.Source;

/** Where the leads of forms, feeds and messengers go. */
class ArrivalsTests {
    private static final Source BOT = new Source("bot", "telegram", "Bot", Map.of(), false, null);

    private static NodeOfTest node;
    private static Messages messages;
    private static Requests requests;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(Map.of(), "arrivals");
        messages = node.bean(Messages.class);
        requests = node.bean(Requests.class);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void aLeadOfAFormIsAMessageOfAPersonWithPhoneAndMail() {
        arrives("form-1", "Anna", "anna@form.example", "8 912 555 01 42", null, "Do you teach teams?");

        var message = newest();
        assertThat(message.senderName()).isEqualTo("Anna");
        assertThat(message.senderAddress()).isEqualTo("anna@form.example");
        assertThat(node.bean(People.class)
                        .find(String.valueOf(message.person()))
                        .orElseThrow()
                        .points())
                .hasSize(2);
    }

    @Test
    void e8_aChatOfAPersonWithAnOpenRequestContinuesItsDialogue() {
        arrives("chat-1", "Igor", null, null, "telegram:77", "How much is it?");
        var number = messages.openRequest(newest().number(), null, null, null);

        arrives("chat-2", "Igor", null, null, "telegram:77", "And for two?");

        assertThat(requests.dialogue(number))
                .extracting(ThreadEntry::text)
                .containsExactly("How much is it?", "And for two?");
        assertThat(requests.dialogue(number)).extracting(ThreadEntry::channel).containsOnly("bot");
        assertThat(requests.find(number).orElseThrow().clientAddress()).isEqualTo("telegram:77");
    }

    @Test
    void e6_aMessageThatItsSenderEditedGetsARevision() {
        arrives("edit-1", "Vera", null, null, "telegram:78", "We are 10");
        var number = newest().number();

        arrives("edit-1", "Vera", null, null, "telegram:78", "We are 12");

        assertThat(newest().number()).isEqualTo(number);
        assertThat(newest().revision()).isEqualTo(2);
        assertThat(messages.textOf(number)).isEqualTo("We are 12");
    }

    @Test
    void e6_whatAClientChangesInADialogueReachesTheManager() {
        arrives("change-1", "Nina", null, null, "telegram:80", "Five seats");
        var number = messages.openRequest(newest().number(), null, null, null);

        arrives("change-1", "Nina", null, null, "telegram:80", "Six seats");

        assertThat(requests.dialogue(number)).extracting(ThreadEntry::text).containsExactly("Five seats", "Six seats");
    }

    @Test
    void e5_theSameItemTwiceIsOneMessage() {
        arrives("twice-1", "Oleg", null, null, "telegram:79", "Hello");
        var number = newest().number();

        arrives("twice-1", "Oleg", null, null, "telegram:79", "Hello");

        assertThat(newest().number()).isEqualTo(number);
    }

    private static void arrives(
            String id,
            String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String chat,
            String text) {
        node.bean(Items.class)
                .receive(
                        BOT,
                        new ItemDraft(
                                id,
                                true,
                                new ItemDraft.Sender(name, email, phone, chat, null),
                                "",
                                text,
                                null,
                                Map.of(),
                                null,
                                text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageCard newest() {
        return messages.list(MessageFilter.of(MessageView.UNREAD), 0, 1).get(0);
    }
}
