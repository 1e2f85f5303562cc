package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyHistory.EventGroup;
import otklik.history.Event;
import otklik.history.History;
import otklik.ui.Live;
import otklik.ui.Parts;

/** All that has happened to a company and to what belongs to it, the newest first (S2.45). */
@org.springframework.stereotype.Component
class HistoryPanel implements CompanyPanel {
    private static final int LINES = 30;

    private final CompanyScreens screens;

    HistoryPanel(CompanyScreens screens) {
        this.screens = screens;
    }

    @Override
    public String key() {
        return "history";
    }

    @Override
    public String title() {
        return "customers.history";
    }

    @Override
    public int order() {
        return 90;
    }

    @Override
    public Component panel(CompanyCard company) {
        return new Lines(screens, company.number());
    }

    /** The lines with their filter. */
    private static final class Lines extends Div {
        private final transient CompanyScreens screens;
        private final transient EventLines words;
        private final String company;
        private final Div groups = Parts.row("chips");
        private final WhoAndWhen filter;
        private final Timeline list;
        private @Nullable EventGroup group;

        Lines(CompanyScreens screens, String company) {
            this.screens = screens;
            this.company = company;
            this.words = new EventLines(screens);
            this.list = new Timeline(LINES, "customers.history.empty", this::read, this::lines);
            this.filter = new WhoAndWhen(screens, list::begin);
            addClassName("fill");
            add(Parts.row("filters", groups, filter), Parts.row("body", list));
            show(null);
            Live.refresh(this, screens.signals(), topic -> topic.equals(company), list::refresh);
        }

        private void show(@Nullable EventGroup wanted) {
            group = wanted;
            groups.removeAll();
            groups.add(chip(null));
            for (var one : EventGroup.values()) {
                groups.add(chip(one));
            }
            list.begin();
        }

        private NativeButton chip(@Nullable EventGroup one) {
            var chip = new NativeButton(one == null ? t("customers.history.all") : t(one), click -> show(one));
            chip.addClassName("chip");
            chip.getElement().setAttribute("aria-pressed", String.valueOf(Objects.equals(one, group)));
            return chip;
        }

        private List<Event> read(@Nullable Long before, int limit) {
            var wanted = group == null
                    ? new History.Filter(List.of(), false, filter.person(), filter.from(), filter.until())
                    : group.filter(filter.person(), filter.from(), filter.until());
            return screens.history().of(company, wanted, before, limit);
        }

        private List<Div> lines(List<Event> events) {
            return events.stream().map(event -> words.line(event, of(event))).toList();
        }

        private @Nullable String of(Event event) {
            return event.caseKey().equals(company) ? null : event.caseKey();
        }
    }
}
