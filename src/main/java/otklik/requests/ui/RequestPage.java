package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.instructions.ui.InstructionPanel;
import otklik.requests.Ball;
import otklik.requests.RequestCard;
import otklik.requests.RequestProcess.Outcome;
import otklik.requests.RequestStatus;
import otklik.security.Action;
import otklik.ui.CaseAct;
import otklik.ui.Parts;
import otklik.work.WorkItem;

/**
 * One request: the dialogue with the place for an answer, and beside it how the step is done, what is promised, where the process stands,
 * the client and the history. Every button completes a task or tells the process; what follows is the diagram's.
 */
class RequestPage {
    private static final String PROCESS = "request-lifecycle";
    private static final List<String> WRITE = List.of("userTask_writeFirstMessage", "userTask_answerClient");

    private final RequestPages parts;
    private final RequestDialogs dialogs;
    private final Div card = new Div();
    private final Div head = Parts.row("head");
    private final ThreadPanel thread;
    private final StepBars bars;
    private final AnswerPanel answer;
    private final Div foot;
    private final Div side = Parts.row("column");
    private final InstructionPanel instruction;
    private final PromisesPanel promises;
    private final PlacePanel place;
    private final ClientPanel client;
    private final TimelinePanel timeline;
    private @Nullable String number;
    private @Nullable String shownFoot;

    RequestPage(RequestPages parts) {
        this.parts = parts;
        this.dialogs = new RequestDialogs(parts.requests(), parts.lostReasons(), parts.accounts(), this::act);
        this.thread = new ThreadPanel(parts, dialogs);
        this.bars = new StepBars(parts, dialogs);
        this.answer = new AnswerPanel(parts, this::act);
        this.foot = Parts.row("foot", bars, answer);
        this.instruction = parts.instructions().panel();
        this.promises = new PromisesPanel(parts, this::act);
        this.place = new PlacePanel(parts);
        this.client = new ClientPanel(parts, dialogs);
        this.timeline = new TimelinePanel(parts);
        card.addClassName("card");
    }

    Div dialogue() {
        return card;
    }

    Div side() {
        return side;
    }

    void show(@Nullable String newNumber) {
        if (Objects.equals(number, newNumber) && newNumber != null) {
            refresh();
            return;
        }
        number = newNumber;
        shownFoot = null;
        thread.forget();
        card.removeAll();
        side.removeAll();
        var request = newNumber == null
                ? Optional.<RequestCard>empty()
                : parts.requests().find(newNumber);
        if (request.isEmpty()) {
            number = null;
            answer.close();
            card.add(
                    newNumber == null
                            ? Parts.empty(t("requests.nothingOpen"), t("requests.nothingOpen.hint"))
                            : Parts.empty(t("requests.unknown", newNumber), ""));
            return;
        }
        card.add(head, thread, foot);
        side.add(
                section(t("requests.promises"), promises),
                instruction,
                section(t("requests.client"), client),
                section(t("requests.place"), place),
                section(t("requests.history"), timeline));
        answer.open(request.get());
        refresh();
    }

    private static Div section(String title, Div body) {
        return Parts.row("card", Parts.row("head", new H2(title)), body);
    }

    void refresh() {
        if (number == null) {
            return;
        }
        parts.requests().find(number).ifPresent(request -> {
            var tasks = parts.work().ofCase(request.number());
            var allowed = parts.requests().allowed(request.number());
            showHead(request, allowed);
            thread.show(request, allowed);
            showFoot(request, tasks, allowed);
            promises.show(request, tasks);
            showInstruction(tasks, place.show(request));
            client.show(request);
            timeline.show(request);
        });
    }

    /** Of the open task; while there is none, of the step at which the process waits. */
    private void showInstruction(List<WorkItem> tasks, List<String> active) {
        var task = tasks.stream().findFirst();
        instruction.show(
                task.map(WorkItem::processKey).orElse(active.isEmpty() ? null : PROCESS),
                task.map(WorkItem::taskKey).orElseGet(() -> active.isEmpty() ? null : active.get(0)));
    }

