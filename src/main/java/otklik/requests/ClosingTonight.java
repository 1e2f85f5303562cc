package otklik.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.engine.Deadlines;
import otklik.engine.Timers;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.requests.RequestProcess.Event;
import otklik.security.Action;
import otklik.security.Reach;

/**
 * What closes tonight: requests whose client has been silent and whose time is over before the company opens on its next working day. For
 * one request and for many: keep waiting, close now, remind the client now; all through the process.
 */
@Service
public class ClosingTonight {
    /** How many are listed; the counter stops there too. */
    public static final int MOST = 500;

    /** So many pages of timers are looked through for what the person may see, the nearest first. */
    private static final int MOST_PAGES = 20;

    private final Requests requests;
    private final RequestProcess process;
    private final Timers timers;
    private final Deadlines deadlines;
    private final Parameters parameters;
    private final Attempts attempts;
    private final Clock clock;

    ClosingTonight(
            Requests requests,
            @Lazy RequestProcess process,
            Timers timers,
            Deadlines deadlines,
            Parameters parameters,
            Attempts attempts,
            Clock clock) {
        this.requests = requests;
        this.process = process;
        this.timers = timers;
        this.deadlines = deadlines;
        this.parameters = parameters;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** A request that closes soon. */
    public record Closing(RequestCard request, Instant at) {}

    /**
     * What became of one row of a bulk action.
     *
     * @param refusal why nothing was done; none where it was
     */
    public record Result(String number, @Nullable Refusal refusal) {
        public boolean done() {
            return refusal == null;
        }
    }

    /** The moment before which everything here closes: the opening of the next working day. */
    public Instant until() {
        return deadlines.nextOpening(clock.instant());
    }

    /** What closes tonight, of what the person may see, the nearest first; at most {@link #MOST}. */
    public List<Closing> list() {
        var until = until();
        var seen = requests.seen();
        // By number: a timer that moves while the pages are read is met twice.
        var closings = new LinkedHashMap<String, Closing>();
        var isMore = true;
        for (int page = 0; page < MOST_PAGES && isMore && closings.size() < MOST; page++) {
            var due = process.silentBefore(until, page * MOST, MOST);
            visible(due.timers(), seen)
                    .forEach(closing -> closings.put(closing.request().number(), closing));
            isMore = due.more();
        }
        return closings.values().stream().limit(MOST).toList();
    }

    private List<Closing> visible(List<Timers.Due> due, Reach seen) {
        var cards = requests.all(due.stream().map(Timers.Due::caseKey).toList());
        return due.stream()
                .filter(timer -> Optional.ofNullable(cards.get(timer.caseKey()))
                        .filter(card -> card.status() == RequestStatus.WAITING_FOR_CLIENT)
                        .filter(card -> seen.covers(card.manager(), card.queue()))
                        .isPresent())
                .map(timer -> new Closing(java.util.Objects.requireNonNull(cards.get(timer.caseKey())), timer.at()))
                .toList();
    }

    /** How many close tonight, of what the person may see; at most {@link #MOST}. */
    public int count() {
        return list().size();
    }

    /** Waits for the clients longer: the closing is put off by the setting "closingPutOff". */
    public List<Result> keep(Collection<String> numbers) {
        return each(numbers, number -> {
            var closing = process.silentAt(number).orElseThrow(() -> notWaiting(number));
            Duration span = parameters.duration(Parameter.CLOSING_PUT_OFF);
            var from = closing.at().isBefore(clock.instant()) ? clock.instant() : closing.at();
            timers.shift(closing.id(), from.plus(span));
            requests.tell(new History.Change(number, "closingPutOff")
                    .from(closing.at().toString(), from.plus(span).toString()));
        });
    }

    /** Closes the requests now, as the timer would. */
    public List<Result> closeNow(Collection<String> numbers) {
        return each(numbers, number -> tell(number, Event.CLOSED_AS_SILENT));
    }

    /** Reminds the clients now; the requests close when they would have. */
    public List<Result> remindNow(Collection<String> numbers) {
        return each(numbers, number -> tell(number, Event.CHASER_ASKED));
    }

    private void tell(String number, Event event) {
        if (!process.tell(number, event)) {
            throw notWaiting(number);
        }
    }

    /** One row after the other, each in a transaction of its own: what is refused for one is done for the others. */
    private List<Result> each(Collection<String> numbers, Consumer<String> deed) {
        return numbers.stream()
                .map(number -> {
                    try {
                        attempts.run(() -> {
                            Requests.requireOpen(requests.permitted(number, Action.CHANGE));
                            deed.accept(number);
                        });
                        return new Result(number, null);
                    } catch (Refusal refused) {
                        return new Result(number, refused);
                    }
                })
                .toList();
    }

    private static Refusal notWaiting(String number) {
        return new Refusal("requests.clientNotAwaited", number);
    }
}
