package otklik.telephony;

import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import otklik.engine.Attempts;
import otklik.kernel.ForeignText;

/**
 * Dials what the ledger holds, and hangs up what is to be hung up. Takes one call in hand, commits, asks the provider, notes the answer:
 * relays of all nodes work side by side, since a claim skips what another has locked. An attempt that breaks off leaves the call in doubt,
 * and nobody dials it again by himself; hanging up may be repeated.
 */
@Component
class DialRelay {
    private static final Logger log = LoggerFactory.getLogger(DialRelay.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration HANG_UP_AGAIN = Duration.ofSeconds(10);
    private static final int HANG_UPS = 5;
    private static final int SWEPT_AT_ONCE = 200;
    /** An order that nobody has dialled for so long would surprise both sides. */
    private static final Duration STALE = Duration.ofMinutes(1);
    /** Longer than the safety net of any process: calls that nobody waits for. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private static final Duration LONGEST_TALK = Duration.ofHours(6);

    private final CallRows rows;
    private final CallBook book;
    private final CallEvents events;
    private final Lines lines;
    private final Attempts attempts;
    private final Clock clock;
    private volatile boolean stopped;

    DialRelay(CallRows rows, CallBook book, CallEvents events, Lines lines, Attempts attempts, Clock clock) {
        this.rows = rows;
        this.book = book;
        this.events = events;
        this.lines = lines;
        this.attempts = attempts;
        this.clock = clock;
    }

    void start() {
        stopped = false;
    }

    void stop() {
        stopped = true;
    }

    /** Dials and hangs up all that is due; returns early when the node stops. */
    void work() {
        while (!stopped && (hangUpOne() || dialOne())) {
            log.trace("One more");
        }
    }

    /** Settles what dead relays and silent providers left behind. Asks nobody, so that rings end on time however much is due. */
    void sweep() {
        var now = clock.instant();
        each(
                rows.since(CallState.ORDERED, now.minus(STALE), SWEPT_AT_ONCE),
                key -> giveUp(key, CallCause.PROVIDER_FAILED, CallProblem.LATE));
        each(rows.expired(SWEPT_AT_ONCE), key -> {
            if (book.doubt(key, CallProblem.BROKEN_OFF)) {
                log.warn("Call {} is in doubt: its relay has not come back", key);
            }
        });
        each(rows.rungOut(now, SWEPT_AT_ONCE), key -> giveUp(key, CallCause.NO_ANSWER, null));
        for (var state : new CallState[] {CallState.DIALLING, CallState.RINGING, CallState.IN_DOUBT}) {
            each(
                    rows.since(state, now.minus(SILENCE), SWEPT_AT_ONCE),
                    key -> giveUp(key, CallCause.PROVIDER_SILENT, null));
        }
        each(rows.since(CallState.ANSWERED, now.minus(LONGEST_TALK), SWEPT_AT_ONCE), key -> {
            log.warn("Call {} has lasted for more than {}; the provider forgot to tell its end", key, LONGEST_TALK);
            book.end(key, CallCause.PROVIDER_SILENT, CallCause.ANSWERED);
        });
        events.sweep();
    }

    /** What others hear of a call they may refuse, each time anew: that hinders this call only, and none of those behind it. */
    private static void each(List<String> keys, Consumer<String> act) {
        for (var key : keys) {
            try {
                act.accept(key);
            } catch (RuntimeException refused) {
                log.warn("Call {} could not be settled; it is tried again: {}", key, refused.toString());
            }
        }
    }

    /** Takes an incoming call where its provider can do that. */
    void take(PhoneCall call) {
        var provider = rows.provider(call.key()).flatMap(lines::provider).filter(PhoneProvider::canTake);
        if (provider.isPresent()) {
            try {
                provider.get().take(lines.of(provider.get().key(), call.login()), call);
            } catch (Exception failure) {
                log.warn("Call {} could not be taken: {}", call.key(), failure.toString());
                throw new otklik.kernel.Refusal("telephony.notTaken");
            }
        }
    }

    private void giveUp(String key, CallCause cause, @Nullable CallProblem problem) {
        if (book.giveUp(key, cause, problem)) {
            log.warn("Call {} ends as {}, by us", key, cause);
        }
    }

    private boolean dialOne() {
        var token = UUID.randomUUID().toString();
        var provider = lines.active();
        var claimed = book.claim(token, LEASE, provider);
        claimed.ifPresent(call -> dial(provider, call, token));
        return claimed.isPresent();
    }

    private void dial(PhoneProvider provider, PhoneCall call, String token) {
        try {
            var reference = provider.dial(lines.of(provider.key(), call.login()), call, rows.ring(call.id()));
            var held = attempts.inTransaction(() -> rows.dialled(call.key(), token, reference));
            if (!held) {
                log.warn("Call {} was taken by {} after its lease; its events decide", call.key(), provider.key());
            }
            if (reference != null) {
                // They may have come before we knew that they are ours.
                events.applyWaiting(provider.key(), reference);
            }
        } catch (PhoneProvider.NotTaken notTaken) {
            log.info("Call {} is not made: {}", call.key(), notTaken.getMessage());
            notTaken(call, notTaken.reason(), notTaken.problem());
        } catch (ConnectException unreachable) {
            log.warn(
                    "Call {} is not made, {} cannot be reached: {}",
                    call.key(),
                    provider.key(),
                    unreachable.toString());
            notTaken(call, CallCause.PROVIDER_FAILED, CallProblem.unreachable(unreachable.toString()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            book.doubt(call.key(), CallProblem.BROKEN_OFF);
        } catch (Exception unknown) {
            log.warn("Call {} is in doubt: {}", call.key(), unknown.toString());
            book.doubt(call.key(), CallProblem.of("telephony.problem.brokenOff", reason(unknown)));
        }
    }

    private void notTaken(PhoneCall call, CallCause cause, CallProblem problem) {
        attempts.run(() -> {
            rows.endLease(call.key());
            book.notTaken(call.key(), cause, problem);
        });
    }

    private boolean hangUpOne() {
        var claimed = attempts.inTransaction(() -> rows.claimHangUp(HANG_UP_AGAIN));
        claimed.ifPresent(this::hangUp);
        return claimed.isPresent();
    }

    private void hangUp(CallRows.HangUp wish) {
        var call = rows.byKey(wish.key()).orElseThrow();
        try {
            var provider = lines.provider(wish.provider());
            if (provider.isPresent()) {
                provider.get().hangUp(lines.of(wish.provider(), call.login()), call, wish.reference());
            }
            rows.hungUp(wish.key());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            var isLast = wish.tries() + 1 >= HANG_UPS;
            log.warn("Call {} is not hung up{}: {}", wish.key(), isLast ? ", and is left" : "", failure.toString());
            rows.problem(call.id(), CallProblem.of("telephony.problem.notHungUp", reason(failure)));
            if (isLast) {
                rows.hungUp(wish.key());
            }
        }
    }

    private static String reason(Exception failure) {
        return ForeignText.oneLine(Optional.ofNullable(failure.getMessage()).orElse(failure.toString()));
    }
}