    private void showHead(RequestCard request, Set<Action> allowed) {
        head.removeAll();
        var title = new H1(request.number() + " · " + request.clientName());
        title.setTitle(request.title());
        head.add(title, Parts.tag(RequestWords.tone(request.status()), t(request.status())));
        if (request.ball() != Ball.NOBODY) {
            var ball = Parts.tag(RequestWords.tone(request.ball()), t(request.ball()));
            ball.setTitle(t("requests.ball.hint"));
            head.add(ball);
        }
        if (request.warned()) {
            head.add(Parts.tag(Parts.Tone.LATE, t("requests.warned")));
        }
        parts.acts().stream()
                .sorted(Comparator.comparingInt(CaseAct::order))
                .flatMap(act -> act.part(request.number()).stream())
                .forEach(head::add);
        head.add(menu(request, allowed));
    }

    private MenuBar menu(RequestCard request, Set<Action> allowed) {
        var menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.LUMO_SMALL);
        var mayChange = allowed.contains(Action.CHANGE);
        var mayAssign = allowed.contains(Action.ASSIGN);
        if (request.status().isOpen()) {
            if (mayChange) {
                MenuItem close = menu.addItem(t("requests.close"));
                close.getSubMenu().addItem(t("requests.close.won"), click -> dialogs.close(request, Outcome.WON));
                close.getSubMenu().addItem(t("requests.close.lost"), click -> dialogs.close(request, Outcome.LOST));
            }
            if (mayChange || mayAssign) {
                var more = menu.addItem("⋯");
                more.setAriaLabel(t("requests.more"));
                if (mayAssign) {
                    more.getSubMenu().addItem(t("requests.handOver"), click -> dialogs.handOver(request));
                }
                if (mayChange) {
                    more.getSubMenu().addItem(t("requests.merge"), click -> dialogs.merge(request));
                }
            }
        } else if (mayChange
                && request.status() != RequestStatus.LATE_REPLY
                && request.status() != RequestStatus.MERGED) {
            menu.addItem(
                    t("requests.reopen"), click -> act(() -> parts.requests().reopenByHand(request.number())));
        }
        offerUndo(menu, request, mayChange);
        return menu;
    }

    /** Merges that can still be taken back: the one by which this request ended, and those that came into it. */
    private void offerUndo(MenuBar menu, RequestCard request, boolean mayChange) {
        if (!mayChange) {
            return;
        }
        if (request.status() == RequestStatus.MERGED) {
            parts.merges()
                    .undoable(request.number())
                    .ifPresent(merge -> menu.addItem(
                            t("requests.undoMerge"),
                            click -> act(() -> parts.merges().undo(merge.from()))));
        } else {
            var merged = parts.merges().into(request.number());
            if (!merged.isEmpty()) {
                var undo = menu.addItem(t("requests.undoMerge"));
                merged.forEach(merge -> undo.getSubMenu()
                        .addItem(
                                t("requests.undoMergeOf", merge.from()),
                                click -> act(() -> parts.merges().undo(merge.from()))));
            }
        }
    }

    private void showFoot(RequestCard request, List<WorkItem> tasks, Set<Action> allowed) {
        var state = request.status()
                + tasks.stream().map(WorkItem::taskId).sorted().toList().toString()
                + request.manager()
                + request.queue()
                + request.channel()
                + request.clientAddress()
                + allowed;
        if (state.equals(shownFoot)) {
            return;
        }
        shownFoot = state;
        bars.show(request, tasks, allowed);
        var writing = tasks.stream()
                .filter(task -> WRITE.contains(task.taskKey()))
                .filter(parts.work()::mayFinish)
                .findFirst();
        answer.refresh(request, writing, allowed);
    }

    private boolean act(Runnable action) {
        var done = Parts.attempt(action);
        shownFoot = null;
        refresh();
        return done;
    }
}
