package otklik.customers;

import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import otklik.batches.Batch;
import otklik.batches.BatchKind;
import otklik.batches.BatchRow;
import otklik.kernel.Refusal;
import otklik.security.Accounts;
import otklik.security.CurrentUser;

/** A bulk action that changes the card of each chosen company, and can be taken back where nobody has changed the same since. */
abstract class CompanyBatch implements BatchKind {
    private final CompanyList list;
    private final Companies companies;
    private final Accounts accounts;

    CompanyBatch(CompanyList list, Companies companies, Accounts accounts) {
        this.list = list;
        this.companies = companies;
        this.accounts = accounts;
    }

    /** The card with what is to be done; the same card where there is nothing to do. */
    abstract CompanyForm done(String what, CompanyForm form);

    /** What {@link #undone} needs of the card as it was. */
    abstract String before(CompanyForm form);

    /** The card as it was in this respect; the same card where somebody has changed it since. */
    abstract CompanyForm undone(String what, String before, CompanyForm form);

    @Override
    public final void collect(Batch batch, Consumer<NewRow> rows) {
        list.each(
                CompanyTask.read(batch.settings()).selection(),
                (number, name) -> rows.accept(new NewRow(number, name, null)));
    }

    @Override
    public final Result work(Batch batch, BatchRow row) {
        var what = CompanyTask.read(batch.settings()).what();
        return change(row, form -> done(what, form));
    }

    @Override
    public final boolean canUndo(Batch batch) {
        return true;
    }

    @Override
    public final Result undo(Batch batch, BatchRow row) {
        var what = CompanyTask.read(batch.settings()).what();
        return change(row, form -> undone(what, Objects.requireNonNullElse(row.undo(), ""), form));
    }

    private Result change(BatchRow row, java.util.function.UnaryOperator<CompanyForm> how) {
        var seen = new CompanyForm[2];
        companies.change(Objects.requireNonNull(row.subject()), form -> {
            seen[0] = form;
            seen[1] = how.apply(form);
            return seen[1];
        });
        return seen[0].equals(seen[1])
                ? Result.skipped(Refusal.text("customers.batch.nothingToDo", language(accounts)))
                : Result.done(null, before(seen[0]));
    }

    /** Of the person who reads the result. */
    static Locale language(Accounts accounts) {
        return CurrentUser.login()
                .flatMap(accounts::byLogin)
                .map(account -> account.language())
                .orElse(Locale.ENGLISH);
    }

    @Override
    public final String path(BatchRow row) {
        return "companies/" + row.subject();
    }
}
