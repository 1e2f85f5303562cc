package otklik.requests;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.Action;

/**
 * Taking merges back (E10). While the setting's time runs, the process of the merged request waits in its diagram; then it ends for good.
 * What the client wrote after the merge stays where it came in.
 */
@Service
public class Merges {
    private final Requests requests;
    private final MergeRecords records;
    private final RequestProcess process;
    private final Turn turn;
    private final Deliveries deliveries;
    private final RequestRepository repository;
    private final Attempts attempts;

    Merges(
            Requests requests,
            MergeRecords records,
            @Lazy RequestProcess process,
            Turn turn,
            Deliveries deliveries,
            RequestRepository repository,
            Attempts attempts) {
        this.requests = requests;
        this.records = records;
        this.process = process;
        this.turn = turn;
        this.deliveries = deliveries;
        this.repository = repository;
        this.attempts = attempts;
    }

    /**
     * A merge that can be taken back.
     *
     * @param from number of the request that was merged
     * @param into number of the one it was merged into
     * @param by login of the person who did it
     */
    public record Merge(String from, String into, Instant at, @Nullable String by) {}

    /** The merge by which this request ended, while it can be taken back. */
    public Optional<Merge> undoable(String number) {
        return requests.find(number)
                .flatMap(seen -> records.last(number))
                .filter(merge -> process.awaitsUndo(number))
                .map(Merges::merge);
    }

    /** The requests that were merged into this one and can be taken out again, the newest first. */
    public List<Merge> into(String number) {
        var merges = requests.find(number).map(seen -> records.into(number)).orElse(List.of());
        var undoable = process.awaitingUndo(
                merges.stream().map(MergeRecords.Merge::from).toList());
        return merges.stream()
                .filter(merge -> undoable.contains(merge.from()))
                .map(Merges::merge)
                .toList();
    }

    /**
     * Takes the merge back by which the request ended: its lines and unsent answers return, who had it has it, its limits run anew. Refused
     * after the setting's time, and while the other request is itself merged into a third one.
     *
     * @param number of the request that was merged
     */
    public void undo(String number) {
        attempts.run(() -> {
            var from = requests.permitted(number, Action.CHANGE);
            var merge = records.last(number)
                    .filter(known -> from.status() == RequestStatus.MERGED)
                    .orElseThrow(() -> new Refusal("requests.notMerged", number));
            if (!process.awaitsUndo(number)) {
                throw new Refusal("requests.undoTooLate", number);
            }
            var into = requests.permitted(merge.into(), Action.CHANGE);
            if (into.status() == RequestStatus.MERGED) {
                throw new Refusal("requests.undoOtherFirst", into.number(), String.valueOf(into.mergedInto()));
            }
            var isUnanswered = records.awaitsAnswer(merge, into);
            records.takeBack(merge, from, into);
            requests.tell(new History.Change(into.number(), "requestTakenOut").from(number, into.number()));
            repository.flush();
            process.mergeUndone(number);
            records.undone(merge);
            deliveries.settle(from);
            turn.settle(into, isUnanswered);
        });
    }

    private static Merge merge(MergeRecords.Merge merge) {
        return new Merge(merge.from(), merge.into(), merge.at(), merge.by());
    }
}
