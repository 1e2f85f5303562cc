package otklik.activities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import otklik.activities.ActivityTask.Share;
import otklik.batches.Batch;
import otklik.batches.BatchKind;
import otklik.batches.BatchRow;
import otklik.batches.Batches;
import otklik.customers.Companies;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyList;
import otklik.customers.CompanyState;
import otklik.kernel.Refusal;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** The act "task" on many companies (S2.20, S2.21): one activity with each, given out among people. Undoing it cancels what is not done. */
@Component
public class TaskBatch implements BatchKind {
    private static final int CHUNK = 500;
    private static final int MOST_PEOPLE = 100;

    private final Activities activities;
    private final Companies companies;
    private final CompanyList list;
    private final Batches batches;
    private final Policy policy;
    private final Accounts accounts;
    private final ObjectMapper json;

    TaskBatch(
            Activities activities,
            Companies companies,
            CompanyList list,
            @Lazy Batches batches,
            Policy policy,
            Accounts accounts,
            ObjectMapper json) {
        this.activities = activities;
        this.companies = companies;
        this.list = list;
        this.batches = batches;
        this.policy = policy;
        this.accounts = accounts;
        this.json = json;
    }

    @Override
    public String key() {
        return "plan-activities";
    }

    @Override
    public String title() {
        return "activities.batch.title";
    }

    /** Whether the person may plan anything at all. */
    public boolean isAllowed() {
        return policy.may(Section.ACTIVITIES, Action.CREATE);
    }

    /** Starts it in the name of the person of the screen; refused with the name of the field that is wrong. */
    public Batch start(ActivityTask task) {
        check(task);
        return startRound(task);
    }

    /** The same for a task that was checked when its series began; one that comes late may be due already. */
    Batch startRound(ActivityTask task) {
        return batches.start(
                this, task.title().strip(), write(task), task.companies().count());
    }

    void check(ActivityTask task) {
        policy.require(Section.ACTIVITIES, Action.CREATE);
        if (task.title().isBlank() || task.title().length() > Activities.LONGEST_TITLE) {
            throw new Refusal("activities.titleWrong", Activities.LONGEST_TITLE).at("title");
        }
        if (task.description().length() > Activities.LONGEST_TEXT) {
            throw new Refusal("activities.tooLong", Activities.LONGEST_TEXT).at("description");
        }
        if (task.share() != Share.OWN && task.people().isEmpty()) {
            throw new Refusal("activities.nobody").at("responsible");
        }
        if (task.people().size() > MOST_PEOPLE) {
            throw new Refusal("activities.tooManyPeople", MOST_PEOPLE).at("responsible");
        }
        activities.requireAhead(task.due());
    }

    @Override
    public void collect(Batch batch, Consumer<NewRow> rows) {
        var task = task(batch);
        var turn = new int[1];
        var chunk = new ArrayList<String>(CHUNK);
        list.numbers(task.companies(), number -> {
            chunk.add(number);
            if (chunk.size() == CHUNK) {
                give(task, List.copyOf(chunk), turn, rows);
                chunk.clear();
            }
        });
        give(task, chunk, turn, rows);
    }

    private void give(ActivityTask task, List<String> numbers, int[] turn, Consumer<NewRow> rows) {
        var known = companies.all(numbers);
        // A round of a series takes whoever the filter finds on its day: nobody confirms a number again.
        int records = task.series() == null ? 1 : 0;
        for (var number : numbers) {
            var company = known.get(number);
            if (company == null) {
                continue;
            }
            switch (task.share()) {
                case OWN -> rows.accept(row(company, company.form().responsible(), records));
                case ALL -> {
                    var first = records;
                    for (var person : task.people()) {
                        rows.accept(row(company, person, first));
                        first = 0;
                    }
                }
                case EVENLY ->
                    rows.accept(row(
                            company, task.people().get(turn[0]++ % task.people().size()), records));
            }
        }
    }

    private static NewRow row(CompanyCard company, @Nullable String person, int records) {
        return new NewRow(company.number(), company.name(), person, records);
    }

    @Override
    public Result work(Batch batch, BatchRow row) {
        var task = task(batch);
        // Held: it may be left alone between the question and the plan.
        var company = companies
                .find(String.valueOf(row.subject()))
                .map(found -> companies.hold(found.number()))
                .orElse(null);
        if (company == null) {
            return Result.skipped(text("activities.batch.gone"));
        }
        if (company.state() != CompanyState.ACTIVE) {
            return Result.skipped(text("activities.batch.notActive"));
        }
        var person = task.share() == Share.OWN ? company.form().responsible() : row.payload();
        if (person == null || person.isEmpty()) {
            return Result.skipped(text("activities.batch.nobody"));
        }
        if (task.share() == Share.OWN
                && !task.people().isEmpty()
                && !task.people().contains(person)) {
            return Result.skipped(text("activities.batch.notChosen", accounts.nameOf(person)));
        }
        var minutes = task.remindMinutes();
        var planned = activities.planLate(new ActivityPlan(
                company.number(),
                null,
                task.kind(),
                task.title(),
                task.description(),
                person,
                null,
                task.due(),
                minutes == null ? null : Duration.ofMinutes(minutes),
                task.urgent(),
                batch.number(),
                task.series()));
        activities.tellOnce(planned);
        return Result.done(accounts.nameOf(person), planned.number());
    }

    @Override
    public boolean canUndo(Batch batch) {
        return true;
    }

    @Override
    public Result undo(Batch batch, BatchRow row) {
        var activity = activities.find(String.valueOf(row.undo())).orElse(null);
        if (activity == null || !activity.isPlanned()) {
            return Result.skipped(text("activities.batch.doneMeanwhile"));
        }
        activities.cancel(activity.number(), text("activities.batch.undone", batch.number()));
        return Result.DONE;
    }

    @Override
    public @Nullable String path(BatchRow row) {
        return row.subject() == null ? null : "companies/" + row.subject() + "/activities";
    }

    /** What the row says is read by the person who started the batch. */
    private String text(String key, Object... arguments) {
        var locale = CurrentUser.login()
                .flatMap(accounts::byLogin)
                .map(account -> account.language())
                .orElse(java.util.Locale.ENGLISH);
        return Refusal.text(key, locale, arguments);
    }

    private ActivityTask task(Batch batch) {
        return read(batch.settings());
    }

    String write(ActivityTask task) {
        try {
            return json.writeValueAsString(task);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    ActivityTask read(String text) {
        try {
            return json.readValue(text, ActivityTask.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("Cannot read the task of a batch", broken);
        }
    }
}
