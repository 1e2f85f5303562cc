package otklik.desk.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Parameter;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.CurrentUser;
import otklik.telephony.PhoneCalls;
import otklik.ui.Countdown;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Stopwatch;
import otklik.ui.Texts;
import otklik.work.NextTask;
import otklik.work.SessionState;
import otklik.work.WorkItem;
import otklik.work.WorkReasons;
import otklik.work.WorkSession;
import otklik.work.WorkSessions;

/**
 * The manager's screen: one task with all that is needed for it, one button that finishes it and brings the next (S3.27, S3.28). Without
 * a session it offers to begin one; with nothing to do it says until when; in a second window it says where the session is (E22).
 */
@Route(value = DeskView.PATH, layout = MainLayout.class)
@PermitAll
class DeskView extends Div implements HasDynamicTitle {
    static final String PATH = "desk";

    /** What colleagues do is looked at no more often than so. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    /** How long an answer of the browser is waited for before it is asked again: it was closed, or has lost the network. */
    private static final Duration ANSWERS = Duration.ofSeconds(10);

    private final transient DeskParts parts;
    private final transient Timer measured;
    private final String login = CurrentUser.login().orElseThrow();
    private String tab = "";
    private @Nullable DeskTask open;
    /** Number of the case on the screen; read by the threads that bring signals. */
    private volatile String shownCase = "";

    private Instant asked = Instant.EPOCH;

    private transient @Nullable Registration dayChanges;

    DeskView(DeskParts parts) {
        this.parts = parts;
        this.measured = Timer.builder("otklik.desk.next")
                .description("Finishing a task and bringing the next one to the manager's screen")
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(parts.meters());
        addClassNames("page", "desk");
        var own = PhoneCalls.topic(login);
        Live.refresh(this, parts.signals(), topic -> topic.equals(own) || topic.equals(shownCase), this::refresh);
        var paced = new Paced(this, EVERY, parts.clock(), this::refresh);
        Live.refresh(this, parts.signals(), Set.of(Signals.WORK, WorkSessions.TOPIC), paced::run);
    }

    @Override
    public String getPageTitle() {
        return t("desk.title") + " · " + t("ui.name");
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        super.onAttach(attached);
        var ui = attached.getUI();
        var lost = ui.getReconnectDialogConfiguration();
        lost.setDialogText(t("desk.lost"));
        lost.setDialogTextGaveUp(t("desk.lost.gaveUp"));
        getElement().executeJs("window.otklik && window.otklik.pulse(this)");
        DeskParts.window(ui, name -> {
            tab = name;
            load();
        });
        dayChanges = DayChanged.listen(ui, this::load);
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        if (dayChanges != null) {
            dayChanges.remove();
        }
        super.onDetach(detached);
    }

    /** Shows what the person has to do now. */
    private void load() {
        var session = parts.sessions().of(login);
        if (session.isEmpty()) {
            showStart();
        } else if (!session.get().tab().equals(tab)) {
            showElsewhere();
        } else if (session.get().state() == SessionState.PAUSED) {
            showPaused(session.get());
        } else {
            bring();
        }
    }

    private void bring() {
        Parts.attempt(() -> show(parts.conveyor().next(login)));
    }

    private void show(NextTask next) {
        if (next instanceof NextTask.Issued issued) {
            showTask(issued);
        } else if (next instanceof NextTask.Waits waits) {
            showWait(waits);
        } else if (next instanceof NextTask.Nothing nothing) {
            showNothing(nothing);
        }
    }

    private void showTask(NextTask.Issued issued) {
        var before = open;
        if (before != null && before.item().taskId().equals(issued.item().taskId())) {
            before.refresh();
            return;
        }
        var task = new DeskTask(parts, issued, new DeskTask.Acts() {
            @Override
            public boolean finish(WorkItem item, Map<String, Object> answers, String note) {
                return DeskView.this.finish(item, answers, note);
            }

            @Override
            public void skip(WorkItem item, String reason, @Nullable String text) {
                DeskView.this.skip(item, reason, text);
            }

            @Override
            public void next() {
                open = null;
                bring();
            }
        });
        put(false, task.parts());
        open = task;
        shownCase = issued.item().businessKey();
        task.begin();
    }

