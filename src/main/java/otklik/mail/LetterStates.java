package otklik.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Signals;
import otklik.mail.OutgoingLetter.State;

/**
 * The changes of state of outgoing letters, each with all that belongs to it in one transaction: the row, the line in the timeline, the
 * work for a person, the event. Every method says whether the change took place.
 */
@Component
class LetterStates {
    private final OutgoingLetters letters;
    private final UndeliveredLetterProcess process;
    private final ObjectProvider<LetterOwner> owners;
    private final History history;
    private final Signals signals;
    private final ApplicationEventPublisher events;
    private final Attempts attempts;

    LetterStates(
            OutgoingLetters letters,
            UndeliveredLetterProcess process,
            ObjectProvider<LetterOwner> owners,
            History history,
            Signals signals,
            ApplicationEventPublisher events,
            Attempts attempts) {
        this.letters = letters;
        this.process = process;
        this.owners = owners;
        this.history = history;
        this.signals = signals;
        this.events = events;
        this.attempts = attempts;
    }

    boolean sent(long id, String token) {
        return attempts.inTransaction(() -> letters.sent(id, token) && tell(id, State.SENDING, "letterSent"));
    }

    /** Another attempt later. Nobody has to be told but the screens that show the letter. */
    boolean again(OutgoingLetter letter, String token, String error, Duration pause) {
        return attempts.inTransaction(() -> {
            if (!letters.again(letter.id(), token, error, pause)) {
                return false;
            }
            signals.say(letter.caseKey());
            return true;
        });
    }

    boolean failed(long id, String token, String error) {
        return attempts.inTransaction(
                () -> letters.end(id, token, State.FAILED, error) && tell(id, State.SENDING, "letterFailed"));
    }

    /** A letter that must not go any more. Nobody has to do anything about it. */
    boolean withheld(long id, String token, String reason) {
        return attempts.inTransaction(
                () -> letters.withheld(id, token, reason) && tell(id, State.SENDING, "letterWithheld"));
    }

    /** A letter that its author takes back before a relay has it in hand. */
    boolean withdrawn(OutgoingLetter letter, String reason) {
        return attempts.inTransaction(
                () -> letters.withdrawn(letter.id(), reason) && tell(letter.id(), State.QUEUED, "letterWithheld"));
    }

    boolean doubted(long id, String token, String error) {
        return attempts.inTransaction(
                () -> letters.end(id, token, State.IN_DOUBT, error) && tell(id, State.SENDING, "letterInDoubt"));
    }

    boolean doubtExpired(long id, String error) {
        return attempts.inTransaction(
                () -> letters.doubtExpired(id, error) && tell(id, State.SENDING, "letterInDoubt"));
    }

    /** A letter that came back. Only what was sent, or may have been, can: an old report about a letter settled since changes nothing. */
    boolean bounced(OutgoingLetter letter, String error) {
        var before = letter.state();
        return attempts.inTransaction(
                () -> (before == State.SENT || before == State.SENDING || before == State.IN_DOUBT)
                        && letters.bounced(letter.id(), before, error)
                        && tell(letter.id(), before, "letterBounced"));
    }

    boolean requeue(OutgoingLetter letter, @Nullable String correctedAddress) {
        return letters.requeue(letter.id(), correctedAddress) && tell(letter.id(), letter.state(), "letterResent");
    }

    boolean settle(OutgoingLetter letter, State state) {
        return letters.settle(letter.id(), state)
                && tell(letter.id(), letter.state(), state == State.SENT ? "letterConfirmed" : "letterAbandoned");
    }

    private boolean tell(long id, State before, String kind) {
        var letter = letters.byId(id).orElseThrow();
        history.tell(new History.Change(letter.caseKey(), kind, null, null, letter.number(), reason(letter)));
        var problem = letter.state().isProblem();
        if (problem && !before.isProblem() && owners.stream().noneMatch(owner -> owner.owns(letter))) {
            // From one problem to another (in doubt, then bounced) the work for a person is already there.
            process.start(letter);
        }
        events.publishEvent(new LetterStateChanged(letter));
        if (problem || before.isProblem()) {
            signals.say(Signals.HEALTH);
        }
        signals.say(letter.caseKey());
        return true;
    }

    private static String reason(OutgoingLetter letter) {
        return letter.lastError() == null ? letter.to() : letter.to() + ": " + letter.lastError();
    }
}
