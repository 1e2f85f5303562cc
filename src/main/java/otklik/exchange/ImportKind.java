package otklik.exchange;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import otklik.batches.Batch;
import otklik.batches.BatchKind;
import otklik.batches.BatchRow;
import otklik.kernel.Refusal;

/** The import of a file, or the dry run of one: the same judgement of each row, with nothing written. */
final class ImportKind implements BatchKind {
    static final String CHECK = "check-import";
    static final String RUN = "import-companies";
    private static final int CHUNK = 500;

    private final ImportDesk desk;
    private final boolean isDry;

    ImportKind(ImportDesk desk, boolean isDry) {
        this.desk = desk;
        this.isDry = isDry;
    }

    @Override
    public String key() {
        return isDry ? CHECK : RUN;
    }

    @Override
    public String title() {
        return isDry ? "exchange.kind.check" : "exchange.kind.import";
    }

    @Override
    public int chunk() {
        return CHUNK;
    }

    /** A row that says of the same company as an earlier one knows it from here on: in a dry run nobody finds that one in the database. */
    @Override
    public void collect(Batch batch, Consumer<NewRow> rows) {
        var file = desk.file(batch);
        var reader = desk.reader(file, batch);
        var seen = new HashMap<String, Seen>();
        var isHeader = new boolean[] {true};
        TableFile.read(
                desk.content(file),
                file.format(),
                file.charset() == null ? null : java.nio.charset.Charset.forName(file.charset()),
                file.delimiter(),
                (line, cells) -> {
                    if (isHeader[0]) {
                        isHeader[0] = false;
                        return;
                    }
                    var twin = file.plan().twins() == TwinRule.CREATE ? null : twin(reader, line, cells, seen);
                    var label = cells.stream()
                            .filter(cell -> !cell.isEmpty())
                            .findFirst()
                            .orElse("");
                    rows.accept(new NewRow(null, label, desk.tables().write(new FileLine(line, cells, twin))));
                });
    }

    private record Seen(long line, String inn, String kpp) {}

    private static @Nullable Long twin(RowReader reader, long line, List<String> cells, Map<String, Seen> seen) {
        RowDraft row;
        try {
            row = reader.read(cells);
        } catch (Refusal invalid) {
            // It is told when its turn comes; nothing can be a double of what is not imported.
            return null;
        }
        var keys = Twin.keys(row);
        var twin = keys.stream()
                .map(seen::get)
                .filter(Objects::nonNull)
                .filter(before -> !Twin.contradict(before.inn(), before.kpp(), row.form()))
                .findFirst();
        // What is compared is all that is kept: a file of 200,000 rows has to fit into memory.
        var now = new Seen(line, row.form().inn(), row.form().kpp());
        keys.forEach(key -> seen.putIfAbsent(key, now));
        return twin.map(Seen::line).orElse(null);
    }

    @Override
    public List<Result> workAll(Batch batch, List<BatchRow> rows) {
        return new ImportChunk(desk, batch, isDry).work(rows);
    }

    @Override
    public Result work(Batch batch, BatchRow row) {
        return workAll(batch, List.of(row)).get(0);
    }

    @Override
    public boolean canUndo(Batch batch) {
        return !isDry;
    }

    @Override
    public Result undo(Batch batch, BatchRow row) {
        return desk.undo(batch, Objects.requireNonNull(row.undo()));
    }

    @Override
    public @Nullable String path(BatchRow row) {
        return row.undo() == null ? null : "companies/" + desk.step(row.undo()).company();
    }
}