    /** One round trip: the task is finished, and the next one is on the screen. */
    private boolean finish(WorkItem item, Map<String, Object> answers, String note) {
        var isDone = new boolean[1];
        measured.record(() -> {
            try {
                var next = parts.conveyor().completeAndNext(login, tab, item.taskId(), answers);
                if (!note.isBlank()) {
                    parts.history()
                            .tell(new otklik.history.History.Change(item.businessKey(), "deskNote").because(note));
                }
                parts.drafts().forget(item.taskId(), login);
                isDone[0] = true;
                open = null;
                show(next);
            } catch (RuntimeException failure) {
                var refusal = Refusal.in(failure).orElseThrow(() -> failure);
                if (refusal.key().equals("work.session.elsewhere")) {
                    showElsewhere();
                } else {
                    Parts.failed(Texts.problem(failure));
                }
                if (isDone[0]) {
                    // It is done; only the next one did not come.
                    load();
                }
            }
        });
        return isDone[0];
    }

    private void skip(WorkItem item, String reason, @Nullable String text) {
        if (Parts.attempt(() -> parts.conveyor().skip(login, reason, text))) {
            open = null;
            bring();
        }
    }

    /** Something has changed elsewhere; what is on the screen stays as long as it is the person's. */
    private void refresh() {
        if (tab.isEmpty()) {
            return;
        }
        var session = parts.sessions().of(login);
        var isHere = session.filter(one -> one.tab().equals(tab) && one.state() == SessionState.WORKING)
                .isPresent();
        var task = open;
        if (!isHere) {
            // Nothing is taken here: it is said where the session is.
            load();
            return;
        }
        if (task == null) {
            loadIfThere();
            return;
        }
        if (isInHand(task)) {
            task.refresh();
        } else if (task.isTalking() || task.isBegun()) {
            // The client is on the line, or something was written: nothing is taken off the screen under the person's
            // hands (E39).
            task.showOver();
        } else {
            Parts.done(t("desk.overByItself", task.title()));
            open = null;
            loadIfThere();
        }
    }

    /**
     * Loads once the browser has answered: its window lives on here for minutes after it was closed or has lost the network, and nobody is to
     * be called for somebody who is not there.
     */
    private void loadIfThere() {
        var now = parts.clock().instant();
        if (now.isBefore(asked.plus(ANSWERS))) {
            return;
        }
        asked = now;
        getElement().executeJs("return true").then(isThere -> {
            asked = Instant.EPOCH;
            // What was meant may have been done meanwhile by the person himself.
            if (open == null || !isInHand(open)) {
                load();
            }
        });
    }

    private boolean isInHand(DeskTask task) {
        return parts.conveyor()
                .current(login)
                .filter(current -> current.item().taskId().equals(task.item().taskId()))
                .isPresent();
    }

    private void showStart() {
        var start = Parts.primary(Parts.button(t("desk.start"), "Ctrl+Enter", "Ctrl ↵", () -> {
            if (Parts.attempt(() -> parts.sessions().start(login, tab))) {
                DayChanged.tell();
                load();
            }
        }));
        start.setDisableOnClick(true);
        rest(t("desk.start.title"), t("desk.start.hint"), start);
    }

    private void showElsewhere() {
        rest(
                t("desk.elsewhere.title"),
                t("desk.elsewhere.hint"),
                Parts.primary(Parts.button(t("desk.elsewhere.move"), "Ctrl+Enter", "Ctrl ↵", () -> {
                    if (Parts.attempt(() -> parts.sessions().moveHere(login, tab))) {
                        load();
                    }
                })));
    }

