package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
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
    private final Div list = Parts.row("timeline");
    private @Nullable Long oldest;

    ForeignEditsView(CompanyScreens screens) {
        this.screens = screens;
        this.words = new EventLines(screens);
        this.filter = new WhoAndWhen(screens, this::refresh);
        addClassName("page");
        var back = new Anchor(CompanyView.PATH, "‹ " + t("customers.companies"));
        back.getElement().setAttribute("router-link", true);
        add(Parts.row(
                "card",
                Parts.row("head", back, new H1(t("customers.foreign"))),
                Parts.row("tools", filter, Parts.text("muted", t("customers.foreign.hint"))),
                Parts.row("body", list)));
        refresh();
        Live.refresh(this, screens.signals(), Set.of(Companies.TOPIC), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("customers.foreign") + " · " + t("ui.name");
    }

    private void refresh() {
        list.removeAll();
        oldest = null;
        more();
    }

    private void more() {
        var wanted = new History.Filter(List.of(), false, filter.person(), filter.from(), filter.until());
        var events = screens.history().foreignEdits(wanted, oldest, LINES + 1);
        var names = names(events);
        events.stream().limit(LINES).forEach(event -> {
            var of = names.get(event.caseKey());
            if (of != null) {
                list.add(words.line(event, of));
            }
            oldest = event.id();
        });
        if (events.isEmpty() && list.getComponentCount() == 0) {
            list.add(Parts.empty(t("customers.foreign.empty"), t("customers.foreign.empty.hint")));
        }
        if (events.size() > LINES) {
            var earlier = new NativeButton(t("customers.history.earlier"));
            earlier.addClickListener(click -> {
                list.remove(earlier);
                more();
            });
            list.add(earlier);
        }
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
