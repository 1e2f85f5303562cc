package otklik.mail;

import java.util.Optional;

/**
 * Says whether a letter must not be sent any more, such as to somebody who has opted out since it was written (E64). Any module may bring
 * one as a bean; the relay asks each right before a letter goes over its wire, whatever the channel.
 */
public interface SendingGuard {
    /**
     * Answered with few queries, without a transaction around them. A guard that throws makes the letter wait for another attempt.
     *
     * @return why it must not go, for people; empty where it may
     */
    Optional<String> stops(OutgoingLetter letter);
}
