package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import otklik.requests.RequestCard;
import otklik.requests.RequestFilter;
import otklik.requests.RequestList;
import otklik.requests.RequestProcess.Outcome;
import otklik.requests.RequestStatus;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.ui.Parts;

/** The open requests in columns by status. A column shows its newest cards and as many more as one asks for. */
class Board extends Div {
    private static final int STEP = 20;
    private static final int MOST = 200;

    private final transient RequestPages parts;
    private final transient RequestList list;
    private final transient RequestDialogs dialogs;
    private final transient Consumer<String> open;
    private final Map<RequestStatus, Integer> limits = new EnumMap<>(RequestStatus.class);
    private RequestFilter filter;

    Board(RequestPages parts, RequestList list, RequestFilter filter, Act act, Consumer<String> open) {
        this.parts = parts;
        this.list = list;
        this.filter = filter;
        this.open = open;
        this.dialogs = new RequestDialogs(parts.requests(), parts.lostReasons(), parts.accounts(), act);
        addClassName("board");
    }

    void show(RequestFilter newFilter) {
        if (!newFilter.equals(filter)) {
            limits.clear();
        }
        filter = newFilter;
        removeAll();
        var counts = list.columns(filter);
        var columns = new LinkedHashMap<RequestStatus, List<RequestCard>>();
        var all = new ArrayList<RequestCard>();
        for (var status : RequestList.BOARD) {
            var cards = counts.containsKey(status)
                    ? list.column(filter, status, limits.getOrDefault(status, STEP))
                    : List.<RequestCard>of();
            columns.put(status, cards);
            all.addAll(cards);
        }
        var rows = new java.util.HashMap<String, RequestRow>();
        RequestRow.of(all, parts).forEach(row -> rows.put(row.request().number(), row));
        columns.forEach((status, cards) -> add(column(
                status,
                counts.getOrDefault(status, 0),
                cards.stream().map(RequestCard::number).map(rows::get).toList())));
    }

    private Div column(RequestStatus status, int count, List<RequestRow> rows) {
        var title = new H2(t(status));
        var head = Parts.row("board-head", title, Parts.text("counter", String.valueOf(count)));
        var body = Parts.row("board-cards");
        rows.forEach(row -> body.add(card(row)));
        if (rows.isEmpty()) {
            body.add(Parts.text("muted", t("requests.board.empty")));
        } else if (count > rows.size()) {
            body.add(more(status, count - rows.size()));
        }
        var column = Parts.row("board-column", head, body);
        column.getElement().setAttribute("role", "region");
        column.getElement().setAttribute("aria-label", t(status) + ": " + count);
        return column;
    }

    private com.vaadin.flow.component.Component more(RequestStatus status, int left) {
        int shown = limits.getOrDefault(status, STEP);
        if (shown >= MOST) {
            return Parts.text("muted", t("requests.board.narrow", left));
        }
        var more = new Button(t("requests.board.more", left), click -> {
            limits.put(status, Math.min(MOST, shown + STEP));
            show(filter);
        });
        more.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return more;
    }

    private Div card(RequestRow row) {
        var request = row.request();
        var name = new NativeButton(
                request.number() + " · " + request.clientName(), click -> open.accept(request.number()));
        name.addClassNames("board-open", "ell");
        name.setTitle(request.title());
        var menu = new NativeButton("⋯");
        menu.addClassName("board-menu");
        menu.getElement().setAttribute("aria-label", t("requests.board.menu", request.number()));
        menu.getElement().setAttribute("aria-haspopup", "dialog");
        menu.addClickListener(click -> openMenu(request.number(), menu));
        var tag = Parts.tag(row.tone(parts.texts()), row.state(parts.texts()));
        tag.setTitle(parts.texts().fullMoment(request.lastMessageAt()));
        var meta = Parts.text("board-meta", row.meta(parts.accounts()));
        meta.setTitle(row.formula(parts.texts(), parts.clock()));
        return Parts.row(
                "board-card",
                Parts.row("board-title", name, menu),
                Parts.text("board-text", row.last()),
                new Span(tag),
                meta);
    }

    /** What may be done with one request is asked when its menu is opened, not for each card. */
    private void openMenu(String number, NativeButton button) {
        var found = parts.requests().find(number);
        if (found.isEmpty()) {
            return;
        }
        var request = found.get();
        var allowed = parts.requests().allowed(number);
        var popover = new Popover();
        var choices = Parts.row("choices");
        choose(choices, popover, t("requests.board.open"), () -> open.accept(number));
        var isOpen = request.status().isOpen();
        if (isOpen
                && request.manager() == null
                && allowed.contains(Action.TAKE)
                && parts.requests().isManager(CurrentUser.login().orElse(""))) {
            choose(choices, popover, t("requests.take"), () -> dialogs.act()
                    .run(() -> parts.requests().take(number)));
        }
        if (isOpen && allowed.contains(Action.ASSIGN)) {
            choose(choices, popover, t("requests.handOver"), () -> dialogs.handOver(request));
        }
        if (isOpen && allowed.contains(Action.CHANGE)) {
            choose(choices, popover, t("requests.board.won"), () -> dialogs.close(request, Outcome.WON));
            choose(choices, popover, t("requests.board.lost"), () -> dialogs.close(request, Outcome.LOST));
            choose(choices, popover, t("requests.merge"), () -> dialogs.merge(request));
        }
        popover.add(choices);
        popover.setTarget(button);
        popover.setOpenOnClick(false);
        popover.setModal(true);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setAriaLabel(t("requests.board.menu", number));
        popover.addOpenedChangeListener(change -> {
            if (!change.isOpened()) {
                popover.removeFromParent();
            }
        });
        add(popover);
        popover.open();
    }

    private static void choose(Div choices, Popover popover, String text, Runnable action) {
        var choice = new NativeButton(text, click -> {
            popover.close();
            action.run();
        });
        choice.addClassName("pick");
        choices.add(choice);
    }
}
