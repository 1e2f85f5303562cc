package otklik.activities.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;
import otklik.activities.Activity;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** One activity, to be closed where it is read. What was typed stays while others change things. */
class ActivityPane extends Div {
    private final transient ActivityParts parts;
    private final transient ActivityDialogs dialogs;
    private final transient Runnable changed;
    private @Nullable Activity shown;

    ActivityPane(ActivityParts parts, ActivityDialogs dialogs, Runnable changed) {
        this.parts = parts;
        this.dialogs = dialogs;
        this.changed = changed;
        addClassName("card");
    }

    /** Draws it, unless it is drawn as it is. */
    void show(@Nullable String number) {
        var activity = number == null ? null : parts.activities().find(number).orElse(null);
        if (activity == null) {
            shown = null;
            removeAll();
            add(Parts.empty(t(number == null ? "activities.none" : "activities.notFound"), t("activities.none.hint")));
        } else if (!activity.equals(shown)) {
            shown = activity;
            removeAll();
            draw(activity);
        }
    }

    private void draw(Activity activity) {
        var company = new Anchor("companies/" + activity.company(), activity.companyName());
        company.getElement().setAttribute("router-link", true);
        var facts = Parts.row(
                "kv",
                new Span(t("activities.company")),
                company,
                new Span(t("activities.kind")),
                new Span(t(activity.kind())),
                new Span(t("activities.responsible")),
                new Span(parts.who(activity)),
                new Span(t("activities.dueShort")),
                new Span(parts.texts().moment(activity.due()) + parts.there(activity.due(), activity.zone())));
        facts.addClassName("wide");
        parts.customers().find(String.valueOf(activity.person())).ifPresent(client -> {
            var link = new Anchor("people/" + client.number(), client.name());
            link.getElement().setAttribute("router-link", true);
            facts.add(new Span(t("activities.withWhom")), link);
        });
        var body = Parts.row("body", facts);
        if (!activity.description().isBlank()) {
            body.add(Parts.text("act-words", activity.description()));
        }
        var foot = Parts.row("foot");
        if (activity.isPlanned()) {
            if (parts.activities().mayClose(activity)) {
                var errors = new FormErrors();
                var closing = new ClosingFields(parts, errors, activity.zone(), activity.title());
                body.add(closing);
                foot.add(Parts.primary(Parts.button(
                        t("activities.close"),
                        "Ctrl+Enter",
                        "Ctrl ↵",
                        () -> dialogs.closed(activity, errors, closing, changed))));
            }
            if (parts.activities().mayChange(activity)) {
                foot.add(
                        ActivityParts.small(t("activities.move"), () -> dialogs.move(activity, changed)),
                        ActivityParts.small(t("activities.handOver"), () -> dialogs.handOver(activity, changed)),
                        ActivityParts.small(t("activities.cancel"), () -> dialogs.cancel(activity, changed)));
            }
        } else {
            var outcome = activity.outcome();
            body.add(Parts.row(
                    "note",
                    new Span((outcome == null ? t(activity.state()) : t(outcome))
                            + (activity.result().isBlank() ? "" : ": " + activity.result())),
                    Parts.text("faint", " " + parts.accounts().nameOf(String.valueOf(activity.closedBy())))));
        }
        add(
                Parts.row(
                        "head",
                        new H1(activity.title()),
                        Parts.row("grow"),
                        Parts.text("faint", activity.number()),
                        parts.tag(activity)),
                body,
                foot);
    }
}
