package otklik.messengers;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import otklik.mail.LetterTransport;
import otklik.mail.PostedLetter;
import otklik.sources.Source;
import otklik.sources.Sources;

/**
 * Answers to dialogues of a VK community. Each part of a letter always has the same number, by which VK knows a second attempt, so that
 * nothing arrives twice.
 */
@Component
class VkTransport implements LetterTransport {
    /** The person does not want our messages, is gone, or the message itself is refused. */
    private static final Set<Integer> FINAL = Set.of(7, 15, 18, 100, 900, 901, 902, 914, 917, 936, 945, 950, 983);

    private final Sources sources;
    private final Vk vk;

    VkTransport(Sources sources, Vk vk) {
        this.sources = sources;
        this.vk = vk;
    }

    @Override
    public boolean serves(String channel) {
        return community(channel).isPresent();
    }

    private Optional<Source> community(String channel) {
        return sources.source(channel).filter(source -> source.kind().equals(Vk.KEY));
    }

    @Override
    public void send(PostedLetter posted) throws MessagingException {
        var letter = posted.letter();
        var community = community(letter.channel())
                .orElseThrow(() -> new NotTaken("There is no community " + letter.channel(), false, null));
        if (!posted.files().isEmpty()) {
            throw new NotTaken("Files cannot be sent to VK: send them by mail", true, null);
        }
        var peer = letter.to().replaceFirst("^" + Vk.CHAT, "");
        var number = 0;
        try {
            for (var part : MessengerApi.parts(letter.text(), Vk.LONGEST_TEXT)) {
                var once = (letter.messageId() + "/" + number++).hashCode();
                vk.call(
                        community,
                        "messages.send",
                        Map.of("peer_id", peer, "message", part, "random_id", String.valueOf(once)));
            }
        } catch (MessengerRefused refused) {
            throw new NotTaken(String.valueOf(refused.getMessage()), FINAL.contains(refused.code()), refused);
        } catch (IOException broken) {
            // Asking again is safe, whatever has happened: VK does not take the same number twice.
            throw new NotTaken("VK did not answer: " + broken.getMessage(), false, broken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new MessagingException("VK was not waited for", stopping);
        }
    }
}
