package otklik.mail;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import otklik.engine.Attempts;
import otklik.kernel.ForeignText;
import otklik.kernel.Settings;

/**
 * Sends what the outbox holds. Claims some letters, commits, sends them one by one, marks each in a transaction of its own. Relays of
 * all nodes work side by side: a claim skips what another has locked, and a relay that was too slow cannot mark what it lost.
 */
@Component
@ConditionalOnProperty(name = "otklik.mail.enabled", matchIfMissing = true)
class Relay {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final int BATCH = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final String BROKEN_OFF = "The attempt broke off; whether the server took the letter is unknown";

    private final OutgoingLetters letters;
    private final LetterStates states;
    private final List<LetterTransport> transports;
    private final ObjectProvider<SendingGuard> guards;
    private final Attempts attempts;
    private final Settings.Mail settings;
    private volatile boolean stopped;

    Relay(
            OutgoingLetters letters,
            LetterStates states,
            List<LetterTransport> transports,
            ObjectProvider<SendingGuard> guards,
            Attempts attempts,
            Settings settings) {
        this.letters = letters;
        this.states = states;
        this.transports = transports;
        this.guards = guards;
        this.attempts = attempts;
        this.settings = settings.mail();
    }

    /** Sends all that is due. Returns early, giving back what it has not begun, when the node stops. */
    void sendDue() {
        while (!stopped && sendBatch() == BATCH) {
            log.debug("A full batch of letters; looking for more");
        }
    }

    /** Settles what dead relays left behind, then sends what is due. */
    void sweep() {
        letters.releaseExpired();
        for (long id : letters.expired()) {
            try {
                if (states.doubtExpired(id, BROKEN_OFF)) {
                    log.warn("Letter L-{} is in doubt: {}", id, BROKEN_OFF);
                }
            } catch (RuntimeException failure) {
                log.error("Letter L-{} could not be put in doubt; the next sweep tries again", id, failure);
            }
        }
        sendDue();
    }

    void stop() {
        stopped = true;
    }

    void start() {
        stopped = false;
    }

    private int sendBatch() {
        var token = UUID.randomUUID().toString();
        List<Long> claimed = attempts.inTransaction(() -> letters.claim(BATCH, token, settings.sendLease()));
        for (long id : claimed) {
            if (stopped) {
                letters.release(token);
                break;
            }
            try {
                letters.begin(id, token, settings.sendLease()).ifPresent(letter -> send(letter, token));
            } catch (RuntimeException failure) {
                // What was not marked stays in hand and is in doubt when its lease runs out; the other letters go on.
                log.error("Letter L-{} could not be sent or marked", id, failure);
            }
        }
        return claimed.size();
    }

    private void send(PostedLetter posted, String token) {
        var letter = posted.letter();
        try {
            var objection = objection(letter);
            if (objection.isPresent()) {
                log.info("Letter {} is withheld: {}", letter.number(), objection.get());
                states.withheld(letter.id(), token, ForeignText.oneLine(objection.get()));
                return;
            }
            transport(letter.channel()).send(posted);
        } catch (LetterTransport.NotTaken notTaken) {
            refused(letter, token, notTaken);
            return;
        } catch (MessagingException | MailException unknown) {
            log.warn("Letter {} is in doubt: {}", letter.number(), unknown.toString());
            states.doubted(letter.id(), token, reason(unknown));
            return;
        }
        if (!states.sent(letter.id(), token)) {
            log.warn("Letter {} was sent, but after its lease; it stays in doubt", letter.number());
        }
    }

    /** Asked as late as can be: between the writing of a letter and its turn its recipient may have opted out (E64). */
    private Optional<String> objection(OutgoingLetter letter) throws LetterTransport.NotTaken {
        try {
            return guards.orderedStream()
                    .flatMap(guard -> guard.stops(letter).stream())
                    .findFirst();
        } catch (RuntimeException failure) {
            log.warn("Nobody could say whether letter {} may go", letter.number(), failure);
            throw new LetterTransport.NotTaken("It could not be checked whether the letter may go", false, failure);
        }
    }

    private LetterTransport transport(String channel) throws LetterTransport.NotTaken {
        return transports.stream()
                .filter(candidate -> candidate.serves(channel))
                .findFirst()
                .orElseThrow(() -> new LetterTransport.NotTaken("Nothing sends over " + channel, false, null));
    }

    private void refused(OutgoingLetter letter, String token, LetterTransport.NotTaken notTaken) {
        var reason = reason(notTaken);
        if (notTaken.permanent() || letter.attempts() + 1 >= settings.attempts()) {
            log.warn("Letter {} failed: {}", letter.number(), reason);
            states.failed(letter.id(), token, reason);
        } else {
            var pause = pause(letter.attempts());
            log.info("Letter {} goes again in {}: {}", letter.number(), pause, reason);
            states.again(letter, token, reason, pause);
        }
    }

    private Duration pause(int attemptsBefore) {
        var pause = settings.retryAfter();
        for (int i = 0; i < attemptsBefore && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static String reason(Exception failure) {
        return ForeignText.oneLine(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }
}
