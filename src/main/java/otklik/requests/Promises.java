package otklik.requests;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.engine.Timers;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * The timers of a request: what the diagram will do by itself and when. A head may move one, or stop it and let it run on, with a reason
 * that stands in the timeline; nobody moves the limit that watches himself.
 */
@Service
public class Promises {
    private static final int LONGEST_REASON = 400;

    private final Timers timers;
    private final Requests requests;
    private final Policy policy;
    private final History history;
    private final Signals signals;
    private final Attempts attempts;
    private final java.time.Clock clock;

    Promises(
            Timers timers,
            Requests requests,
            Policy policy,
            History history,
            Signals signals,
            Attempts attempts,
            java.time.Clock clock) {
        this.timers = timers;
        this.requests = requests;
        this.policy = policy;
        this.history = history;
        this.signals = signals;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** The timers of a request that may be seen, the nearest first. */
    public List<Timers.Timer> of(String number, Locale locale) {
        return requests.find(number).map(request -> timers.of(number, locale)).orElseGet(List::of);
    }

    /** Whether the person may move and stop the timers of the request. */
    public boolean mayChange(RequestCard request) {
        var reach = policy.reach(Section.REQUESTS, Action.ASSIGN);
        var login = CurrentUser.login().orElse("");
        return reach.everything()
                || !login.equals(request.manager()) && reach.covers(request.manager(), request.queue());
    }

    /** Lets the timer go off at another moment, which must lie ahead. */
    public void shift(String number, String timer, Instant to, String reason) {
        if (!to.isAfter(clock.instant())) {
            throw new Refusal("requests.promise.past").at("to");
        }
        change(number, timer, reason, "promiseShifted", to, () -> timers.shift(timer, to));
    }

    /** Stops the timer until it is resumed. */
    public void pause(String number, String timer, String reason) {
        change(number, timer, reason, "promisePaused", null, () -> timers.pause(timer));
    }

    /** Lets it run on with the time that was left. */
    public void resume(String number, String timer, String reason) {
        change(number, timer, reason, "promiseResumed", null, () -> timers.resume(timer));
    }

    private void change(
            String number,
            String id,
            String reason,
            String kind,
            @org.jspecify.annotations.Nullable Instant to,
            Runnable change) {
        var request = requests.find(number).orElseThrow(() -> new Refusal("requests.unknown", number));
        if (!mayChange(request)) {
            throw new Refusal("security.forbidden", Action.ASSIGN, Section.REQUESTS);
        }
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new Refusal("requests.promise.reasonMissing", LONGEST_REASON).at("reason");
        }
        attempts.run(() -> {
            // Of this case and still running: the number of another case's timer is nothing to this person.
            var timer = timers.of(number, Locale.ENGLISH).stream()
                    .filter(found -> found.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new Refusal("engine.timerGone"));
            change.run();
            history.tell(new History.Change(number, kind)
                    .from(timer.due().toString(), to == null ? null : to.toString())
                    .because(reason.strip()));
            signals.say(Signals.REQUESTS);
        });
    }
}
