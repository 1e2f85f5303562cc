package otklik.messengers;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;
import otklik.mail.LetterTransport;
import otklik.mail.PostedLetter;
import otklik.sources.Source;
import otklik.sources.Sources;

/** Answers to chats of Telegram, as plain text; files go after it, each as a message of its own. */
@Component
class TelegramTransport implements LetterTransport {
    private final Sources sources;
    private final Telegram telegram;

    TelegramTransport(Sources sources, Telegram telegram) {
        this.sources = sources;
        this.telegram = telegram;
    }

    @Override
    public boolean serves(String channel) {
        return bot(channel).isPresent();
    }

    private java.util.Optional<Source> bot(String channel) {
        return sources.source(channel).filter(source -> source.kind().equals(Telegram.KEY));
    }

    @Override
    public void send(PostedLetter posted) throws MessagingException {
        var letter = posted.letter();
        var bot = bot(letter.channel())
                .orElseThrow(() -> new NotTaken("There is no bot " + letter.channel(), false, null));
        var chat = letter.to().replaceFirst("^" + Telegram.CHAT, "");
        var begun = false;
        try {
            for (var part : MessengerApi.parts(letter.text(), Telegram.LONGEST_TEXT)) {
                telegram.call(bot, "sendMessage", Map.of("chat_id", chat, "text", part));
                begun = true;
            }
            for (var file : posted.files()) {
                telegram.sendFile(bot, chat, file.name(), file.type(), file.content());
            }
        } catch (MessengerRefused refused) {
            throw failure(begun, refused, Telegram.isFinal(refused));
        } catch (IOException broken) {
            if (Telegram.wasNotAsked(broken)) {
                throw failure(begun, broken, false);
            }
            throw new MessagingException("Telegram did not answer: " + broken.getMessage(), broken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new MessagingException("Telegram was not waited for", stopping);
        }
    }

    /** A part that has gone out already cannot be called back: then nobody should send the whole again without looking. */
    private static MessagingException failure(boolean begun, IOException reason, boolean permanent) {
        return begun
                ? new MessagingException("Only a part went out: " + reason.getMessage(), reason)
                : new NotTaken(String.valueOf(reason.getMessage()), permanent, reason);
    }
}
