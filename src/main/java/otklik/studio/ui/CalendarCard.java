package otklik.studio.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import otklik.engine.CompanyCalendar.Day;
import otklik.kernel.Refusal;
import otklik.security.Accounts;
import otklik.studio.CompanySettings;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The exceptions from the usual working days, year by year; one is added by a form, many by a pasted list. */
class CalendarCard extends Div {
    private final transient CompanySettings settings;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final transient Clock clock;
    private final Div years = Parts.row("chips");
    private final Div days = Parts.row("calendar-days");
    private final DatePicker date = new DatePicker();
    private final Select<Boolean> kind = new Select<>();
    private final TextField note = new TextField();
    private final Div problem = Parts.row("setting-problem");
    private transient @Nullable Shown shown;
    private int year;

    CalendarCard(CompanySettings settings, Accounts accounts, Texts texts, Clock clock) {
        this.settings = settings;
        this.accounts = accounts;
        this.texts = texts;
        this.clock = clock;
        this.year = today().getYear();
        addClassName("card");
        setId("calendar");
        var history = new Button(t("studio.settings.historyLink"), click -> openHistory());
        history.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_TERTIARY_INLINE);
        history.getElement().setAttribute("aria-haspopup", "dialog");
        add(
                Parts.row("head", new H2(t("studio.calendar")), Parts.row("grow"), history),
                Parts.row("body", Parts.text("muted", t("studio.calendar.hint")), years, days, form(), problem));
        refresh();
    }

    /** What the page shows; nothing is drawn anew that has not changed. */
    private record Shown(int year, List<Integer> years, List<Day> days) {}

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), texts.zone());
    }

    private Component form() {
        date.setLocale(Texts.locale());
        date.setPlaceholder(t("studio.calendar.date"));
        named(date, "studio.calendar.date");
        kind.setItems(false, true);
        kind.setItemLabelGenerator(CalendarCard::kind);
        kind.setValue(false);
        kind.setAriaLabel(t("studio.calendar.kind"));
        note.setPlaceholder(t("studio.calendar.note"));
        named(note, "studio.calendar.note");
        problem.getElement().setAttribute("role", "alert");
        var add = new Button(t("studio.calendar.add"), click -> add());
        var paste = new Button(t("studio.calendar.paste"), click -> openPaste());
        paste.getElement().setAttribute("aria-haspopup", "dialog");
        return Parts.row("line", date, kind, note, add, paste);
    }

    private static void named(Component field, String key) {
        field.getElement().executeJs("this.accessibleName = $0", t(key));
    }

    private static String kind(boolean working) {
        return working ? t("studio.calendar.workingDay") : t("studio.calendar.dayOff");
    }

    /** Shows the calendar as it is now; what is typed into the form stays. */
    final void refresh() {
        var exceptions = settings.days(year);
        var now = new Shown(year, settings.years(), exceptions);
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        years.removeAll();
        var known = new TreeSet<>(now.years());
        known.add(today().getYear());
        known.add(today().getYear() + 1);
        known.add(year);
        known.forEach(candidate -> {
            var chip = new NativeButton(String.valueOf(candidate), click -> {
                year = candidate;
                refresh();
            });
            chip.addClassName("chip");
            chip.getElement().setAttribute("aria-pressed", String.valueOf(candidate == year));
            years.add(chip);
        });
        days.removeAll();
        if (exceptions.isEmpty()) {
            days.add(Parts.text("muted", t("studio.calendar.none", String.valueOf(year))));
        }
        exceptions.forEach(day -> days.add(line(day)));
    }

    private Div line(Day day) {
        var shown = day.date().format(DateTimeFormatter.ofPattern("d MMMM, EEE", Texts.locale()));
        var when = new Span(shown);
        when.setTitle(day.date().toString());
        var remove = new Button(t("studio.calendar.remove"), click -> remove(day));
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_TERTIARY_INLINE);
        remove.getElement().setAttribute("aria-label", t("studio.calendar.removeOf", shown));
        return Parts.row(
                "calendar-day",
                when,
                Parts.tag(day.working() ? Parts.Tone.OK : Parts.Tone.PLAN, kind(day.working())),
                Parts.text("muted", day.note() == null ? "" : day.note()),
                remove);
    }

    private void add() {
        var chosen = date.getValue();
        problem.setText("");
        date.setInvalid(false);
        try {
            settings.addDay(chosen, kind.getValue(), note.getValue());
        } catch (Refusal refusal) {
            date.setInvalid(true);
            problem.setText(refusal.in(Texts.locale()));
            return;
        }
        year = chosen.getYear();
        date.clear();
        note.clear();
        refresh();
        Parts.done(t("studio.calendar.added", chosen.toString()));
    }

    private void remove(Day day) {
        if (Parts.attempt(() -> settings.removeDay(day.date()))) {
            Parts.doneWithUndo(t("studio.calendar.removed", day.date().toString()), () -> {
                settings.addDay(day.date(), day.working(), day.note() == null ? "" : day.note());
                refresh();
            });
        }
        refresh();
    }

    private void openPaste() {
        var dialog = new Dialog();
        dialog.setHeaderTitle(t("studio.calendar.paste"));
        var text = new TextArea();
        text.setWidth("480px");
        text.setMinHeight("220px");
        text.addClassName("paste");
        named(text, "studio.calendar.paste");
        var hint = Parts.text("muted", t("studio.calendar.pasteHint"));
        hint.addClassName("pre");
        var save = Parts.primary(new Button(t("studio.settings.save"), click -> {
            try {
                int changed = settings.pasteDays(text.getValue());
                dialog.close();
                refresh();
                Parts.done(t("studio.calendar.pasted", changed));
            } catch (Refusal refusal) {
                text.setErrorMessage(refusal.in(Texts.locale()));
                text.setInvalid(true);
            }
        }));
        dialog.add(Parts.row("form", hint, text));
        dialog.getFooter().add(new Button(t("studio.settings.cancel"), click -> dialog.close()), save);
        dialog.open();
        text.focus();
    }

    private void openHistory() {
        SettingHistory.open(
                t("studio.calendar"),
                settings.historyOfCalendar(SettingHistory.LINES),
                UnaryOperator.identity(),
                accounts,
                texts);
    }
}
