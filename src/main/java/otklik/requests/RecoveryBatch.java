package otklik.requests;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.batches.Batch;
import otklik.batches.BatchKind;
import otklik.batches.BatchRow;
import otklik.customers.CompanyList;
import otklik.customers.CompanyTask;
import otklik.kernel.Refusal;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.CurrentUser;

/** Puts many companies into the recovery pool; taken back, those that nobody has in hand leave it. */
@Component
public class RecoveryBatch implements BatchKind {
    /** Not a fault of the row: it says why there is nothing to do. */
    private static final Set<String> NOTHING_TO_DO = Set.of(
            "requests.recovery.notActive",
            "requests.recovery.never",
            "requests.recovery.already",
            "requests.recovery.openRequest");

    private final CompanyList list;
    private final OldLeads pool;
    private final Accounts accounts;

    RecoveryBatch(CompanyList list, OldLeads pool, Accounts accounts) {
        this.list = list;
        this.pool = pool;
        this.accounts = accounts;
    }

    @Override
    public String key() {
        return "recovery-pool";
    }

    @Override
    public String title() {
        return "requests.recovery.act";
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
            var number = pool.put(Objects.requireNonNull(row.subject()), LeadSource.BY_HAND, batch.number());
            return Result.done(null, number);
        } catch (Refusal refused) {
            if (NOTHING_TO_DO.contains(refused.key())) {
                return Result.skipped(refused.in(language()));
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
        pool.withdraw(Objects.requireNonNull(row.undo()));
        return Result.DONE;
    }

    @Override
    public @Nullable String path(BatchRow row) {
        return "companies/" + row.subject();
    }

    /** Of the person who reads the result. */
    private Locale language() {
        return CurrentUser.login()
                .flatMap(accounts::byLogin)
                .map(Account::language)
                .orElse(Locale.ENGLISH);
    }
}
