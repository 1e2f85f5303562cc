package otklik.telephony;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Signals;

/**
 * The changes of state of a call, each with all that belongs to it in one transaction: the row, the line in the timeline, the event, the wish
 * to hang up. The row is locked first, so that of an answer and of giving up at the same moment one wins, and the other sees it (E30).
 */
@Component
class CallBook {
    private static final Logger log = LoggerFactory.getLogger(CallBook.class);

    /** The provider ends the ringing; where it fails to, we do, so much later. */
    private static final Duration RING_GRACE = Duration.ofSeconds(3);

    private final CallRows rows;
    private final Lines lines;
    private final History history;
    private final Signals signals;
    private final ApplicationEventPublisher events;
    private final Attempts attempts;
    private final ObjectProvider<DialBell> bell;
    private final Clock clock;

    CallBook(
            CallRows rows,
            Lines lines,
            History history,
            Signals signals,
            ApplicationEventPublisher events,
            Attempts attempts,
            ObjectProvider<DialBell> bell,
            Clock clock) {
        this.rows = rows;
        this.lines = lines;
        this.history = history;
        this.signals = signals;
        this.events = events;
        this.attempts = attempts;
        this.bell = bell;
        this.clock = clock;
    }

    /** The order under its key; where it was written down before, that one unchanged. */
    PhoneCall order(CallOrder order) {
        return attempts.inTransaction(() -> {
            var isNew = rows.insert(
                    order.key(),
                    Direction.OUTGOING,
                    order.login(),
                    order.number(),
                    order.caseKey(),
                    CallState.ORDERED,
                    order.ring(),
                    clock.instant(),
                    null,
                    null);
            var call = rows.byKey(order.key()).orElseThrow();
            if (isNew) {
                say(call);
                wake();
            }
            return call;
        });
    }

    /** An incoming call that nobody has written down yet. */
    Optional<PhoneCall> arrived(
            String key,
            String provider,
            String reference,
            String number,
            @Nullable String login,
            @Nullable String caseKey,
            Instant at) {
        if (!rows.insert(
                key,
                Direction.INCOMING,
                login,
                number,
                caseKey,
                CallState.RINGING,
                Duration.ofHours(1),
                at,
                provider,
                reference)) {
            return Optional.empty();
        }
        var call = rows.byKey(key).orElseThrow();
        say(call);
        events.publishEvent(new CallArrived(call));
        return Optional.of(call);
    }

    /** A relay takes the oldest order in hand. */
    Optional<PhoneCall> claim(String token, Duration lease, PhoneProvider provider) {
        return attempts.inTransaction(() -> {
            var call = rows.claim(token, lease, provider.key()).flatMap(rows::lock);
            // Known before the provider is asked: if its answer is lost, its events are not.
            call.ifPresent(found -> rows.named(found.key(), provider.nameOf(found)));
            return call.flatMap(found -> move(found, CallState.DIALLING, null, null));
        });
    }

    /** Whether the relay, whose attempt broke off, leaves the call in doubt; its events may have settled it before. */
    boolean doubt(String key, CallProblem problem) {
        return attempts.inTransaction(() -> {
            var call = rows.lock(key).orElseThrow();
            rows.endLease(key);
            if (call.state() != CallState.DIALLING) {
                return false;
            }
            rows.problem(call.id(), problem);
            move(call, CallState.IN_DOUBT, null, null);
            tell(call, "callInDoubt", null);
            return true;
        });
    }

    /**
     * Ends the call unless somebody has answered.
     *
     * @return whether it was ended by this; false: somebody has answered, or it was over before
     */
    boolean giveUp(String key, CallCause cause, @Nullable CallProblem problem) {
        return giveUp(key, cause, problem, true);
    }

    /** The provider has not taken the call: there is nothing to hang up. */
    void notTaken(String key, CallCause cause, CallProblem problem) {
        giveUp(key, cause, problem, false);
    }

    private boolean giveUp(String key, CallCause cause, @Nullable CallProblem problem, boolean hangsUp) {
        return attempts.inTransaction(() -> {
            var call = rows.lock(key).orElse(null);
            if (call == null || !call.state().isOpen()) {
                return false;
            }
            if (problem != null) {
                rows.problem(call.id(), problem);
            }
            end(call, cause, null, clock.instant());
            if (hangsUp && call.state() != CallState.ORDERED) {
                hangUp(call);
            }
            return true;
        });
    }

    /** Ends the call, whatever goes on; nothing where it is over. */
    void end(String key, CallCause causeOfOpen, CallCause causeOfTalk) {
        attempts.run(() -> {
            var call = rows.lock(key).orElseThrow();
            if (call.state() == CallState.ENDED) {
                return;
            }
            var isTalk = call.state() == CallState.ANSWERED;
            end(call, isTalk ? causeOfTalk : causeOfOpen, call.answeredAt(), clock.instant());
            if (call.state() != CallState.ORDERED) {
                hangUp(call);
            }
        });
    }

    /** Somebody says that people are talking: of a provider that tells nothing. */
    boolean talk(String key) {
        return attempts.inTransaction(() -> {
            var call = rows.lock(key).orElseThrow();
            if (call.state().isOpen()) {
                move(call, CallState.ANSWERED, CallCause.ANSWERED, clock.instant());
            }
            return call.state() != CallState.ENDED;
        });
    }

