package otklik.customers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
    private final ObjectMapper json;

    QuietBatch(Batches batches, CompanyList list, Accounts accounts, QuietCompanies quiet, ObjectMapper json) {
        this.batches = batches;
        this.list = list;
        this.accounts = accounts;
        this.quiet = quiet;
        this.json = json;
    }

    private record Settings(CompanySelection selection, String reason) {}

    /** @throws Refusal without a reason */
    public Batch start(CompanySelection selection, String title, String reason) {
        return batches.start(
                this, title, write(new Settings(selection, QuietCompanies.checked(reason))), selection.count());
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
        list.each(settings(batch).selection(), (number, name) -> rows.accept(new NewRow(number, name, null)));
    }

    @Override
    public Result work(Batch batch, BatchRow row) {
        try {
            var done = quiet.leaveAlone(
                    String.valueOf(row.subject()), settings(batch).reason());
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

    private Settings settings(Batch batch) {
        try {
            return json.readValue(batch.settings(), Settings.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("Settings of batch " + batch.number() + " cannot be read", broken);
        }
    }

    private String write(Settings settings) {
        try {
            return json.writeValueAsString(settings);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
