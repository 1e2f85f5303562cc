package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.customers.Companies;
import otklik.history.Event;
import otklik.history.History;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/** What people have changed in companies that were not theirs (S2.47): for the head, and for each of his own changes. */
@Route(value = ForeignEditsView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(Section.REPORTS)
class ForeignEditsView extends Div implements HasDynamicTitle {
    static final String PATH = CompanyView.PATH + "/foreign-edits";
    private static final int LINES = 50;

    private final transient CompanyScreens screens;
    private final transient EventLines words;
    private final WhoAndWhen filter;
    private final Timeline list;

    ForeignEditsView(CompanyScreens screens) {
        this.screens = screens;
        this.words = new EventLines(screens);
        this.list = new Timeline(LINES, "customers.foreign.empty", this::read, this::lines);
        this.filter = new WhoAndWhen(screens, list::begin);
        addClassName("page");
        var back = Parts.link(CompanyView.PATH, "‹ " + t("customers.companies"));
        add(Parts.row(
                "card",
                Parts.row("head", back, new H1(t("customers.foreign"))),
                Parts.row("tools", filter, Parts.text("muted", t("customers.foreign.hint"))),
                Parts.row("body", list)));
        list.begin();
        Live.refresh(this, screens.signals(), Set.of(Companies.TOPIC), list::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("customers.foreign") + " · " + t("ui.name");
    }

    private List<Event> read(@Nullable Long before, int limit) {
        var wanted = new History.Filter(List.of(), false, filter.person(), filter.from(), filter.until());
        return screens.history().foreignEdits(wanted, before, limit);
    }

    private List<Div> lines(List<Event> events) {
        var names = names(events);
        return events.stream()
                .filter(event -> names.containsKey(event.caseKey()))
                .map(event -> words.line(event, names.get(event.caseKey())))
                .toList();
    }

    /** What the lines are of, by key; without what the person may not see. */
    private Map<String, String> names(List<Event> events) {
        var keys = events.stream().map(Event::caseKey).distinct().toList();
        var names = new HashMap<String, String>();
        screens.companies().all(keys).values().forEach(company -> names.put(company.number(), company.name()));
        screens.people().all(keys).values().forEach(person -> names.put(person.number(), person.name()));
        return names;
    }
}
