package otklik.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log of sign-ins.
 *
 * @param login as it was typed, at most 64 characters; nobody need have it
 * @param address from where
 * @param browser with what, in a few words
 * @param detail more about the outcome: {@code code}, {@code recovery}, {@code idle}, the id of a provider
 */
public record SignInEvent(
        long id,
        Instant at,
        String login,
        String address,
        String browser,
        SignInOutcome outcome,
        @Nullable String detail) {}
