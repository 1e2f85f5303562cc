package otklik.activities.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import otklik.activities.Activities;
import otklik.activities.Activity;
import otklik.activities.FollowUps;
import otklik.calls.PromisedTime;
import otklik.customers.ClientZone;
import otklik.customers.People;
import otklik.kernel.Signals;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Role;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.Capacity;

/** What the screens of activities share: services, and how one looks. */
@org.springframework.stereotype.Component
record ActivityParts(
        Activities activities,
        FollowUps followUps,
        Capacity capacity,
        PromisedTime promises,
        ClientZone zones,
        People customers,
        Accounts accounts,
        Texts texts,
        Signals signals,
        Clock clock) {
    /** Due within the day counts as today. */
    Parts.Tone tone(Activity activity) {
        return switch (activity.state()) {
            case DONE -> Parts.Tone.OK;
            case CANCELLED -> Parts.Tone.NONE;
            case PLANNED -> tone(activity.due());
        };
    }

    Parts.Tone tone(Instant due) {
        var today = clock.instant().atZone(texts.zone()).toLocalDate();
        return texts.isPast(due)
                ? Parts.Tone.LATE
                : due.atZone(texts.zone()).toLocalDate().equals(today) ? Parts.Tone.TODAY : Parts.Tone.PLAN;
    }

    /** The state in words, never by colour alone: "2 h late", "today 15:00". */
    String when(Activity activity) {
        var closed = activity.closedAt();
        if (!activity.isPlanned()) {
            return t(activity.state()) + (closed == null ? "" : " " + texts.moment(closed));
        }
        return switch (tone(activity.due())) {
            case LATE -> texts.until(activity.due());
            case TODAY -> t("activities.today", texts.moment(activity.due()));
            default -> texts.moment(activity.due());
        };
    }

    Span tag(Activity activity) {
        var tag = Parts.tag(tone(activity), when(activity));
        tag.setTitle(texts.fullMoment(activity.due()) + there(activity.due(), activity.zone()));
        return tag;
    }

    /** The same moment by the client's clock, where it differs from ours. */
    String there(Instant due, @Nullable ZoneId zone) {
        if (zone == null
                || due.atZone(zone).getOffset().equals(due.atZone(texts.zone()).getOffset())) {
            return "";
        }
        return " · "
                + t(
                        "activities.there",
                        due.atZone(zone).format(DateTimeFormatter.ofPattern("d MMM, HH:mm", Texts.locale())));
    }

    /** Who is to do it. */
    String who(Activity activity) {
        var login = activity.responsible();
        return login == null ? group(activity.queue()) : accounts.nameOf(login);
    }

    /** A queue by the name people know. */
    String group(String id) {
        return accounts.group(id)
                .map(group -> group.name() == null
                        ? Role.ofGroup(id).map(role -> t(role)).orElse(id)
                        : String.valueOf(group.name()))
                .orElse(id);
    }

    List<Account> people() {
        return accounts.all().stream().filter(Account::active).toList();
    }

    /** A moment in which something lies is a moment of the clock of the client. */
    ZoneId zone(@Nullable ZoneId zone) {
        return zone == null ? texts.zone() : zone;
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

    /** What is said of an activity besides its state. */
    Div meta(Activity activity) {
        var meta =
                new Div(new Span(t(activity.kind()) + " · " + who(activity) + there(activity.due(), activity.zone())));
        meta.addClassNames("small", "muted");
        return meta;
    }

    static @Nullable Duration minutes(@Nullable Integer minutes) {
        return minutes == null || minutes < 0 ? null : Duration.ofMinutes(minutes);
    }
}
