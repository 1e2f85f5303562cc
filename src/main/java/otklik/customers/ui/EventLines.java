package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.engine.CurrentStep;
import otklik.history.Event;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** Lines of the timeline in words: what, when, before and after, who, in whose name. */
class EventLines {
    /** Where the page of a case opens, by the beginning of its key. */
    private static final Map<String, String> PAGES =
            Map.of("K-", CompanyView.PATH + "/", "P-", PeopleView.PATH + "/", "R-", "communications/", "M-", "inbox/");

    /** Kinds whose values are logins. */
    private static final Set<String> LOGINS = Set.of("companyResponsible", "companyManager", "activityHandedOver");
    /** Kinds that say all there is. */
    private static final Set<String> SPEAKING = Set.of("companyInWork", "companyOutOfWork");

    private final CompanyScreens screens;

    EventLines(CompanyScreens screens) {
        this.screens = screens;
    }

    /** @param of what the line is of, to be named and linked; none where the page tells it already */
    Div line(Event event, @Nullable String of) {
        var own = event.kind().equals("companyCustom") && event.note() != null;
        var head = new Div(
                Parts.text("event-what", own ? String.valueOf(event.note()) : t("history." + event.kind())),
                new Span(" "),
                Parts.moment(screens.texts(), event.at()));
        if (event.foreignEdit()) {
            head.add(new Span(" "), foreign());
        }
        var line = new Div(head);
        var change = change(event);
        if (!change.isEmpty()) {
            line.add(Parts.text("muted", change));
        }
        var by = Parts.text("small", who(event));
        by.addClassName("faint");
        line.add(of == null ? by : new Div(by, new Span(" · "), link(event.caseKey(), of)));
        return line;
    }

    private static Span foreign() {
        var tag = Parts.tag(Parts.Tone.TODAY, t("customers.history.foreign"));
        tag.setTitle(t("customers.history.foreign.hint"));
        return tag;
    }

    private static Span link(String caseKey, String name) {
        return PAGES.entrySet().stream()
                .filter(page -> caseKey.startsWith(page.getKey()))
                .findFirst()
                .map(page -> {
                    var link = Parts.link(page.getValue() + caseKey, name);
                    return new Span(link);
                })
                .orElseGet(() -> new Span(name));
    }

    private String who(Event event) {
        var actor = CurrentStep.parse(event.actor())
                .map(step -> screens.diagrams().label(step, Texts.locale()))
                .map(label -> t("customers.history.step", label.process(), label.version(), label.node()))
                .orElseGet(() -> event.actorKind() == Event.ActorKind.SYSTEM
                        ? t("ui.name")
                        : screens.accounts().nameOf(event.actor()));
        return event.onBehalfOf() == null
                ? actor
                : t("customers.history.onBehalf", actor, screens.accounts().nameOf(event.onBehalfOf()));
    }

    private String change(Event event) {
        if (SPEAKING.contains(event.kind())) {
            return event.note() == null ? "" : event.note();
        }
        var before = word(event, event.before());
        // Who took it stands below as who did it.
        var after = event.kind().equals("workTaken") && event.actor().equals(event.after())
                ? ""
                : word(event, event.after());
        var isField = event.kind().startsWith("company") || event.kind().startsWith("person");
        var change = before.isEmpty() && after.isEmpty()
                ? ""
                : isField && event.before() != null
                        ? before + " → " + (after.isEmpty() ? "—" : after)
                        : before.isEmpty() || after.isEmpty() ? before + after : before + " → " + after;
        var note = event.note();
        if (note == null || note.isBlank() || event.kind().equals("companyCustom")) {
            return change;
        }
        return change.isEmpty() ? note : change + ": " + note;
    }

    /** A login by its name, a moment by the clock, a state by its word, anything else as it is. */
    private String word(Event event, @Nullable String value) {
        if (value == null) {
            return "";
        }
        if (LOGINS.contains(event.kind())) {
            return screens.accounts().nameOf(value);
        }
        if (value.matches("[A-Z_]{3,40}")) {
            return Texts.maybe("requests.RequestStatus." + value)
                    .or(() -> Texts.maybe("inbox.MessageStatus." + value))
                    .or(() -> Texts.maybe("telephony.CallCause." + value))
                    .orElse(value);
        }
        if (event.kind().equals("companyCustom") && (value.equals("yes") || value.equals("no"))) {
            return t("customers.card." + value);
        }
        try {
            return screens.texts().moment(Instant.parse(value));
        } catch (DateTimeParseException noMoment) {
            return event.caseKey().startsWith("K-") ? value : screens.accounts().nameOf(value);
        }
    }
}
