package otklik.work.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.grid.dnd.GridDropLocation;
import com.vaadin.flow.component.grid.dnd.GridDropMode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.FormErrors;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.TaskType;
import otklik.work.TaskTypes;
import otklik.work.WorkReasons;
import otklik.work.WorkReasons.Kind;
import otklik.work.WorkReasons.Reason;

/** The order in which people get work: types are dragged, or moved by the keyboard; and the reasons for pauses and skips. */
@Route(value = OrderView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(value = Section.WORK, action = Action.ASSIGN)
class OrderView extends Div implements HasDynamicTitle {
    static final String PATH = "settings/order";

    /** The row is rendered a moment after the answer, and focus that was in it falls to the page meanwhile. */
    private static final String KEEP_FOCUS =
            """
            const end = Date.now() + 1000, grid = this;
            (function find() {
              const arrow = [$0, $1].map(label => [...grid.querySelectorAll('vaadin-button')]
                .find(one => one.getAttribute('aria-label') === label && !one.disabled)).find(one => one);
              if (arrow && document.activeElement === document.body) { arrow.focus(); }
              if (Date.now() < end) { setTimeout(find, 60); }
            })();""";

    private final transient TaskTypes types;
    private final transient WorkReasons reasons;
    private final boolean mayOrder;
    private final Grid<TaskType> grid = new Grid<>();
    private final Div pauses = Parts.row("body");
    private final Div skips = Parts.row("body");
    private transient List<TaskType> shown = List.of();
    private transient @Nullable TaskType dragged;

    OrderView(TaskTypes types, WorkReasons reasons, Signals signals) {
        this.types = types;
        this.reasons = reasons;
        this.mayOrder = types.mayOrder();
        addClassNames("page", "one");
        fillGrid();
        var head = Parts.row(
                "head",
                new H1(t("work.order.title")),
                Parts.row("grow"),
                Parts.link(SkipsView.PATH, t("work.skips.title")));
        var column = Parts.row(
                "column",
                Parts.row("card", head, Parts.row("tools", Parts.text("muted", t("work.order.hint"))), grid),
                Parts.row("card", reasonsHead(Kind.PAUSE), pauses),
                Parts.row("card", reasonsHead(Kind.SKIP), skips));
        column.addClassName("settings");
        add(column);
        refresh();
        Live.refresh(this, signals, Set.of(TaskTypes.TOPIC, Signals.SETTINGS, Signals.DEPLOYMENTS), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("work.order.title") + " · " + t("ui.name");
    }

    private void fillGrid() {
        grid.addClassNames("list", "columns", "order-of-work");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_COMPACT);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.getElement().setAttribute("aria-label", t("work.order.title"));
        grid.addColumn(LitRenderer.<TaskType>of(
                                """
                                <div style="min-width:0"><b class="ell">${item.name}</b>
                                <div class="ell muted">${item.process}</div></div>""")
                        .withProperty("name", type -> types.name(type, Texts.locale()))
                        .withProperty("process", type -> types.processName(type, Texts.locale())))
                .setHeader(t("work.order.type"))
                .setFlexGrow(1);
        grid.addColumn(type -> minutes(type.usual()))
                .setHeader(t("work.order.usual"))
                .setTooltipGenerator(type -> t(type.isMeasured() ? "work.order.measured" : "work.order.assumed"))
                .setWidth("150px")
                .setFlexGrow(0);
        grid.addComponentColumn(type -> tick(
                        type.recovery(),
                        t("work.order.recovery.of", types.name(type, Texts.locale())),
                        on -> types.setRecovery(type.key(), on)))
                .setHeader(t("work.order.recovery"))
                .setWidth("110px")
                .setFlexGrow(0);
        grid.addComponentColumn(type -> tick(
                        type.counted(),
                        t("work.order.counted.of", types.name(type, Texts.locale())),
                        on -> types.setCounted(type.key(), on)))
                .setHeader(t("work.order.counted"))
                .setWidth("160px")
                .setFlexGrow(0);
        if (mayOrder) {
            grid.addComponentColumn(this::arrows)
                    .setHeader(t("work.order.move"))
                    .setWidth("120px")
                    .setFlexGrow(0);
            grid.setRowsDraggable(true);
            grid.addDragStartListener(start -> {
                dragged = start.getDraggedItems().get(0);
                grid.setDropMode(GridDropMode.BETWEEN);
            });
            grid.addDragEndListener(end -> {
                dragged = null;
                grid.setDropMode(null);
            });
            grid.addDropListener(drop -> {
                var type = dragged;
                if (type != null) {
                    drop.getDropTargetItem().ifPresent(target -> drop(type, target, drop.getDropLocation()));
                }
            });
        }
    }

    private static String minutes(Duration usual) {
        return usual.toMinutes() < 1
                ? t("work.order.seconds", usual.toSeconds())
                : t("work.order.minutes", (usual.toSeconds() + 30) / 60);
    }

    private Checkbox tick(boolean isOn, String label, java.util.function.Consumer<Boolean> set) {
        var box = new Checkbox(isOn);
        box.setAriaLabel(label);
        box.setEnabled(mayOrder);
        box.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                Parts.attempt(() -> set.accept(change.getValue()));
                refresh();
            }
        });
        return box;
    }

    private Div arrows(TaskType type) {
        int place = shown.indexOf(type);
        var name = types.name(type, Texts.locale());
        var mayRise = place > 0 && shown.get(place - 1).recovery() == type.recovery();
        var maySink = place < shown.size() - 1 && shown.get(place + 1).recovery() == type.recovery();
        var up = arrow(
                "↑",
                t("work.order.up", name),
                () -> types.move(type.key(), shown.get(place - 1).key()));
        up.setEnabled(mayRise);
        var down = arrow(
                "↓",
                t("work.order.down", name),
                () -> types.move(
                        type.key(),
                        place + 2 < shown.size() ? shown.get(place + 2).key() : null));
        down.setEnabled(maySink);
        keepFocus(up, down);
        keepFocus(down, up);
        return Parts.row("line", up, down);
    }

    /** The row is drawn anew where it went; by keys one goes on with its arrow from there, at an end of the list with the other one. */
    private void keepFocus(Button arrow, Button other) {
        arrow.addClickListener(click -> grid.getElement()
                .executeJs(
                        KEEP_FOCUS,
                        arrow.getAriaLabel().orElse(""),
                        other.getAriaLabel().orElse("")));
    }

    private void drop(TaskType type, TaskType target, GridDropLocation location) {
        int place = shown.indexOf(target) + (location == GridDropLocation.BELOW ? 1 : 0);
        var before = place < shown.size() ? shown.get(place) : null;
        if (before == null || !before.key().equals(type.key())) {
            Parts.attempt(() -> types.move(type.key(), before == null ? null : before.key()));
            refresh();
        }
    }

    /** Stays under the hand: the rows are drawn anew, so the same arrow is looked for, to be pressed again. */
    private Button arrow(String text, String label, Runnable deed) {
        return small(text, label, () -> {
            deed.run();
            grid.getElement()
                    .executeJs(
                            """
                            setTimeout(() => {
                                const same = [...this.querySelectorAll('vaadin-button')]
                                    .find(one => one.getAttribute('aria-label') === $0);
                                if (same) { same.focus(); }
                            }, 200)""",
                            label);
        });
    }

    private Button small(String text, String label, Runnable deed) {
        var button = new Button(text, click -> {
            Parts.attempt(deed);
            refresh();
        });
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        button.setAriaLabel(label);
        return button;
    }

    private Div reasonsHead(Kind kind) {
        var head = Parts.row(
                "head", new H2(t(kind == Kind.PAUSE ? "work.reasons.pause" : "work.reasons.skip")), Parts.row("grow"));
        if (mayOrder) {
            head.add(new Button(t("work.reasons.add"), click -> ask(kind)));
        }
        return head;
    }

    private void refresh() {
        shown = types.all().stream()
                .filter(type -> type.processDefinitionId() != null)
                .toList();
        grid.setItems(shown);
        show(Kind.PAUSE, pauses);
        show(Kind.SKIP, skips);
    }

    private void show(Kind kind, Div body) {
        body.removeAll();
        for (var reason : reasons.all(kind)) {
            body.add(line(reason));
        }
    }

    private Div line(Reason reason) {
        var name = reason.name(Texts.locale());
        var line = Parts.row("line", Parts.text(reason.isOpen() ? "event-what" : "faint", name), Parts.row("grow"));
        line.addClassName("field-line");
        if (mayOrder) {
            line.add(small(
                    t(reason.isOpen() ? "work.reasons.close" : "work.reasons.open"),
                    t(reason.isOpen() ? "work.reasons.close.of" : "work.reasons.open.of", name),
                    () -> reasons.open(reason.kind(), reason.id(), !reason.isOpen())));
        }
        return line;
    }

    private void ask(Kind kind) {
        var errors = new FormErrors();
        var russian = errors.add("russian", new TextField(t("work.reasons.russian")));
        var english = errors.add("english", new TextField(t("work.reasons.english")));
        russian.setMaxLength(100);
        english.setMaxLength(100);
        var dialog = new Dialog(Parts.row("form", russian, english));
        dialog.setHeaderTitle(t("work.reasons.add"));
        dialog.setWidth("420px");
        Runnable save = () -> {
            if (errors.attempt(() -> reasons.add(kind, english.getValue(), russian.getValue()))) {
                dialog.close();
                refresh();
            }
        };
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", save)));
        dialog.open();
        russian.focus();
    }
}