    private void showPaused(WorkSession session) {
        var reason = session.pauseReason() == null
                ? ""
                : parts.reasons().name(WorkReasons.Kind.PAUSE, session.pauseReason(), Texts.locale());
        var clock =
                new Stopwatch(Duration.between(session.since(), parts.clock().instant()), "#");
        clock.getElement().getClassList().add("big");
        rest(
                t("desk.paused.title", reason),
                t("desk.paused.hint"),
                clock,
                Parts.primary(Parts.button(t("desk.resume"), "Ctrl+Enter", "Ctrl ↵", () -> {
                    if (Parts.attempt(() -> parts.sessions().resume(login))) {
                        DayChanged.tell();
                        load();
                    }
                })));
    }

    /** A planned task is so near that nothing else is begun (S3.22, E26). */
    private void showWait(NextTask.Waits waits) {
        var client = parts.client(waits.planned());
        var title = parts.title(waits.planned(), client);
        var left = countdown(waits.at());
        var shownAt = parts.clock().instant();
        rest(
                t("desk.wait.title", title),
                client.map(one -> one.name() + " · ").orElse("")
                        + t("desk.wait.at", parts.texts().moment(waits.at())),
                left,
                Parts.primary(Parts.button(t("desk.wait.now"), "Ctrl+Enter", "Ctrl ↵", () -> {
                    if (!DeskParts.isTooSoon(shownAt, parts.clock().instant())) {
                        Parts.attempt(() -> show(parts.conveyor().startNow(login)));
                    }
                })),
                Parts.text("muted", t("desk.wait.why", minutes(Parameter.LONGEST_BREAK))));
    }

    /** Nothing is to be done: until when, and why (E23, E24). */
    private void showNothing(NextTask.Nothing nothing) {
        var next = earlier(earlier(nothing.nextPlanned(), nothing.windowOpens()).orElse(null), nothing.clientFree());
        var lines = new java.util.ArrayList<Component>();
        if (nothing.nextPlanned() != null) {
            lines.add(new Div(t("desk.nothing.planned", parts.texts().moment(nothing.nextPlanned()))));
        }
        if (nothing.windowOpens() != null) {
            lines.add(new Div(t(
                    "desk.nothing.window",
                    parts.texts().moment(nothing.windowOpens()),
                    parts.parameters().time(Parameter.CALL_WINDOW_FROM))));
        }
        if (nothing.clientFree() != null) {
            lines.add(new Div(t("desk.nothing.client", parts.texts().moment(nothing.clientFree()))));
        }
        next.filter(at -> at.isAfter(parts.clock().instant()))
                .filter(at -> Duration.between(parts.clock().instant(), at).toHours() < 1)
                .ifPresent(at -> lines.add(countdown(at)));
        if (lines.isEmpty()) {
            lines.add(Parts.text("muted", t("desk.nothing.watch")));
        }
        rest(t("desk.nothing.title"), t("desk.nothing.hint"), lines.toArray(Component[]::new));
    }

    private static Optional<Instant> earlier(@Nullable Instant one, @Nullable Instant other) {
        return java.util.stream.Stream.of(Optional.ofNullable(one), Optional.ofNullable(other))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private Countdown countdown(Instant at) {
        // A second more than the task: the clock of the browser must not ask too early.
        var left = new Countdown(Duration.between(parts.clock().instant(), at).plusSeconds(1), "#");
        left.getElement().getClassList().add("big");
        left.whenOver(this::load);
        return left;
    }

    private long minutes(Parameter parameter) {
        return Math.max(1, parts.parameters().duration(parameter).toMinutes());
    }

    private void rest(String title, String hint, Component... lines) {
        open = null;
        var card = Parts.row("card", new H1(title), Parts.text("muted", hint));
        card.addClassName("desk-wait");
        card.add(lines);
        put(true, card);
    }

    private void put(boolean isBare, Component... shown) {
        removeAll();
        setClassName("bare", isBare);
        add(shown);
    }

    /** The network is there again: the question whether the browser is there may have been lost with it. */
    @ClientCallable
    public void back() {
        if (!asked.equals(Instant.EPOCH)) {
            asked = Instant.EPOCH;
            refresh();
        }
    }

    /** Real input: the session is not idle. */
    @ClientCallable
    public void touched() {
        if (!tab.isEmpty()) {
            parts.sessions().touched(login, tab);
            back();
        }
    }
}
