package otklik.sources.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.sources.SourceCard;
import otklik.sources.SourceState;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;

/** Where messages come from: each source with how it is and how much it brings, and the one that is open or to be added. */
@Route(value = SourcesView.PATH + "/:key?", layout = MainLayout.class)
@PermitAll
@Needs(Section.SYSTEM)
class SourcesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "sources";
    private static final String NEW = "+";

    private final transient SourceScreens screens;
    private final Div list = Parts.row("body");
    private final Div pane = Parts.row("card");
    private @Nullable String selected;

    SourcesView(SourceScreens screens, Signals signals) {
        this.screens = screens;
        addClassNames("page", "picking", "narrow");
        var left = Parts.row("card", Parts.row("head", new H1(t("sources.title"))));
        if (screens.may(Action.CHANGE)) {
            left.add(Parts.row(
                    "tools", Parts.primary(Parts.button(t("sources.add"), "KeyN", "N", () -> screens.go(NEW)))));
        }
        left.add(list);
        add(left, pane);
        Live.refresh(this, signals, Set.of(Signals.HEALTH, Signals.MESSAGES), this::showList);
    }

    @Override
    public String getPageTitle() {
        return t("sources.title") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        selected = event.getRouteParameters().get("key").orElse(null);
        showList();
        pane.removeAll();
        if (selected == null) {
            pane.add(Parts.row("body", Parts.empty(t("sources.none"), t("sources.none.hint")), help()));
        } else if (selected.equals(NEW) && screens.may(Action.CHANGE)) {
            pane.add(new NewSource(screens));
        } else {
            screens.sources()
                    .find(selected)
                    .ifPresentOrElse(
                            card -> pane.add(new SourcePane(screens, card)),
                            () -> event.rerouteToError(NotFoundException.class));
        }
    }

    private static Div help() {
        return Parts.row("help", new Paragraph(t("sources.help")));
    }

    private void showList() {
        list.removeAll();
        var picks = new Div();
        picks.addClassName("picks");
        screens.sources().all().forEach(card -> picks.add(line(card)));
        list.add(picks);
    }

    private Anchor line(SourceCard card) {
        var link = new Anchor(PATH + "/" + card.key());
        link.getElement().setAttribute("router-link", true);
        link.add(
                Parts.text("pick-name", card.name()),
                SourceBars.of(card.days(), screens.texts()),
                tag(card.state()),
                Parts.text("pick-detail", screens.kindName(card.kind()) + " · " + detail(card)));
        if (card.key().equals(selected)) {
            link.getElement().setAttribute("aria-current", "true");
        }
        return link;
    }

    private String detail(SourceCard card) {
        if (card.state() == SourceState.FAILS && card.lastError() != null) {
            return card.lastError();
        }
        var today = t("sources.today", card.today().items());
        return card.lastSuccess() == null
                ? today
                : today + " · " + t("sources.lastSuccess", screens.texts().moment(card.lastSuccess()));
    }

    static Span tag(SourceState state) {
        return Parts.tag(
                switch (state) {
                    case WORKS -> Parts.Tone.OK;
                    case FAILS -> Parts.Tone.LATE;
                    case PAUSED -> Parts.Tone.PLAN;
                },
                t(state));
    }
}
