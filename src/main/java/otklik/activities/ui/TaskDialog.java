package otklik.activities.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import otklik.activities.ActivityKind;
import otklik.activities.ActivityTask;
import otklik.activities.ActivityTask.Share;
import otklik.activities.FollowUps;
import otklik.activities.SeriesOfTasks;
import otklik.activities.TaskBatch;
import otklik.customers.CompanySelection;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.security.Account;
import otklik.security.CurrentUser;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** Asks what is to be done with many companies, by whom and until when; starts the batch, and the series where it repeats. */
@Component
class TaskDialog {
    private final ActivityParts parts;
    private final TaskBatch batch;
    private final SeriesOfTasks series;
    private final Parameters parameters;

    TaskDialog(ActivityParts parts, TaskBatch batch, SeriesOfTasks series, Parameters parameters) {
        this.parts = parts;
        this.batch = batch;
        this.series = series;
        this.parameters = parameters;
    }

    boolean isAllowed() {
        return batch.isAllowed();
    }

    /**
     * What is proposed.
     *
     * @param due until when, by our own clock
     * @param mine whether it is the person of the screen who is to do it
     */
    record Proposal(
            String heading,
            ActivityKind kind,
            String title,
            Function<FollowUps, Instant> due,
            boolean urgent,
            boolean mine) {}

    void open(CompanySelection selection, Proposal proposal, Runnable started) {
        var errors = new FormErrors();
        var kind = ActivityDialogs.kind();
        kind.setValue(proposal.kind());
        var title = errors.add("title", ActivityDialogs.title());
        title.setValue(proposal.title());
        var description = errors.add("description", ActivityDialogs.description());
        var due = errors.add("due", new DueField(parts, null, t("activities.deadline")).withChoices());
        due.set(proposal.due().apply(parts.followUps()));
        var people = errors.add("responsible", new MultiSelectComboBox<Account>(t("activities.people")));
        people.setItems(parts.people());
        people.setItemLabelGenerator(Account::name);
        people.setWidthFull();
        var share = new RadioButtonGroup<Share>(t("activities.share"));
        share.setItems(Share.values());
        share.setItemLabelGenerator(value -> t(value));
        share.setValue(Share.OWN);
        share.addValueChangeListener(change -> people.setHelperText(
                t(change.getValue() == Share.OWN ? "activities.people.own" : "activities.people.help")));
        people.setHelperText(t("activities.people.own"));
        if (proposal.mine()) {
            CurrentUser.login()
                    .flatMap(parts.accounts()::byLogin)
                    .ifPresent(me -> people.setValue(java.util.Set.of(me)));
            share.setValue(Share.EVENLY);
        }
        var reminder = errors.add("remindBefore", ActivityDialogs.reminder());
        var urgent = new Checkbox(t("activities.urgent"), proposal.urgent());
        var repeats = new Checkbox(t("activities.series.repeat"));
        var weeks = errors.add("weeks", new IntegerField(t("activities.series.weeks")));
        weeks.setMin(1);
        weeks.setMax(SeriesOfTasks.MOST_WEEKS);
        weeks.setStepButtonsVisible(true);
        weeks.setValue(parameters.number(Parameter.CAMPAIGN_PERIOD));
        weeks.setVisible(false);
        repeats.addValueChangeListener(change -> weeks.setVisible(change.getValue()));
        ActivityParts.ask(
                proposal.heading(),
                Parts.row(
                        "form",
                        new Span(t("activities.batch.count", selection.count())),
                        Parts.row("pair", kind, title),
                        due,
                        share,
                        people,
                        description,
                        Parts.row("pair", reminder, urgent),
                        Parts.row("pair", repeats, weeks)),
                t("activities.batch.start", selection.count()),
                dialog -> {
                    var begun = new ArrayList<String>();
                    if (errors.attempt(() -> {
                        var minutes = reminder.getValue();
                        var task = new ActivityTask(
                                kind.getValue(),
                                title.getValue(),
                                description.getValue(),
                                ahead(due),
                                minutes == null || minutes < 0 ? null : minutes,
                                share.getValue(),
                                logins(people),
                                urgent.getValue(),
                                selection,
                                null);
                        if (repeats.getValue()) {
                            var repeated = series.begin(task, weeks.getValue() == null ? 0 : weeks.getValue());
                            begun.addAll(List.of(repeated.number(), String.valueOf(repeated.lastBatch())));
                        } else {
                            begun.add(batch.start(task).number());
                        }
                    })) {
                        dialog.close();
                        Parts.done(t("activities.batch.started", String.join(", ", begun)));
                        started.run();
                    }
                });
        title.focus();
    }

    /** Said here once, where it would else be the result of every row. */
    private Instant ahead(DueField due) {
        return due.get()
                .filter(moment -> moment.isAfter(parts.clock().instant()))
                .orElseThrow(() -> new otklik.kernel.Refusal("activities.plan.past").at("due"));
    }

    private static List<String> logins(MultiSelectComboBox<Account> people) {
        return people.getValue().stream().map(Account::login).sorted().toList();
    }
}
