package otklik.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import otklik.calls.DialledWork;
import otklik.engine.Deadlines;
import otklik.telephony.CallCause;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** Old clients may be dialled by the program: who is not reached is called again, and who is not to be reached at all rests in the pool. */
@Component
class DialledRecovery implements DialledWork {
    private static final String NOT_REACHED = "notReached";
    private static final String LATER = "later";
    /** Somebody looks for the number meanwhile. */
    private static final Duration SEARCH = Duration.ofHours(9);

    private final RecoveryProcess process;
    private final WorkItems work;
    private final Deadlines deadlines;
    private final Clock clock;

    DialledRecovery(@Lazy RecoveryProcess process, @Lazy WorkItems work, Deadlines deadlines, Clock clock) {
        this.process = process;
        this.work = work;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    @Override
    public boolean serves(WorkItem item) {
        return item.processKey().equals(process.key()) && item.facts().isCall();
    }

    @Override
    public void notConnected(WorkItem item, CallCause cause, Instant retryAt) {
        work.complete(item.taskId(), Map.of("decision", NOT_REACHED, "retryAt", Date.from(retryAt)));
    }

    @Override
    public void unreachable(WorkItem item, CallCause cause) {
        work.complete(item.taskId(), Map.of("decision", LATER));
    }

    @Override
    public void incompleteData(WorkItem item, CallCause cause) {
        var at = deadlines.working(clock.instant(), SEARCH);
        work.complete(item.taskId(), Map.of("decision", NOT_REACHED, "retryAt", Date.from(at)));
    }
}
