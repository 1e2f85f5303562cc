package otklik.studio.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import otklik.kernel.Parameter;
import otklik.kernel.Parameter.Section;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Needs;
import otklik.studio.CompanySettings;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** Every setting of the company on one page that can be searched: meaning, value, default, range, who changed it, who reads it. */
@Route(value = SettingsView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(otklik.security.Section.SETTINGS)
class SettingsView extends Div implements HasDynamicTitle, BeforeEnterObserver {
    static final String PATH = "settings";
    private static final String QUERY = "q";
    private static final int LONGEST_STEM = 4;

    private final transient CompanySettings settings;
    private final TextField search = new TextField();
    private final Map<Parameter, SettingRow> rows = new EnumMap<>(Parameter.class);
    private final Map<Section, Div> cards = new EnumMap<>(Section.class);
    private final CalendarCard calendar;
    private final Div nothing = Parts.empty(t("ui.nothingFound"), t("ui.nothingFound.hint"));

    SettingsView(CompanySettings settings, Accounts accounts, Texts texts, Clock clock, Signals signals) {
        this.settings = settings;
        this.calendar = new CalendarCard(settings, accounts, texts, clock);
        addClassNames("page", "one");
        settings.all().forEach(entry -> rows.put(entry.parameter(), new SettingRow(settings, accounts, texts, entry)));
        var column = Parts.row("column");
        column.addClassName("settings");
        column.add(head(), Parts.text("muted", t("studio.settings.intro")));
        for (var section : Section.values()) {
            var body = Parts.row("body");
            rows.forEach((parameter, row) -> {
                if (parameter.section() == section) {
                    body.add(row);
                }
            });
            var card = Parts.row("card", Parts.row("head", new H2(section.in(Texts.locale()))), body);
            cards.put(section, card);
            column.add(card);
        }
        column.add(calendar, nothing);
        add(column);
        refresh();
        Live.refresh(this, signals, Set.of(Signals.SETTINGS), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("studio.settings") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        search.setValue(event.getLocation()
                .getQueryParameters()
                .getSingleParameter(QUERY)
                .orElse(""));
        filter();
    }

    private Div head() {
        search.setPlaceholder(t("studio.settings.search"));
        search.setAriaLabel(t("studio.settings.search"));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addClassName("wide");
        search.addValueChangeListener(change -> {
            filter();
            if (change.isFromClient()) {
                remember(change.getValue());
            }
        });
        var fields = Parts.link(PATH + "/fields", t("studio.settings.fields"));
        return Parts.row("line", new H1(t("studio.settings")), Parts.row("grow"), fields, search);
    }

    /** The address holds the search, so that it can be sent to a colleague. */
    private void remember(String text) {
        var query = text.isBlank() ? QueryParameters.empty() : QueryParameters.of(QUERY, text.strip());
        UI.getCurrent().getPage().getHistory().replaceState(null, new Location(PATH, query));
    }

    private void refresh() {
        var readers = settings.readers(Texts.locale());
        settings.all().forEach(entry -> java.util.Objects.requireNonNull(rows.get(entry.parameter()))
                .show(entry, readers.getOrDefault(entry.parameter(), List.of())));
        calendar.refresh();
        filter();
    }

    private void filter() {
        var wanted = Arrays.stream(plain(search.getValue()).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        rows.forEach((parameter, row) -> {
            var words = plain(row.words(Texts.locale()));
            row.setVisible(wanted.stream().allMatch(word -> isIn(words, word)));
        });
        cards.forEach((section, card) -> card.setVisible(rows.values().stream()
                .anyMatch(row -> row.isVisible() && row.parameter().section() == section)));
        var ofCalendar = plain(t("studio.calendar") + " " + t("studio.calendar.hint"));
        calendar.setVisible(wanted.stream().allMatch(word -> isIn(ofCalendar, word)));
        nothing.setVisible(!calendar.isVisible() && cards.values().stream().noneMatch(Div::isVisible));
    }

    /** Words are found in another case or number too: of a long one the last two letters may differ. */
    private static boolean isIn(String text, String word) {
        return text.contains(word)
                || word.length() > LONGEST_STEM && text.contains(word.substring(0, word.length() - 2));
    }

    /** Nobody types the letter yo. */
    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replace('\u0451', '\u0435');
    }
}
