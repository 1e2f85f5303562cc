package otklik.tasks.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import otklik.customers.Companies;
import otklik.customers.People;
import otklik.engine.CurrentStep;
import otklik.engine.Deadlines;
import otklik.engine.Diagrams;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Signals;
import otklik.notices.Notices;
import otklik.security.Accounts;
import otklik.security.Role;
import otklik.tasks.GivenTask;
import otklik.tasks.GivenTasks;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.Capacity;

/** What the screens of assignments share: services, and how one looks. */
@org.springframework.stereotype.Component
record TaskParts(
        GivenTasks tasks,
        Companies companies,
        People people,
        Accounts accounts,
        History history,
        Diagrams diagrams,
        Deadlines deadlines,
        Capacity capacity,
        Texts texts,
        Signals signals,
        Clock clock) {
    /** Where the page of a case opens, by the beginning of its key. */
    private static final Map<String, String> PAGES = Map.of(
            "K-",
            "companies/",
            "P-",
            "people/",
            "R-",
            "communications/",
            "M-",
            "inbox/",
            "A-",
            "activities/",
            "T-",
            "tasks/");

    private static final int LINES = 50;

    Parts.Tone tone(GivenTask task) {
        return switch (task.state()) {
            case DONE -> Parts.Tone.OK;
            case DECLINED, WITHDRAWN -> Parts.Tone.NONE;
            case NEW, IN_PROGRESS -> tone(task.due());
        };
    }

    private Parts.Tone tone(Instant due) {
        var today = clock.instant().atZone(texts.zone()).toLocalDate();
        return texts.isPast(due)
                ? Parts.Tone.LATE
                : due.atZone(texts.zone()).toLocalDate().equals(today) ? Parts.Tone.TODAY : Parts.Tone.PLAN;
    }

    /** The date in words, never by colour alone: "2 h late", "today 15:00". */
    String when(GivenTask task) {
        var closed = task.closedAt();
        if (!task.isOpen()) {
            return t(task.state()) + (closed == null ? "" : " " + texts.moment(closed));
        }
        return switch (tone(task.due())) {
            case LATE -> texts.until(task.due());
            case TODAY -> t("tasks.today", texts.moment(task.due()));
            default -> texts.moment(task.due());
        };
    }

    Span tag(GivenTask task) {
        var tag = Parts.tag(tone(task), when(task));
        tag.setTitle(texts.fullMoment(task.due()));
        return tag;
    }

    /** Who is to do it. */
    String who(GivenTask task) {
        var login = task.responsible();
        return login == null ? group(task.queue()) : accounts.nameOf(login);
    }

    /** Who gave it: a person, or a rule by its number. */
    String giver(GivenTask task) {
        return task.giver().equals(Notices.PROGRAM)
                ? t("tasks.byRule", String.valueOf(task.rule()))
                : accounts.nameOf(task.giver());
    }

    /** A group by the name people know. */
    String group(String id) {
        return accounts.group(id)
                .map(group -> group.name() == null
                        ? Role.ofGroup(id).map(role -> t(role)).orElse(id)
                        : String.valueOf(group.name()))
                .orElse(id);
    }

    /** The page of a case; empty where it has none. */
    static Optional<String> page(@Nullable String caseKey) {
        return caseKey == null
                ? Optional.empty()
                : PAGES.entrySet().stream()
                        .filter(page -> caseKey.startsWith(page.getKey()))
                        .findFirst()
                        .map(page -> page.getValue() + caseKey);
    }

    static Component about(String caseKey) {
        return link(caseKey, caseKey);
    }

    /** What a case is called, with its number: a company and a person by name. */
    String named(String caseKey) {
        var name = caseKey.startsWith("K-")
                ? companies.find(caseKey).map(company -> company.name())
                : caseKey.startsWith("P-")
                        ? people.find(caseKey).map(person -> person.name())
                        : Optional.<String>empty();
        return name.map(known -> known + " · " + caseKey).orElse(caseKey);
    }

    Component aboutNamed(String caseKey) {
        return link(caseKey, named(caseKey));
    }

    private static Component link(String caseKey, String text) {
        return page(caseKey).<Component>map(path -> Parts.link(path, text)).orElseGet(() -> new Span(text));
    }

    /** The case whose page is at an address, such as {@code companies/K-7/people}; empty where it is none. */
    static Optional<String> caseAt(String path) {
        var parts = path.split("/");
        return parts.length < 2
                ? Optional.empty()
                : PAGES.entrySet().stream()
                        .filter(page -> page.getValue().equals(parts[0] + "/"))
                        .filter(page -> parts[1].matches(page.getKey() + "\\d+"))
                        .findFirst()
                        .map(page -> parts[1]);
    }

    static Button small(String text, Runnable action) {
        var button = new Button(text, click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return button;
    }

    /** A question with its fields, a way out and the act that its button names; the act closes the dialog. */
    static Dialog ask(String title, Component body, String confirm, Consumer<Dialog> act) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(title);
        dialog.setWidth("560px");
        dialog.add(body);
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(confirm, "Ctrl+Enter", "Ctrl ↵", () -> act.accept(dialog))));
        dialog.open();
        return dialog;
    }

    /** What happened to a case, the newest first. */
    Div timeline(String caseKey) {
        var list = Parts.row("timeline");
        history.of(caseKey, 0, LINES).forEach(event -> list.add(line(event)));
        return list;
    }

    private Div line(Event event) {
        var line = new Div(
                new Div(new Span(t("history." + event.kind())), new Span(" "), Parts.moment(texts, event.at())));
        var change = change(event);
        if (!change.isEmpty()) {
            line.add(Parts.text("muted", change));
        }
        var by = Parts.text("small", by(event));
        by.addClassName("faint");
        line.add(by);
        return line;
    }

    private String by(Event event) {
        var actor = CurrentStep.parse(event.actor())
                .map(step -> diagrams.label(step, Texts.locale()))
                .map(label -> t("tasks.step", label.process(), label.version(), label.node()))
                .orElseGet(() ->
                        event.actorKind() == Event.ActorKind.SYSTEM ? t("ui.name") : accounts.nameOf(event.actor()));
        return event.onBehalfOf() == null ? actor : accounts.nameOf(event.onBehalfOf()) + " · " + actor;
    }

    private String change(Event event) {
        var before = word(event.before());
        // Who took it stands below as who did it.
        var after = event.kind().equals("workTaken") && event.actor().equals(event.after()) ? "" : word(event.after());
        var change = before.isEmpty() || after.isEmpty() ? before + after : before + " → " + after;
        var note = event.note();
        return note == null || note.isBlank() ? change : change.isEmpty() ? note : change + ": " + note;
    }

    /** A moment by the clock, a login or group by its name, anything else as it is. */
    private String word(@Nullable String value) {
        if (value == null) {
            return "";
        }
        try {
            return texts.moment(Instant.parse(value));
        } catch (DateTimeParseException noMoment) {
            return accounts.group(value).isPresent() ? group(value) : accounts.nameOf(value);
        }
    }
}
