package otklik.mail;

import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;

/**
 * Hands one letter to the server of its channel: a mail server, or that of a messenger. Each channel is served by one transport; a letter
 * whose channel none serves waits as if the server were away.
 */
public interface LetterTransport {
    /** Whether letters of this channel are its own. */
    default boolean serves(String channel) {
        return channel.equals(Outbox.MAIL);
    }

    /**
     * Returns when the server has taken the letter.
     *
     * @throws NotTaken when it certainly has not
     * @throws MessagingException when nobody can know, such as a wire that broke while the server was to confirm
     */
    void send(PostedLetter letter) throws MessagingException;

    /** The server certainly did not take the letter. */
    final class NotTaken extends MessagingException {
        private final boolean permanent;

        /** @param permanent whether another attempt is useless */
        public NotTaken(String reason, boolean permanent, @Nullable Exception cause) {
            super(reason, cause);
            this.permanent = permanent;
        }

        public boolean permanent() {
            return permanent;
        }
    }
}
