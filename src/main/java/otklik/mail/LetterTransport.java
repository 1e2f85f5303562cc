package otklik.mail;

import jakarta.mail.MessagingException;

/** Hands one letter to a mail server. A port, so that tests can break the wire at the worst moment. */
interface LetterTransport {
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
        NotTaken(String reason, boolean permanent, Exception cause) {
            super(reason, cause);
            this.permanent = permanent;
        }

        boolean permanent() {
            return permanent;
        }
    }
}