    /** What the provider tells; needs a transaction around it. */
    CallNews.Outcome heard(String key, CallNews news) {
        var call = rows.lock(key).orElseThrow();
        return switch (news.kind()) {
            case ARRIVED -> CallNews.Outcome.NOTHING_NEW;
            case RINGING -> rings(call);
            case ANSWERED -> answered(call, news);
            case ENDED -> ended(call, news);
            case RECORDED -> recorded(call, news);
        };
    }

    private CallNews.Outcome rings(PhoneCall call) {
        if (!call.state().isOpen() || call.state() == CallState.RINGING) {
            return CallNews.Outcome.NOTHING_NEW;
        }
        var itEnds = rows.provider(call.key())
                .flatMap(lines::provider)
                .filter(PhoneProvider::endsRinging)
                .isPresent();
        rows.ringsUntil(
                call.id(), clock.instant().plus(rows.ring(call.id())).plus(itEnds ? RING_GRACE : Duration.ZERO));
        move(call, CallState.RINGING, null, null);
        return CallNews.Outcome.APPLIED;
    }

    private CallNews.Outcome answered(PhoneCall call, CallNews news) {
        if (call.state() == CallState.ANSWERED || call.answeredAt() != null) {
            return CallNews.Outcome.NOTHING_NEW;
        }
        if (call.state().isOpen() || call.direction() == Direction.INCOMING) {
            // Of a client who has called in nobody gives up: if one of our phones ended before another was lifted, he
            // talks now.
            rows.hungUp(call.key());
            handOver(call, news);
            move(call, CallState.ANSWERED, CallCause.ANSWERED, clock.instant());
            return CallNews.Outcome.APPLIED;
        }
        // Given up, and now somebody is there and hears nobody: at least he shall not wait.
        log.warn("Call {} was answered after it had ended as {}; it is hung up", call.key(), call.cause());
        hangUp(call);
        tell(call, "callStray", String.valueOf(call.cause()));
        return CallNews.Outcome.LATE;
    }

    /** An incoming call rings at several phones and is of the person who has lifted his. */
    private void handOver(PhoneCall call, CallNews news) {
        if (call.direction() == Direction.INCOMING && news.extension() != null) {
            lines.loginOf(news.provider(), news.extension())
                    .filter(login -> !login.equals(call.login()))
                    .ifPresent(login -> {
                        rows.belongs(call.id(), login, null);
                        // He is told as well that it is not his any more.
                        say(call);
                    });
        }
    }

    private CallNews.Outcome ended(PhoneCall call, CallNews news) {
        var isTalk = call.answeredAt() != null || news.cause() == CallCause.ANSWERED;
        if (news.recording() != null && isTalk) {
            rows.recorded(call.id(), news.recording());
        }
        if (call.state() == CallState.ENDED || isOneOfMany(call, news)) {
            return CallNews.Outcome.NOTHING_NEW;
        }
        var now = clock.instant();
        if (call.state() == CallState.ANSWERED) {
            end(call, CallCause.ANSWERED, call.answeredAt(), now);
        } else if (news.cause() == CallCause.ANSWERED) {
            // The word that somebody answered was lost, or comes later.
            end(call, CallCause.ANSWERED, news.talk() == null ? now : now.minus(news.talk()), now);
        } else {
            end(call, news.cause() == null ? CallCause.NO_ANSWER : news.cause(), null, now);
        }
        return CallNews.Outcome.APPLIED;
    }

    /** One of the phones at which it rang has stopped to ring; another rings on, or was lifted. */
    private boolean isOneOfMany(PhoneCall call, CallNews news) {
        return call.direction() == Direction.INCOMING
                && news.extension() != null
                && news.reference() != null
                && news.cause() != CallCause.ANSWERED
                && rows.hasLegs(news.provider(), news.reference());
    }

    private CallNews.Outcome recorded(PhoneCall call, CallNews news) {
        if (news.recording() == null) {
            return CallNews.Outcome.NOTHING_NEW;
        }
        rows.recorded(call.id(), news.recording());
        say(call);
        return CallNews.Outcome.APPLIED;
    }

    private void end(PhoneCall call, CallCause cause, @Nullable Instant answeredAt, Instant at) {
        if (rows.move(call, CallState.ENDED, cause, answeredAt, at)) {
            changed(call);
            tell(call, call.direction() == Direction.INCOMING ? "callTaken" : "callMade", cause.name());
        }
    }

    private Optional<PhoneCall> move(
            PhoneCall call, CallState to, @Nullable CallCause cause, @Nullable Instant answeredAt) {
        return rows.move(call, to, cause, answeredAt, null) ? Optional.of(changed(call)) : Optional.empty();
    }

    private PhoneCall changed(PhoneCall before) {
        var call = rows.byId(before.id()).orElseThrow();
        say(call);
        events.publishEvent(new CallChanged(call, before.state()));
        return call;
    }

    private void tell(PhoneCall call, String kind, @Nullable String after) {
        if (call.caseKey() != null) {
            history.tell(
                    new History.Change(call.caseKey(), kind).from(null, after).because(call.number()));
        }
    }

    private void hangUp(PhoneCall call) {
        rows.wishHangUp(call.id());
        wake();
    }

    private void say(PhoneCall call) {
        signals.say(PhoneCalls.TOPIC);
        if (call.login() != null) {
            signals.say(PhoneCalls.topic(call.login()));
        }
        if (call.caseKey() != null) {
            signals.say(call.caseKey());
        }
    }

    private void wake() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    bell.ifAvailable(DialBell::ring);
                }
            });
        } else {
            bell.ifAvailable(DialBell::ring);
        }
    }
}
