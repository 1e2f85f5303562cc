package otklik.customers;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.batches.Batch;
import otklik.batches.BatchKind;
import otklik.batches.BatchRow;
import otklik.batches.Batches;
import otklik.kernel.Refusal;
import otklik.security.Accounts;

/** Do not disturb, for many companies at once. Taken back, they may be disturbed again; what was cancelled stays cancelled. */
@Component
public class QuietBatch implements BatchKind {
    private final Batches batches;
    private final CompanyList list;
    private final Accounts accounts;
    private final QuietCompanies quiet;

    QuietBatch(Batches batches, CompanyList list, Accounts accounts, QuietCompanies quiet) {
        this.batches = batches;
        this.list = list;
        this.accounts = accounts;
        this.quiet = quiet;
    }

    /** @throws Refusal without a reason */
    public Batch start(CompanySelection selection, String title, String reason) {
        return batches.start(
                this, title, new CompanyTask(QuietCompanies.checked(reason), selection).text(), selection.count());
    }

    @Override
    public String key() {
        return "quiet-companies";
    }

    @Override
    public String title() {
        return "customers.quiet.act";
    }

    @Override
    public void collect(Batch batch, Consumer<NewRow> rows) {
        list.each(
                CompanyTask.read(batch.settings()).selection(),
                (number, name) -> rows.accept(new NewRow(number, name, null)));
    }

    @Override
    public Result work(Batch batch, BatchRow row) {
        try {
            var done = quiet.leaveAlone(
                    String.valueOf(row.subject()),
                    CompanyTask.read(batch.settings()).what());
            return Result.done(null, done.since().toString());
        } catch (Refusal refused) {
            if (refused.key().equals("customers.quiet.already")) {
                return Result.skipped(refused.in(CompanyBatch.language(accounts)));
            }
            throw refused;
        }
    }

    @Override
    public boolean canUndo(Batch batch) {
        return true;
    }

    @Override
    public Result undo(Batch batch, BatchRow row) {
        quiet.takeBack(String.valueOf(row.subject()), Instant.parse(String.valueOf(row.undo())));
        return Result.DONE;
    }

    @Override
    public @Nullable String path(BatchRow row) {
        return "companies/" + row.subject();
    }
}
