package otklik.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.dom.Element;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Small pieces that look the same on every screen. Colour speaks state only, and never alone: a tag always has a word. */
public final class Parts {
    private static final int SHORT_NOTICE_MILLIS = 4000;
    private static final String SHORT_NOTICE = "otklik-short-notice";
    private static final int UNDO_NOTICE_MILLIS = 8000;

    private Parts() {}

    /** How a state looks. */
    public enum Tone {
        LATE,
        TODAY,
        OK,
        PLAN,
        NONE;

        String css() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Span tag(Tone tone, String text) {
        var tag = new Span(text);
        tag.addClassNames("tag", tone.css());
        return tag;
    }

    public static Div row(String css, Component... children) {
        var row = new Div(children);
        row.addClassName(css);
        return row;
    }

    public static Span text(String css, String text) {
        var span = new Span(text);
        span.addClassName(css);
        return span;
    }

    /** A moment in short, in full on hover. */
    public static Span moment(Texts texts, Instant instant) {
        var span = new Span(texts.moment(instant));
        span.addClassName("moment");
        span.setTitle(texts.fullMoment(instant));
        return span;
    }

    /** A button with the key that presses it, written on it. */
    public static Button button(String text, String key, String keyLabel, Runnable action) {
        var button = new Button(text, click -> action.run());
        if (!key.isEmpty()) {
            var hint = new Element("kbd");
            hint.setText(keyLabel);
            hint.setAttribute("slot", "suffix");
            hint.setAttribute("aria-hidden", "true");
            button.getElement().appendChild(hint);
            button.getElement().setAttribute("data-key", key);
        }
        return button;
    }

    public static Button primary(Button button) {
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        return button;
    }

    /** An invisible button that a key presses. */
    public static NativeButton key(String key, String label, Runnable action) {
        var button = new NativeButton(label, click -> action.run());
        button.addClassName("key-only");
        button.getElement().setAttribute("data-key", key);
        button.getElement().setAttribute("tabindex", "-1");
        button.getElement().setAttribute("aria-hidden", "true");
        return button;
    }

    /** Lets a key put the cursor into a field, at once and without asking the server. */
    public static void focusedBy(Component field, String key) {
        field.getElement().setAttribute("data-key", key);
        field.getElement().setAttribute("data-focus", true);
    }

    /** A field for a day, in the language of the screen; weeks begin on Monday. */
    public static DatePicker date(String label) {
        var locale = Texts.locale();
        var words = new DatePicker.DatePickerI18n()
                .setMonthNames(Arrays.stream(Month.values())
                        .map(month -> month.getDisplayName(TextStyle.FULL_STANDALONE, locale))
                        .toList())
                .setWeekdays(days(TextStyle.FULL_STANDALONE, locale))
                .setWeekdaysShort(days(TextStyle.SHORT_STANDALONE, locale))
                .setFirstDayOfWeek(1)
                .setToday(Texts.t("ui.today"))
                .setCancel(Texts.t("ui.cancel"))
                .setDateFormat("dd.MM.yyyy");
        var field = new DatePicker(label);
        field.setLocale(locale);
        field.setI18n(words);
        return field;
    }

    /** From Sunday on, as the field wants them. */
    private static List<String> days(TextStyle style, Locale locale) {
        return Stream.of(DayOfWeek.values())
                .map(day -> day.minus(1).getDisplayName(style, locale))
                .toList();
    }

    /** A link to another screen, opened without loading the page anew. */
    public static Anchor link(String path, String text) {
        var link = new Anchor(path, text);
        link.getElement().setAttribute("router-link", true);
        return link;
    }

    /** A link to a file that the server gives out beside the screens; opens in a window of its own. */
    public static Anchor file(String path, String name) {
        var link = new Anchor(path, name);
        link.setTarget("_blank");
        link.getElement().setAttribute("router-ignore", true);
        return link;
    }

    /** What to say where a list is empty: why, and what would fill it. */
    public static Div empty(String title, String hint) {
        return row("empty", text("empty-title", title), text("muted", hint));
    }

    /** Says what was done, in the place of what was said before: who works fast would else see a pile of it. */
    public static void done(String message) {
        var ui = UI.getCurrent();
        if (ComponentUtil.getData(ui, SHORT_NOTICE) instanceof Notification before) {
            before.close();
        }
        var notice = Notification.show(message, SHORT_NOTICE_MILLIS, Notification.Position.BOTTOM_START);
        ComponentUtil.setData(ui, SHORT_NOTICE, notice);
    }

    /** Says what was done and offers to take it back for eight seconds. */
    public static void doneWithUndo(String message, Runnable undo) {
        var notice = new Notification();
        notice.setPosition(Notification.Position.BOTTOM_START);
        notice.setDuration(UNDO_NOTICE_MILLIS);
        var button = button(Texts.t("ui.undo"), "KeyZ", "Z", () -> {
            notice.close();
            attempt(undo);
        });
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        notice.add(row("notice", new Span(message), button));
        notice.open();
    }

    /** An error stays until it is read. */
    public static void failed(String message) {
        var notice = new Notification();
        notice.setPosition(Notification.Position.BOTTOM_START);
        notice.setDuration(0);
        notice.addThemeName("error");
        notice.setAssertive(true);
        var close = new Button(Texts.t("ui.close"), click -> notice.close());
        close.addThemeVariants(ButtonVariant.LUMO_SMALL);
        notice.add(row("notice", new Span(message), close));
        notice.open();
    }

    /**
     * Runs what a person asked for; a refusal is shown in words, anything else goes to the error handler. What was noted without the step
     * being over counts as done.
     */
    public static boolean attempt(Runnable action) {
        try {
            action.run();
            return true;
        } catch (RuntimeException failure) {
            var refusal = otklik.kernel.Refusal.in(failure).orElseThrow(() -> failure);
            if (refusal instanceof otklik.kernel.Noted) {
                done(Texts.problem(failure));
                return true;
            }
            failed(Texts.problem(failure));
            return false;
        }
    }
}
