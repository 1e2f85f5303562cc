package otklik.security;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose password was right and who still owes the second factor. Lies in the session, where nobody is signed in yet.
 *
 * @param login who that is
 * @param until when the password has to be given anew
 * @param step what is still owed
 */
public record PendingSignIn(String login, Instant until, Step step) implements Serializable {
    private static final String ATTRIBUTE = PendingSignIn.class.getName();
    private static final Duration LIFE = Duration.ofMinutes(10);

    /** What is owed. */
    public enum Step {
        /** A code of the second factor. */
        CODE,
        /** Setting up a second factor. */
        SET_UP,
        /** Nothing more: the factor was set up, and proved, just now. */
        DONE
    }

    static void remember(HttpSession session, String login, Step step, Instant now) {
        session.setAttribute(ATTRIBUTE, new PendingSignIn(login, now.plus(LIFE), step));
    }

    static void forget(HttpSession session) {
        session.removeAttribute(ATTRIBUTE);
    }

    /** Who has to give the second factor in this session; nobody when it took too long. */
    public static Optional<PendingSignIn> of(@Nullable HttpSession session, Instant now) {
        return session == null
                ? Optional.empty()
                : Optional.ofNullable((PendingSignIn) session.getAttribute(ATTRIBUTE))
                        .filter(pending -> now.isBefore(pending.until()));
    }

    /** Remembers that the second factor was set up in this session, which takes its first code. */
    public static void setUp(HttpSession session, Instant now) {
        of(session, now)
                .filter(pending -> pending.step() == Step.SET_UP)
                .ifPresent(pending -> remember(session, pending.login(), Step.DONE, now));
    }
}
