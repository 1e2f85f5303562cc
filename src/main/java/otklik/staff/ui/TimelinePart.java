package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import otklik.engine.CurrentStep;
import otklik.engine.Diagrams;
import otklik.history.Event;
import otklik.kernel.Signals;
import otklik.security.Right;
import otklik.staff.EmployeeState;
import otklik.ui.Live;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** What has happened to an employee's account, the newest first: rights in words, fields by their names. */
@org.springframework.stereotype.Component
class TimelinePart implements EmployeeCardPart {
    private static final int LINES = 40;
    private static final int RIGHTS_SHOWN = 5;
    private static final Set<String> PEOPLE = Set.of("firstMessageGranted", "firstMessageRevoked");
    private static final Set<String> STATES = Set.of("employeeSuspended", "employeeResumed", "employeeLeft");

    private final StaffScreens staff;
    private final Diagrams diagrams;
    private final Signals signals;

    TimelinePart(StaffScreens staff, Diagrams diagrams, Signals signals) {
        this.staff = staff;
        this.diagrams = diagrams;
        this.signals = signals;
    }

    @Override
    public String title() {
        return "staff.timeline";
    }

    @Override
    public int order() {
        return 90;
    }

    @Override
    public Optional<Component> component(String login, Runnable changed) {
        var list = Parts.row("timeline");
        var topic = "employee:" + login;
        Runnable refresh = () -> show(list, topic);
        refresh.run();
        Live.refresh(list, signals, Set.of(topic), refresh);
        return Optional.of(list);
    }

    private void show(Div list, String caseKey) {
        var words = new CardWords(staff);
        list.removeAll();
        staff.history().of(caseKey, 0, LINES).forEach(event -> list.add(line(event, words)));
    }

    private Div line(Event event, CardWords words) {
        var line = new Div(new Div(
                new Span(t("history." + event.kind())), new Span(" "), Parts.moment(staff.texts(), event.at())));
        var change = change(event, words);
        if (!change.isEmpty()) {
            line.add(Parts.row("muted", new Div(change)));
        }
        var by = Parts.text("small", actor(event));
        by.addClassName("faint");
        line.add(by);
        return line;
    }

    private String change(Event event, CardWords words) {
        var note = event.note();
        var before = event.before();
        var after = event.after();
        if (event.kind().equals("employeeChanged") && note != null) {
            return words.of(note, before, after);
        }
        if (event.kind().equals("rightsGained") || event.kind().equals("rightsLost")) {
            return rights(String.valueOf(note));
        }
        if (STATES.contains(event.kind())) {
            return t(EmployeeState.valueOf(String.valueOf(before))) + " → "
                    + t(EmployeeState.valueOf(String.valueOf(after)));
        }
        if (event.kind().equals("absenceAdded")) {
            return after
                    + (note == null
                            ? ""
                            : " · "
                                    + t(
                                            "staff.absence.standsIn",
                                            staff.accounts().nameOf(note)));
        }
        if (PEOPLE.contains(event.kind())) {
            return staff.accounts().nameOf(String.valueOf(after == null ? before : after));
        }
        return String.join(
                " · ",
                java.util.stream.Stream.of(
                                before != null && after != null
                                        ? before + " → " + after
                                        : after != null ? after : before,
                                note)
                        .filter(text -> text != null && !text.isBlank())
                        .toList());
    }

    /** History may have cut a long note: what is no whole right any more is left out. */
    private static String rights(String codes) {
        List<String> words = Arrays.stream(codes.split(" "))
                .flatMap(code -> parse(code).stream())
                .sorted(RightWords.WIDEST)
                .map(RightWords::of)
                .toList();
        return words.size() <= RIGHTS_SHOWN
                ? String.join("; ", words)
                : t("staff.andMore", String.join("; ", words.subList(0, RIGHTS_SHOWN)), words.size() - RIGHTS_SHOWN);
    }

    private static Optional<Right> parse(String code) {
        try {
            return Optional.of(Right.parse(code));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException cut) {
            return Optional.empty();
        }
    }

    private String actor(Event event) {
        return switch (event.actorKind()) {
            case PERSON -> staff.accounts().nameOf(event.actor());
            case SYSTEM -> t("ui.name");
            case PROCESS ->
                CurrentStep.parse(event.actor())
                        .map(step -> diagrams.label(step, Texts.locale()))
                        .map(label -> t("staff.step", label.process(), label.version(), label.node()))
                        .orElse(event.actor());
        };
    }
}
