package otklik.customers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import otklik.batches.Batch;
import otklik.batches.BatchKind;
import otklik.batches.BatchRow;
import otklik.batches.Batches;

/** Freezes a selection as a segment: its members are those that the person reaches now. Many are written down in the background. */
@Component
public class FreezeSegment implements BatchKind {
    private static final int CHUNK = 1000;
    private static final String END = "end";

    private final Segments segments;
    private final CompanyList list;
    private final Batches batches;

    FreezeSegment(Segments segments, CompanyList list, Batches batches) {
        this.segments = segments;
        this.list = list;
        this.batches = batches;
    }

    /**
     * Freezes what the filter finds.
     *
     * @param count how many the person confirmed; a thousand are done at once
     */
    @Transactional
    public Segment freeze(String name, CompanyFilter filter, boolean shared, int count) {
        var segment = segments.prepareFrozen(name, filter, shared);
        var selection = CompanySelection.byFilter(filter.query(), count);
        if (count <= CHUNK) {
            var numbers = new ArrayList<String>();
            list.numbers(selection, numbers::add);
            segments.enter(segment.id(), numbers);
            segments.filled(segment.id());
        } else {
            batches.start(this, segment.name(), new CompanyTask(String.valueOf(segment.id()), selection).text(), count);
        }
        return segments.find(segment.id()).orElseThrow();
    }

    @Override
    public String key() {
        return "freeze-segment";
    }

    @Override
    public String title() {
        return "customers.segment.freeze";
    }

    /** A row is a thousand companies: a row for each would be as many rows as members once more. */
    @Override
    public void collect(Batch batch, Consumer<NewRow> rows) {
        var chunk = new ArrayList<String>(CHUNK);
        list.numbers(CompanyTask.read(batch.settings()).selection(), number -> {
            chunk.add(number);
            if (chunk.size() == CHUNK) {
                rows.accept(row(chunk));
                chunk.clear();
            }
        });
        if (!chunk.isEmpty()) {
            rows.accept(row(chunk));
        }
        rows.accept(new NewRow(null, "✓", END, 0));
    }

    private static NewRow row(ArrayList<String> numbers) {
        return new NewRow(
                null,
                numbers.get(0) + " … " + numbers.get(numbers.size() - 1),
                String.join(" ", numbers),
                numbers.size());
    }

    @Override
    public Result work(Batch batch, BatchRow row) {
        var segment = Long.parseLong(CompanyTask.read(batch.settings()).what());
        if (END.equals(row.payload())) {
            segments.filled(segment);
        } else {
            segments.enter(segment, Arrays.asList(String.valueOf(row.payload()).split(" ")));
        }
        return Result.DONE;
    }
}
