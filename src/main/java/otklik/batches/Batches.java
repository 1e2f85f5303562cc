package otklik.batches;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.batches.Batch.State;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** Starts, shows, stops and takes back batches. A person sees his own; whoever may look into the system sees all. */
@Service
public class Batches {
    /** Topic of every change of a batch, whosever it is. */
    public static final String TOPIC = "batches";

    static final TaskDescriptor<Long> TASK = TaskDescriptor.of("batch", Long.class);

    private final BatchRows rows;
    private final List<BatchKind> kinds;
    private final SchedulerClient scheduler;
    private final Policy policy;
    private final Signals signals;
    private final Clock clock;
    private final Set<Long> stopping = ConcurrentHashMap.newKeySet();

    Batches(
            BatchRows rows,
            @Lazy List<BatchKind> kinds,
            @Lazy SchedulerClient scheduler,
            Policy policy,
            Signals signals,
            Clock clock) {
        this.rows = rows;
        this.kinds = kinds;
        this.scheduler = scheduler;
        this.policy = policy;
        this.signals = signals;
        this.clock = clock;
    }

    /** Topic of every change of a batch that this person began. */
    public static String topicOf(String login) {
        return TOPIC + " " + login;
    }

    /**
     * Writes a batch down in the current transaction; its work begins after the commit. Rights for the act itself are the caller's matter,
     * and that of each row.
     *
     * @param expected how many records the person confirmed
     */
    @Transactional
    public Batch start(BatchKind kind, String title, String settings, int expected) {
        if (CurrentUser.isTrying()) {
            throw new Refusal("security.onlyTrying");
        }
        var id = rows.insert(kind.key(), title, settings, me(), expected, clock.instant());
        var batch = rows.find(id).orElseThrow();
        run(batch);
        return batch;
    }

    /** The person's batches, the newest first; everybody's for whoever may look into the system. */
    public List<Batch> list(int offset, int limit) {
        return rows.list(seesAll() ? null : me(), offset, limit);
    }

    /** Those of the person that are at work now. */
    public List<Batch> active() {
        return CurrentUser.login().map(rows::active).orElseGet(List::of);
    }

    public Optional<Batch> find(long id) {
        return rows.find(id).filter(batch -> seesAll() || batch.owner().equals(me()));
    }

    /** How many rows stand where; states without rows are left out. */
    public Map<BatchRow.RowState, Integer> counts(long id) {
        return find(id).map(batch -> rows.counts(id)).orElseGet(Map::of);
    }

    /** The rows in their order; those of one state, or all. */
    public List<BatchRow> rows(long id, BatchRow.@Nullable RowState state, int offset, int limit) {
        return find(id).map(batch -> rows.rows(id, state, offset, limit)).orElseGet(List::of);
    }

    /** The rows at these places, in their order. */
    public List<BatchRow> rows(long id, Collection<Integer> places) {
        return places.isEmpty()
                ? List.of()
                : find(id).map(batch -> rows.at(id, places)).orElseGet(List::of);
    }

    /** Leaves undone what was not begun; waits for what is in hand. */
    @Transactional
    public void stop(long id) {
        stopping.add(id);
        try {
            move(mine(id), State.STOPPED, State.COLLECTING, State.RUNNING);
        } finally {
            // The row of the batch is locked by now: who works on it waits for that lock, and then finds it stopped.
            stopping.remove(id);
        }
    }

    /**
     * Whether somebody waits on this node to stop it. H2 lets the next row of the batch overtake him at the lock, again and again;
     * PostgreSQL keeps the order of those who wait, so that other nodes need not know.
     */
    boolean isBeingStopped(long id) {
        return stopping.contains(id);
    }

    /** Goes on with a stopped batch. */
    @Transactional
    public void resume(long id) {
        var batch = mine(id);
        move(batch, batch.total() == 0 ? State.COLLECTING : State.RUNNING, State.STOPPED);
        run(batch);
    }

    /**
     * Begins a batch anew whose records could not be found.
     *
     * @param confirmed how many records the person confirms now
     */
    @Transactional
    public void beginAnew(long id, int confirmed) {
        var batch = mine(id);
        if (!rows.beginAnew(id, confirmed)) {
            throw new Refusal("batches.movedOn", batch.title());
        }
        run(batch);
    }

    /** Tries the rows once more that failed: to do them or, of a batch that was taken back, to take them back. */
    @Transactional
    public void retry(long id) {
        var batch = mine(id);
        var isUndo = batch.state() == State.UNDONE;
        move(batch, isUndo ? State.UNDOING : State.RUNNING, isUndo ? State.UNDONE : State.DONE);
        rows.wakeFailed(id, isUndo);
        run(batch);
    }

    public boolean canRetry(Batch batch) {
        return (batch.state() == State.DONE || batch.state() == State.UNDONE)
                && rows.hasFailed(batch.id(), batch.state() == State.UNDONE);
    }

    /** Takes back, in the background, what was done. */
    @Transactional
    public void undo(long id) {
        var batch = mine(id);
        if (!canUndo(batch)) {
            throw new Refusal("batches.cannotUndo", batch.title());
        }
        move(batch, State.UNDOING, State.DONE, State.STOPPED);
        run(batch);
    }

    public boolean canUndo(Batch batch) {
        return (batch.state() == State.DONE || batch.state() == State.STOPPED)
                && kind(batch).filter(kind -> kind.canUndo(batch)).isPresent();
    }

    /** The kind of a batch; none where its module is gone. */
    public Optional<BatchKind> kind(Batch batch) {
        return kinds.stream().filter(kind -> kind.key().equals(batch.kind())).findFirst();
    }

    private void move(Batch batch, State to, State... from) {
        if (!rows.move(batch.id(), to, from)) {
            throw new Refusal("batches.movedOn", batch.title());
        }
        tell(batch);
    }

    /** Wakes the screens that show the batch, and the corner of whoever began it. */
    void tell(Batch batch) {
        signals.say(TOPIC);
        signals.say(topicOf(batch.owner()));
    }

    private Batch mine(long id) {
        if (CurrentUser.isTrying()) {
            throw new Refusal("security.onlyTrying");
        }
        return find(id).filter(batch -> batch.owner().equals(me()) || policy.may(Section.SYSTEM, Action.CHANGE))
                .orElseThrow(() -> new Refusal("batches.notYours"));
    }

    /** Each run has a name of its own: one that is just ending must not swallow the next. */
    private void run(Batch batch) {
        scheduler.scheduleIfNotExists(TASK.instance(batch.id() + "/" + UUID.randomUUID())
                .data(batch.id())
                .scheduledTo(clock.instant()));
        tell(batch);
    }

    private boolean seesAll() {
        return policy.may(Section.SYSTEM, Action.VIEW);
    }

    private static String me() {
        return CurrentUser.login().orElse("otklik");
    }
}
