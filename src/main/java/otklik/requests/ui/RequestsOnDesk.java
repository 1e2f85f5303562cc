package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.Optional;
import otklik.requests.RequestCard;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;
import otklik.ui.Parts;

/** All other requests of the client on the manager's screen (S3.18). */
@org.springframework.stereotype.Component
class RequestsOnDesk implements DeskPanel {
    private static final int SHOWN = 6;

    private final RequestPages parts;

    RequestsOnDesk(RequestPages parts) {
        this.parts = parts;
    }

    @Override
    public String title() {
        return "requests.desk.others";
    }

    @Override
    public Place place() {
        return Place.RIGHT;
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public Optional<Component> of(DeskCase shown) {
        var others = of(shown.person()).stream()
                .filter(request -> !request.number().equals(shown.businessKey()))
                .toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        var list = Parts.row("stack");
        others.stream()
                .limit(SHOWN)
                .forEach(request -> list.add(Parts.row(
                        "desk-line",
                        Parts.tag(RequestWords.tone(request.status()), t(request.status())),
                        Parts.link(
                                CommunicationsView.PATH + "/" + request.number(),
                                request.number() + " · " + request.title()),
                        Parts.moment(parts.texts(), request.lastMessageAt()))));
        if (others.size() > SHOWN) {
            list.add(Parts.text("muted", t("requests.desk.more", others.size() - SHOWN)));
        }
        return Optional.of(list);
    }

    private List<RequestCard> of(@org.jspecify.annotations.Nullable String person) {
        return person == null ? List.of() : parts.requests().ofClient(person);
    }
}
