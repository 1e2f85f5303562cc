package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import otklik.engine.Timers.Timer;
import otklik.requests.RequestCard;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.WorkItem;

/** What is promised in a case: the tasks of people, and the timers with what each will do and when; a head moves and stops them. */
class PromisesPanel extends Div {
    private static final int LONGEST_REASON = 400;

    private final transient RequestPages parts;
    private final transient Act act;

    PromisesPanel(RequestPages parts, Act act) {
        this.parts = parts;
        this.act = act;
        addClassName("body");
    }

    void show(RequestCard request, List<WorkItem> tasks) {
        removeAll();
        tasks.forEach(task -> add(task(task)));
        var mayChange = parts.promises().mayChange(request);
        parts.promises().of(request.number(), Texts.locale()).forEach(timer -> add(timer(request, timer, mayChange)));
        for (var incident : parts.incidents().of(request.processInstanceId())) {
            add(Parts.row("note", new Span(t("requests.standsStill", incident.reason()))));
        }
        if (getComponentCount() == 0) {
            add(Parts.text("muted", t("requests.noPromises")));
        }
    }

    private Div task(WorkItem task) {
        var due = task.due();
        var when = due == null
                ? Parts.tag(Parts.Tone.PLAN, t("requests.now"))
                : Parts.tag(
                        parts.texts().isPast(due) ? Parts.Tone.LATE : Parts.Tone.TODAY,
                        parts.texts().until(due));
        if (due != null) {
            when.setTitle(parts.texts().fullMoment(due));
        }
        var who = task.assignee() == null
                ? t("requests.anybody")
                : parts.accounts().nameOf(String.valueOf(task.assignee()));
        var label = parts.diagrams().label(task.processDefinitionId(), task.taskKey(), Texts.locale());
        return Parts.row("promise", new Div(when, new Span(" " + label)), Parts.text("muted", who));
    }

    private Div timer(RequestCard request, Timer timer, boolean mayChange) {
        var when = timer.paused()
                ? Parts.tag(Parts.Tone.NONE, t("requests.promise.paused"))
                : Parts.tag(
                        parts.texts().isPast(timer.due()) ? Parts.Tone.LATE : Parts.Tone.PLAN,
                        parts.texts().until(timer.due()));
        when.setTitle(parts.texts().fullMoment(timer.due()));
        var line = Parts.row(
                "promise",
                new Div(when, new Span(" " + timer.effect())),
                Parts.text("muted", timer.title() + " · " + parts.texts().moment(timer.due())));
        if (mayChange) {
            line.add(Parts.row(
                    "line",
                    small(t("requests.promise.shift"), () -> askShift(request, timer)),
                    timer.paused()
                            ? small(
                                    t("requests.promise.resume"),
                                    () -> askReason(
                                            t("requests.promise.resume.title", timer.effect()),
                                            t("requests.promise.resume"),
                                            reason -> parts.promises().resume(request.number(), timer.id(), reason)))
                            : small(
                                    t("requests.promise.pause"),
                                    () -> askReason(
                                            t("requests.promise.pause.title", timer.effect()),
                                            t("requests.promise.pause"),
                                            reason -> parts.promises().pause(request.number(), timer.id(), reason)))));
        }
        return line;
    }

    private static Button small(String text, Runnable action) {
        var button = new Button(text, click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return button;
    }

    private void askShift(RequestCard request, Timer timer) {
        var zone = parts.texts().zone();
        var to = new DateTimePicker(t("requests.promise.to"));
        to.setLocale(Texts.locale());
        to.setStep(Duration.ofMinutes(15));
        to.setValue(timer.due().atZone(zone).toLocalDateTime().withSecond(0).withNano(0));
        to.setWidthFull();
        var reason = reason();
        Question.ask(
                t("requests.promise.shift.title", timer.effect()),
                Parts.row("form", to, reason),
                t("requests.promise.shift"),
                dialog -> {
                    var chosen = to.getValue();
                    if (chosen == null) {
                        to.setInvalid(true);
                        to.setErrorMessage(t("requests.promise.past"));
                    } else if (isGiven(reason)
                            && act.run(() -> parts.promises()
                                    .shift(
                                            request.number(),
                                            timer.id(),
                                            chosen.atZone(zone).toInstant(),
                                            reason.getValue()))) {
                        dialog.close();
                    }
                });
    }

    private void askReason(String title, String confirm, Consumer<String> change) {
        var reason = reason();
        Question.ask(title, reason, confirm, dialog -> {
            if (isGiven(reason) && act.run(() -> change.accept(reason.getValue()))) {
                dialog.close();
            }
        });
    }

    private static TextField reason() {
        var reason = new TextField(t("requests.reason"));
        reason.setMaxLength(LONGEST_REASON);
        reason.setRequired(true);
        reason.setWidthFull();
        return reason;
    }

    private static boolean isGiven(TextField reason) {
        var given = !reason.getValue().isBlank();
        reason.setInvalid(!given);
        reason.setErrorMessage(given ? "" : t("requests.promise.reasonMissing", LONGEST_REASON));
        if (!given) {
            reason.focus();
        }
        return given;
    }
}
