package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import otklik.engine.CurrentStep;
import otklik.history.Event;
import otklik.requests.RequestCard;
import otklik.requests.RequestStatus;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** What happened to the request, the newest first. */
class TimelinePanel extends Div {
    private static final int LINES = 30;

    private final transient RequestPages parts;

    TimelinePanel(RequestPages parts) {
        this.parts = parts;
        addClassName("body");
    }

    void show(RequestCard request) {
        removeAll();
        var list = Parts.row("timeline");
        parts.history().of(request.number(), 0, LINES).forEach(event -> list.add(line(event)));
        add(list);
    }

    private Div line(Event event) {
        var what = new Span(t("history." + event.kind()));
        var change = change(event);
        var actor = actor(event);
        var by = Parts.text(
                "small",
                event.onBehalfOf() == null
                        ? actor
                        : t("requests.onBehalf", actor, parts.accounts().nameOf(String.valueOf(event.onBehalfOf()))));
        by.addClassName("faint");
        var line = new Div(new Div(what, new Span(" "), Parts.moment(parts.texts(), event.at())));
        if (!change.isEmpty()) {
            line.add(Parts.text("muted", change));
        }
        line.add(by);
        return line;
    }

    private String actor(Event event) {
        return CurrentStep.parse(event.actor())
                .map(step -> parts.diagrams().label(step, Texts.locale()))
                .map(label -> t("requests.step", label.process(), label.version(), label.node()))
                .orElseGet(() -> event.actorKind() == Event.ActorKind.SYSTEM
                        ? t("ui.name")
                        : parts.accounts().nameOf(event.actor()));
    }

    /** Before and after in words, and why. */
    private String change(Event event) {
        var before = word(event.before());
        // Who took it stands below as who did it.
        var after = event.kind().equals("workTaken") && event.actor().equals(event.after()) ? "" : word(event.after());
        var change = before.isEmpty() || after.isEmpty() ? before + after : before + " → " + after;
        return event.note() == null || event.note().isBlank()
                ? change
                : change.isEmpty() ? event.note() : change + ": " + event.note();
    }

    /** A status by its word, a moment by the clock, a login or group by its name, anything else as it is. */
    private String word(@Nullable String value) {
        if (value == null) {
            return "";
        }
        var status = Arrays.stream(RequestStatus.values())
                .filter(candidate -> candidate.name().equals(value))
                .findFirst();
        if (status.isPresent()) {
            return t(status.get());
        }
        var cause = Texts.maybe("telephony.CallCause." + value);
        if (cause.isPresent()) {
            return cause.get();
        }
        try {
            return parts.texts().moment(Instant.parse(value));
        } catch (DateTimeParseException noMoment) {
            return parts.accounts()
                    .group(value)
                    .filter(group -> group.name() != null)
                    .map(group -> String.valueOf(group.name()))
                    .orElseGet(() -> parts.accounts().nameOf(value));
        }
    }
}
