package otklik.studio.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import otklik.engine.SettingReaders.Reader;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters.Entry;
import otklik.kernel.Refusal;
import otklik.security.Accounts;
import otklik.studio.CompanySettings;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** One setting of the page: what it means, what is in force, who changed it; its value is changed in its place. */
class SettingRow extends Div {
    private final transient CompanySettings settings;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final Parameter parameter;
    private final Div current = Parts.row("setting-current");
    private final Div byDefault = Parts.row("setting-default");
    private final Div lastChange = Parts.row("setting-change");
    private final Div use = new Div();
    private transient Entry entry;
    private transient List<Reader> readers = List.of();
    private transient @Nullable Entry shownFacts;
    private boolean isValueShown;
    private @Nullable SettingEditor editor;

    SettingRow(CompanySettings settings, Accounts accounts, Texts texts, Entry entry) {
        this.settings = settings;
        this.accounts = accounts;
        this.texts = texts;
        this.entry = entry;
        this.parameter = entry.parameter();
        addClassName("setting");
        setId("setting-" + parameter.key());
        var locale = Texts.locale();
        use.addClassNames("faint", "small");
        var name = new Span(parameter.in(locale));
        name.addClassName("setting-name");
        name.setTitle(t("studio.settings.inDiagram", parameter.key()) + "; "
                + t("studio.settings.requirement", parameter.requirement()));
        add(new Div(name, Parts.text("muted", " " + parameter.meaning(locale)), use), current, byDefault, lastChange);
    }

    /** Shows the setting as it is now; a value that is being edited stays as the person has typed it. */
    void show(Entry now, List<Reader> newReaders) {
        readers = newReaders;
        use.setText(usedBy(Texts.locale()));
        if (editor == null) {
            var isShown = now.equals(entry) && isValueShown;
            entry = now;
            // What has not changed stays in the page: a button under somebody's finger or focus must not be replaced.
            if (!isShown) {
                showValue();
            }
        }
        if (!now.equals(shownFacts)) {
            shownFacts = now;
            showFacts(now);
        }
    }

    Parameter parameter() {
        return parameter;
    }

    /** Everything that a search may hit, in the person's language. */
    String words(Locale locale) {
        return String.join(
                " ",
                parameter.in(locale),
                parameter.meaning(locale),
                parameter.section().in(locale),
                parameter.key(),
                parameter.requirement(),
                usedBy(locale));
    }

    private String usedBy(Locale locale) {
        var uses = Stream.concat(
                        parameter.use(locale).stream(),
                        readers.stream()
                                .map(reader -> t(
                                        "studio.settings.reader",
                                        reader.process(),
                                        String.valueOf(reader.version()),
                                        String.join(", ", reader.steps()))))
                .toList();
        return uses.isEmpty() ? t("studio.settings.unused") : t("studio.settings.usedBy", String.join("; ", uses));
    }

    private void showValue() {
        var locale = Texts.locale();
        var shown = parameter.shown(entry.value()).in(locale);
        var value = new NativeButton(shown, click -> edit());
        value.addClassName("setting-value");
        value.getElement().setAttribute("aria-label", t("studio.settings.edit", parameter.in(locale), shown));
        value.setTitle(t("studio.settings.editTitle", parameter.write(entry.value())));
        current.removeAll();
        current.add(value);
        isValueShown = true;
    }

    private void showFacts(Entry now) {
        var locale = Texts.locale();
        byDefault.removeAll();
        byDefault.add(new Div(
                t("studio.settings.byDefault", parameter.shown(now.byDefault()).in(locale))));
        parameter.range(locale).ifPresent(range -> byDefault.add(Parts.text("faint", range)));
        if (now.changed()) {
            var reset = new Button(t("studio.settings.reset"), click -> reset());
            reset.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_TERTIARY_INLINE);
            reset.getElement().setAttribute("aria-label", t("studio.settings.resetOf", parameter.in(locale)));
            byDefault.add(reset);
        }
        lastChange.removeAll();
        if (now.changedAt() == null) {
            lastChange.add(Parts.text("faint", t("studio.settings.never")));
            return;
        }
        var history = new Button(t("studio.settings.historyLink"), click -> openHistory());
        history.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_TERTIARY_INLINE);
        history.getElement().setAttribute("aria-label", t("studio.settings.historyOf", parameter.in(locale)));
        history.getElement().setAttribute("aria-haspopup", "dialog");
        lastChange.add(
                new Span(accounts.nameOf(String.valueOf(now.changedBy()))),
                Parts.moment(texts, now.changedAt()),
                history);
    }

    private void edit() {
        entry = settings.find(parameter);
        var field = new SettingEditor(entry);
        editor = field;
        var save = Parts.primary(new Button(t("studio.settings.save"), click -> save()));
        var cancel = new Button(t("studio.settings.cancel"), click -> stopEditing());
        save.addThemeVariants(ButtonVariant.LUMO_SMALL);
        cancel.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        field.add(Parts.row("line", save, cancel));
        field.onEnter(this::save);
        Shortcuts.addShortcutListener(field, this::stopEditing, Key.ESCAPE).listenOn(field);
        current.removeAll();
        current.add(field);
        isValueShown = false;
        field.focus();
    }

    private void stopEditing() {
        editor = null;
        refresh();
        focusValue();
    }

    private void save() {
        var field = editor;
        if (field == null) {
            return;
        }
        try {
            entry = settings.change(parameter, field.text(), entry.version());
        } catch (RuntimeException failure) {
            field.say(words(failure));
            // Whoever has read both values may replace the other's.
            entry = settings.find(parameter);
            return;
        }
        editor = null;
        done();
        focusValue();
    }

    private void reset() {
        Parts.attempt(() -> {
            entry = settings.reset(parameter, entry.version());
            editor = null;
            done();
            focusValue();
        });
        entry = settings.find(parameter);
        refresh();
    }

    private void done() {
        refresh();
        Parts.done(t(
                "studio.settings.saved",
                parameter.in(Texts.locale()),
                parameter.shown(entry.value()).in(Texts.locale())));
    }

    private void refresh() {
        show(settings.find(parameter), readers);
    }

    private void focusValue() {
        current.getChildren()
                .filter(NativeButton.class::isInstance)
                .map(NativeButton.class::cast)
                .findFirst()
                .ifPresent(NativeButton::focus);
    }

    private static String words(RuntimeException failure) {
        if (Refusal.in(failure).isEmpty()) {
            throw failure;
        }
        return Texts.problem(failure);
    }

    private void openHistory() {
        SettingHistory.open(
                t("studio.settings.historyOf", parameter.in(Texts.locale())),
                settings.history(parameter, SettingHistory.LINES),
                text -> parameter.shown(parameter.read(text)).in(Texts.locale()),
                accounts,
                texts);
    }
}
