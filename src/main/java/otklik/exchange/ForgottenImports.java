package otklik.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import otklik.batches.BatchMemory;
import otklik.customers.Forgetting;
import otklik.engine.Attempts;

/** Blanks what imports keep of their files: all of it when it was kept long enough, and with a company whose data are deleted. */
@Component
class ForgottenImports implements Forgetting {
    private static final int AT_ONCE = 500;

    private final ImportTables tables;
    private final BatchMemory memory;
    private final Attempts attempts;

    ForgottenImports(ImportTables tables, BatchMemory memory, Attempts attempts) {
        this.tables = tables;
        this.memory = memory;
        this.attempts = attempts;
    }

    @Override
    public Found find(Whom whom) {
        return new Found(Map.of(), Set.of());
    }

    /** The rows themselves are blanked with those of all batches. */
    @Override
    public void forget(Whom whom) {
        tables.forgetOf(whom.company());
    }

    /** Forgets the files, the examples and the rows of imports that were given before the moment. */
    void sweep(Instant before) {
        tables.forgetFiles(before);
        for (var id : tables.old(before, AT_ONCE)) {
            attempts.run(() -> {
                if (memory.forgetRows(List.of(ImportKind.CHECK, ImportKind.RUN), String.valueOf(id))) {
                    tables.forgetPreview(id);
                }
            });
        }
    }
}
