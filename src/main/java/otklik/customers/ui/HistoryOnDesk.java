package otklik.customers.ui;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import otklik.history.Event;
import otklik.history.History;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;
import otklik.ui.Live;

/** What has happened to the client, his company and the case, the newest first, on the manager's screen. */
@org.springframework.stereotype.Component
class HistoryOnDesk implements DeskPanel {
    private static final int LINES = 12;

    private final CompanyScreens screens;
    private final History history;
    private final ClientInHand held;

    HistoryOnDesk(CompanyScreens screens, History history, ClientInHand held) {
        this.screens = screens;
        this.held = held;
        this.history = history;
    }

    @Override
    public String title() {
        return "customers.history";
    }

    @Override
    public Place place() {
        return Place.RIGHT;
    }

    @Override
    public int order() {
        return 90;
    }

    @Override
    public Optional<Component> of(DeskCase shown) {
        var words = new EventLines(screens);
        var list = new Timeline(
                LINES,
                "customers.history.empty",
                (before, limit) -> read(shown, before, limit),
                events -> events.stream()
                        .map(event -> words.line(event, isKnown(event, shown) ? null : event.caseKey()))
                        .toList());
        list.begin();
        Live.refresh(
                list,
                screens.signals(),
                topic -> topic.equals(shown.company()) || topic.equals(shown.person()) || topic.equals(shown.request()),
                list::refresh);
        return Optional.of(list);
    }

    /** Whether the line is of what the screen shows anyway. */
    private static boolean isKnown(Event event, DeskCase shown) {
        return event.caseKey().equals(shown.businessKey()) || event.caseKey().equals(shown.company());
    }

    /**
     * Of the company all that belongs to it; of a client without one, his own and that of the case. Whose rights do not reach the client reads
     * while he holds the task what was told of him and of the case themselves.
     */
    private List<Event> read(DeskCase shown, @Nullable Long before, int limit) {
        var company = shown.company();
        if (company != null && screens.companies().find(company).isPresent()) {
            return screens.history().of(company, History.Filter.ALL, before, limit);
        }
        var keys = Stream.of(shown.businessKey(), shown.person(), shown.company())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return held.read(shown, () -> Optional.of(history.of(keys, History.Filter.ALL, before, limit)))
                .orElseGet(() -> history.of(keys, History.Filter.ALL, before, limit));
    }
}
