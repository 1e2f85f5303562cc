package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.engine.CurrentStep;
import otklik.history.Event;
import otklik.kernel.Refusal;
import otklik.mail.OutgoingLetter;
import otklik.mail.ReceivedLetter;
import otklik.requests.RequestCard;
import otklik.requests.RequestProcess.Outcome;
import otklik.requests.RequestStatus;
import otklik.requests.ThreadEntry;
import otklik.security.Account;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Role;
import otklik.ui.Diagram;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.WorkItem;

/**
 * One request: the dialogue with the place for an answer, and beside it what is promised, where the process stands, the client and the
 * history. Every button completes a task or tells the process; what follows is the diagram's.
 */
class RequestPage {
    private static final String TAKE = "userTask_takeRequest";
    private static final List<String> WRITE = List.of("userTask_writeFirstMessage", "userTask_answerClient");
    private static final String LATE_REPLY = "userTask_reviewLateReply";
    private static final String SILENCE = "userTask_decideOnSilence";
    private static final int HISTORY_LINES = 30;
    private static final int LONGEST_REASON = 400;

    private final RequestPages parts;
    private final String login = CurrentUser.login().orElseThrow();
    private final Div card = new Div();
    private final Div head = Parts.row("head");
    private final Div lines = Parts.row("body");
    private final Div bars = Parts.row("bars");
    private final Div foot = Parts.row("foot", bars);
    private final Span hint = new Span();
    private final Button send;
    private final Button note;
    private final Div composer;
    private Optional<WorkItem> writing = Optional.empty();
    private final Div side = Parts.row("column");
    private final Div promises = Parts.row("body");
    private final Div client = Parts.row("body");
    private final Div timeline = Parts.row("body");
    private final Div place = Parts.row("body");
    private final Diagram diagram = new Diagram();
    private final TextArea answer = new TextArea();
    private final Span draftState = new Span();
    private @Nullable String number;
    private @Nullable String shownFoot;
    private long shownLines = -1;

    RequestPage(RequestPages parts) {
        this.parts = parts;
        card.addClassName("card");
        answer.setPlaceholder(t("requests.answer.placeholder"));
        answer.setAriaLabel(t("requests.answer"));
        answer.setValueChangeMode(ValueChangeMode.LAZY);
        answer.setValueChangeTimeout(800);
        answer.addValueChangeListener(change -> {
            if (change.isFromClient() && number != null) {
                parts.drafts().save(number, login, answer.getValue());
                draftState.setText(
                        answer.isEmpty()
                                ? ""
                                : t(
                                        "requests.draftSaved",
                                        parts.texts().moment(parts.clock().instant())));
            }
        });
        draftState.addClassNames("muted", "small");
        hint.addClassNames("muted", "small");
        send = Parts.primary(
                Parts.button(t("requests.send"), "Ctrl+Enter", "Ctrl ↵", () -> writing.ifPresent(this::send)));
        note = Parts.button(t("requests.addNote"), "KeyN", "N", this::addNote);
        composer = composer();
        foot.add(composer);
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
        shownLines = -1;
        card.removeAll();
        side.removeAll();
        var request = newNumber == null
                ? Optional.<RequestCard>empty()
                : parts.requests().find(newNumber);
        if (request.isEmpty()) {
            number = null;
            card.add(
                    newNumber == null
                            ? Parts.empty(t("requests.nothingOpen"), t("requests.nothingOpen.hint"))
                            : Parts.empty(t("requests.unknown", newNumber), ""));
            return;
        }
        card.add(head, lines, foot);
        place.removeAll();
        place.add(diagram);
        side.add(
                section(t("requests.promises"), promises),
                section(t("requests.place"), place),
                section(t("requests.client"), client),
                section(t("requests.history"), timeline));
        parts.drafts()
                .find(request.get().number(), login)
                .ifPresentOrElse(draft -> answer.setValue(draft.text()), answer::clear);
        draftState.setText("");
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
            showLines(request);
            showFoot(request, tasks, allowed);
            showPromises(request, tasks);
            showPlace(request);
            showClient(request);
            showTimeline(request);
        });
    }

    private void showHead(RequestCard request, Set<Action> allowed) {
        head.removeAll();
        var title = new H1(request.number() + " · " + request.clientName());
        title.setTitle(request.title());
        head.add(title, Parts.tag(tone(request.status()), t(request.status())));
        if (request.warned()) {
            head.add(Parts.tag(Parts.Tone.TODAY, t("requests.warned")));
        }
        head.add(Parts.row("grow"));
        var menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.LUMO_SMALL);
        var mayChange = allowed.contains(Action.CHANGE);
        var mayAssign = allowed.contains(Action.ASSIGN);
        if (request.status().isOpen()) {
            if (mayChange) {
                MenuItem close = menu.addItem(t("requests.close"));
                close.getSubMenu().addItem(t("requests.close.won"), click -> close(request, Outcome.WON));
                close.getSubMenu().addItem(t("requests.close.lost"), click -> close(request, Outcome.LOST));
            }
            if (mayChange || mayAssign) {
                var more = menu.addItem("⋯");
                more.setAriaLabel(t("requests.more"));
                if (mayAssign) {
                    more.getSubMenu().addItem(t("requests.handOver"), click -> handOver(request));
                }
                if (mayChange) {
                    more.getSubMenu().addItem(t("requests.merge"), click -> merge(request));
                }
            }
        } else if (mayChange
                && request.status() != RequestStatus.LATE_REPLY
                && request.status() != RequestStatus.MERGED) {
            menu.addItem(
                    t("requests.reopen"), click -> act(() -> parts.requests().reopenByHand(request.number())));
        }
        head.add(menu);
    }

    private static Parts.Tone tone(RequestStatus status) {
        return switch (status) {
            case MANAGER_SILENT -> Parts.Tone.LATE;
            case NEW, ASSIGNED, REPLY_RECEIVED, LATE_REPLY -> Parts.Tone.TODAY;
            case WON -> Parts.Tone.OK;
            case WAITING_FOR_CLIENT, LOST, CLOSED_SILENT, MERGED -> Parts.Tone.PLAN;
        };
    }

    private void showLines(RequestCard request) {
        var entries = parts.requests().dialogue(request.number());
        var sent = parts.outbox()
                .byNumbers(entries.stream()
                        .map(ThreadEntry::outgoingNumber)
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .collect(Collectors.toList()));
        // The state of a letter changes without a new line, so both take part in "did anything change".
        long mark = entries.hashCode() * 31L
                + sent.values().stream().map(OutgoingLetter::state).toList().hashCode();
        if (mark == shownLines) {
            return;
        }
        shownLines = mark;
        var received = received(entries);
        lines.removeAll();
        entries.forEach(entry -> lines.add(line(entry, sent, received)));
        lines.getElement().executeJs("window.otklik && window.otklik.toEnd(this)");
    }

    private Map<Long, ReceivedLetter> received(Collection<ThreadEntry> entries) {
        var ids = entries.stream()
                .map(ThreadEntry::letterId)
                .filter(Objects::nonNull)
                .map(Long.class::cast)
                .toList();
        return parts.letters().find(ids).stream().collect(Collectors.toMap(ReceivedLetter::id, letter -> letter));
    }

    private Div line(ThreadEntry entry, Map<String, OutgoingLetter> sent, Map<Long, ReceivedLetter> received) {
        var isNote = entry.kind() == ThreadEntry.Kind.NOTE;
        var line = Parts.row(isNote ? "note" : "msg", Parts.text("words", entry.text()));
        if (entry.kind() == ThreadEntry.Kind.TO_CLIENT
                || entry.kind() == ThreadEntry.Kind.AUTOMATIC && entry.letterId() == null) {
            line.addClassName("me");
        }
        var letter = entry.letterId() == null ? null : received.get(entry.letterId());
        if (letter != null) {
            line.add(files(letter));
        }
        var meta = Parts.row("meta", new Span(who(entry)), Parts.moment(parts.texts(), entry.at()));
        if (isNote) {
            meta.addComponentAsFirst(new Span(t("requests.note")));
        }
        var outgoing = entry.outgoingNumber() == null ? null : sent.get(entry.outgoingNumber());
        if (outgoing != null) {
            meta.add(letterState(outgoing));
        }
        line.add(meta);
        return line;
    }

    private String who(ThreadEntry entry) {
        var author =
                switch (entry.kind()) {
                    case FROM_CLIENT -> entry.author();
                    case AUTOMATIC ->
                        entry.letterId() == null
                                ? t("requests.automatic")
                                : t("requests.automaticLetter", entry.author());
                    case TO_CLIENT, NOTE -> parts.accounts().nameOf(entry.author());
                };
        return entry.onBehalfOf() == null
                ? author
                : t("requests.onBehalf", author, parts.accounts().nameOf(String.valueOf(entry.onBehalfOf())));
    }

    private static Span letterState(OutgoingLetter letter) {
        var tone =
                switch (letter.state()) {
                    case SENT, QUEUED, SENDING -> Parts.Tone.PLAN;
                    case IN_DOUBT -> Parts.Tone.TODAY;
                    case FAILED, BOUNCED, ABANDONED -> Parts.Tone.LATE;
                };
        var tag = Parts.tag(tone, t("mail.State." + letter.state().name()));
        if (letter.lastError() != null) {
            tag.setTitle(letter.lastError());
        }
        return tag;
    }

    private static Div files(ReceivedLetter letter) {
        var files = Parts.row("files");
        letter.attachments()
                .forEach(attachment -> files.add(Parts.file(
                        "letters/%d/attachments/%d".formatted(letter.id(), attachment.position()), attachment.name())));
        if (letter.hasHtml()) {
            files.add(Parts.file("letters/%d/html".formatted(letter.id()), t("inbox.asItLooked")));
        }
        return files;
    }

    private void showFoot(RequestCard request, List<WorkItem> tasks, Set<Action> allowed) {
        var state = request.status()
                + tasks.stream().map(WorkItem::taskId).sorted().toList().toString()
                + request.manager()
                + request.queue()
                + allowed;
        if (state.equals(shownFoot)) {
            return;
        }
        shownFoot = state;
        bars.removeAll();
        var work = parts.work();
        find(tasks, SILENCE).filter(work::mayFinish).ifPresent(this::offerSilenceDecision);
        var mayTake = allowed.contains(Action.TAKE) && parts.requests().isManager(login);
        var taking = find(tasks, TAKE).filter(work::mayFinish).filter(task -> mayTake);
        taking.ifPresent(this::offerTaking);
        if (taking.isEmpty() && request.manager() == null && request.status().isOpen() && mayTake) {
            bars.add(Parts.primary(Parts.button(
                    t("requests.take"),
                    "KeyT",
                    "T",
                    () -> act(() -> parts.requests().take(request.number())))));
        }
        find(tasks, LATE_REPLY).filter(work::mayFinish).ifPresent(this::offerLateReply);
        writing = tasks.stream()
                .filter(task -> WRITE.contains(task.taskKey()))
                .filter(work::mayFinish)
                .findFirst();
        send.setVisible(writing.isPresent());
        note.setVisible(allowed.contains(Action.CHANGE));
        composer.setVisible(send.isVisible() || note.isVisible());
        hint.setText(
                writing.isEmpty() && request.status() == RequestStatus.WAITING_FOR_CLIENT ? t("requests.waiting") : "");
    }

    private String holder(RequestCard request) {
        if (request.manager() != null) {
            return parts.accounts().nameOf(String.valueOf(request.manager()));
        }
        return request.queue() == null
                ? t("requests.anybody")
                : parts.accounts()
                        .group(String.valueOf(request.queue()))
                        .map(group -> String.valueOf(group.name()))
                        .orElseGet(() -> t("requests.anybody"));
    }

    private static Optional<WorkItem> find(List<WorkItem> tasks, String key) {
        return tasks.stream().filter(task -> task.taskKey().equals(key)).findFirst();
    }

    /** Stays in place while the page changes around it: a field that is put in anew loses the cursor of the person who types. */
    private Div composer() {
        return Parts.row("composer", answer, Parts.row("line", send, note, hint, Parts.row("grow"), draftState));
    }

    private void send(WorkItem task) {
        if (answer.isEmpty()) {
            answer.setInvalid(true);
            answer.setErrorMessage(t("requests.textMissing"));
            answer.focus();
            return;
        }
        answer.setInvalid(false);
        var text = answer.getValue();
        if (act(() -> parts.work().complete(task.taskId(), Map.of("decision", "answer", "text", text)))) {
            answer.clear();
            draftState.setText("");
            Parts.done(t("requests.sent"));
        }
    }

    private void addNote() {
        var requestNumber = String.valueOf(number);
        if (answer.isEmpty()) {
            answer.focus();
            return;
        }
        if (act(() -> parts.requests().addNote(requestNumber, answer.getValue()))) {
            parts.drafts().forget(requestNumber, login);
            answer.clear();
            draftState.setText("");
        }
    }

    private void offerTaking(WorkItem task) {
        bars.add(Parts.primary(Parts.button(
                t("requests.take"), "KeyT", "T", () -> act(() -> parts.work().complete(task.taskId(), Map.of())))));
    }

    private void offerLateReply(WorkItem task) {
        var bar = Parts.row("note", new Span(t("requests.lateReply")));
        bar.getStyle().set("width", "100%");
        bar.add(Parts.row(
                "line",
                Parts.primary(Parts.button(t("requests.lateReply.answer"), "KeyY", "Y", () -> decide(task, "answer"))),
                Parts.button(t("requests.lateReply.noAnswer"), "KeyX", "X", () -> decide(task, "noAnswer"))));
        bars.add(bar);
    }

    private void decide(WorkItem task, String decision) {
        act(() -> parts.work().complete(task.taskId(), Map.of("decision", decision)));
    }

    private void offerSilenceDecision(WorkItem task) {
        var bar = Parts.row("note", new Span(t("requests.silence")));
        bar.addClassName("bad");
        bar.getStyle().set("width", "100%");
        var managers = managers();
        bar.add(Parts.row(
                "line",
                managers,
                Parts.primary(Parts.button(
                        t("requests.silence.reassign"),
                        "",
                        "",
                        () -> act(() -> {
                            if (managers.isEmpty()) {
                                throw new Refusal("requests.managerMissing");
                            }
                            parts.work()
                                    .complete(
                                            task.taskId(),
                                            Map.of(
                                                    "decision",
                                                    "reassign",
                                                    "newManager",
                                                    managers.getValue().login()));
                        }))),
                Parts.button(t("requests.silence.keep"), "", "", () -> decide(task, "keep"))));
        bars.add(bar);
    }

    private ComboBox<Account> managers() {
        var managers = new ComboBox<Account>();
        managers.setPlaceholder(t("requests.newManager"));
        managers.setAriaLabel(t("requests.newManager"));
        managers.setItems(parts.accounts().with(Role.MANAGER));
        managers.setItemLabelGenerator(Account::name);
        return managers;
    }

    private boolean act(Runnable action) {
        var done = Parts.attempt(action);
        shownFoot = null;
        refresh();
        return done;
    }

    private void close(RequestCard request, Outcome outcome) {
        var reason = new TextField(t("requests.reason"));
        reason.setMaxLength(LONGEST_REASON);
        reason.setRequired(outcome == Outcome.LOST);
        reason.setWidthFull();
        ask(
                t(outcome == Outcome.WON ? "requests.close.won.title" : "requests.close.lost.title", request.number()),
                reason,
                t("requests.close.confirm"),
                dialog -> {
                    if (outcome == Outcome.LOST && reason.isEmpty()) {
                        reason.setInvalid(true);
                        reason.setErrorMessage(t("requests.reasonMissing"));
                        reason.focus();
                    } else if (act(() -> parts.requests().closeByHand(request.number(), outcome, reason.getValue()))) {
                        dialog.close();
                    }
                });
    }

    private void handOver(RequestCard request) {
        var managers = managers();
        managers.setWidthFull();
        ask(t("requests.handOver.title", request.number()), managers, t("requests.handOver"), dialog -> {
            if (managers.isEmpty()) {
                managers.setInvalid(true);
                managers.setErrorMessage(t("requests.managerMissing"));
            } else if (act(() -> parts.requests()
                    .handOverByHand(request.number(), managers.getValue().login()))) {
                dialog.close();
            }
        });
    }

    private void merge(RequestCard request) {
        var others = new ComboBox<RequestCard>(t("requests.merge.into"));
        others.setItems(ofClient(request).stream()
                .filter(other -> other.status().isOpen() && !other.number().equals(request.number()))
                .filter(other -> parts.requests().allowed(other.number()).contains(Action.CHANGE))
                .toList());
        others.setItemLabelGenerator(other -> other.number() + " · " + other.title());
        others.setHelperText(t("requests.merge.help"));
        others.setWidthFull();
        ask(t("requests.merge.title", request.number()), others, t("requests.merge"), dialog -> {
            if (others.isEmpty()) {
                others.setInvalid(true);
                others.setErrorMessage(t("requests.merge.missing"));
            } else if (act(() ->
                    parts.requests().merge(request.number(), others.getValue().number()))) {
                dialog.close();
            }
        });
    }

    private static void ask(
            String title, com.vaadin.flow.component.Component question, String confirm, Consumer<Dialog> action) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(title);
        dialog.setWidth("420px");
        dialog.add(question);
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(confirm, "Ctrl+Enter", "Ctrl ↵", () -> action.accept(dialog))));
        dialog.open();
        if (question instanceof com.vaadin.flow.component.Focusable<?> focusable) {
            focusable.focus();
        }
    }

    private void showPromises(RequestCard request, List<WorkItem> tasks) {
        promises.removeAll();
        for (var task : tasks) {
            var due = task.due();
            var when = due == null
                    ? Parts.tag(Parts.Tone.PLAN, t("requests.now"))
                    : Parts.tag(
                            parts.texts().isPast(due) ? Parts.Tone.LATE : Parts.Tone.TODAY,
                            parts.texts().until(due));
            if (due != null) {
                when.setTitle(parts.texts().fullMoment(due));
            }
            var who = task.assignee() == null
                    ? t("requests.anybody")
                    : parts.accounts().nameOf(String.valueOf(task.assignee()));
            promises.add(Parts.row(
                    "promise",
                    new Div(
                            when,
                            new Span(" "
                                    + parts.diagrams()
                                            .label(task.processDefinitionId(), task.taskKey(), Texts.locale()))),
                    Parts.text("muted", who)));
        }
        for (var timer : parts.diagrams().timers(request.processInstanceId(), Texts.locale())) {
            var when = Parts.tag(
                    parts.texts().isPast(timer.due()) ? Parts.Tone.LATE : Parts.Tone.PLAN,
                    parts.texts().until(timer.due()));
            when.setTitle(parts.texts().fullMoment(timer.due()));
            promises.add(Parts.row("promise", new Div(when, new Span(" " + timer.label()))));
        }
        for (var incident : parts.incidents().of(request.processInstanceId())) {
            promises.add(Parts.row("note", new Span(t("requests.standsStill", incident.reason()))));
        }
        if (promises.getComponentCount() == 0) {
            promises.add(Parts.text("muted", t("requests.noPromises")));
        }
    }

    private void showPlace(RequestCard request) {
        var found = parts.diagrams().place(request.processInstanceId(), Texts.locale());
        diagram.setVisible(found.isPresent());
        place.getChildren().filter(child -> child != diagram).toList().forEach(place::remove);
        found.ifPresentOrElse(
                here -> {
                    diagram.show(here.xml(), here.active(), here.name());
                    place.add(Parts.row(
                            "line",
                            Parts.text("muted", here.name() + " v" + here.version()),
                            Parts.row("grow"),
                            new Button(t("requests.wholeDiagram"), click -> {
                                var dialog = new Dialog();
                                dialog.setHeaderTitle(here.name() + " v" + here.version());
                                var big = new Diagram();
                                big.getElement().getClassList().add("big");
                                dialog.add(big);
                                dialog.setDraggable(true);
                                dialog.getFooter().add(new Button(t("ui.close"), closing -> dialog.close()));
                                dialog.open();
                                big.show(here.xml(), here.active(), here.name());
                            })));
                },
                () -> place.add(Parts.text("muted", t("requests.processOver"))));
    }

    private void showClient(RequestCard request) {
        client.removeAll();
        var facts = Parts.row("kv");
        facts.add(new Span(t("requests.client.name")), new Span(request.clientName()));
        facts.add(new Span(t("requests.client.address")), new Span(request.clientAddress()));
        facts.add(new Span(t("requests.manager")), new Span(holder(request)));
        if (request.outcomeReason() != null) {
            facts.add(new Span(t("requests.reason")), new Span(request.outcomeReason()));
        }
        if (request.mergedInto() != null) {
            var into = String.valueOf(request.mergedInto());
            facts.add(
                    new Span(t("requests.mergedInto")),
                    parts.requests().find(into).isPresent() ? new Span(link(into)) : new Span(into));
        }
        var others = ofClient(request).stream()
                .filter(other -> !other.number().equals(request.number()))
                .limit(5)
                .toList();
        if (!others.isEmpty()) {
            var links = new Span();
            others.forEach(other -> links.add(new Div(link(other.number()), new Span(" " + t(other.status())))));
            facts.add(new Span(t("requests.others")), links);
        }
        client.add(facts);
    }

    /** All requests of the client, this one among them. */
    private List<RequestCard> ofClient(RequestCard request) {
        return request.person() == null ? List.of() : parts.requests().ofClient(String.valueOf(request.person()));
    }

    private static Anchor link(String requestNumber) {
        return new Anchor(CommunicationsView.PATH + "/" + requestNumber, requestNumber);
    }

    private void showTimeline(RequestCard request) {
        timeline.removeAll();
        var list = Parts.row("timeline");
        parts.history().of(request.number(), 0, HISTORY_LINES).forEach(event -> list.add(line(event)));
        timeline.add(list);
    }

    private Div line(Event event) {
        var what = new Span(t("history." + event.kind()));
        var change = change(event);
        var actor = actor(event);
        var by = Parts.text(
                "small",
                event.onBehalfOf() == null
                        ? actor
                        : t("requests.onBehalf", actor, parts.accounts().nameOf(String.valueOf(event.onBehalfOf()))));
        by.addClassName("faint");
        var line = new Div(new Div(what, new Span(" "), Parts.moment(parts.texts(), event.at())));
        if (!change.isEmpty()) {
            line.add(Parts.text("muted", change));
        }
        line.add(by);
        return line;
    }

    private String actor(Event event) {
        return CurrentStep.parse(event.actor())
                .map(step -> parts.diagrams().label(step, Texts.locale()))
                .map(label -> t("requests.step", label.process(), label.version(), label.node()))
                .orElseGet(() -> event.actorKind() == Event.ActorKind.SYSTEM
                        ? t("ui.name")
                        : parts.accounts().nameOf(event.actor()));
    }

    /** Before and after in words: a status by its word, a login by the person's name, anything else as it is. */
    private String change(Event event) {
        var before = word(event.before());
        var after = word(event.after());
        var change = before.isEmpty() || after.isEmpty() ? before + after : before + " → " + after;
        return event.note() == null || event.note().isBlank()
                ? change
                : change.isEmpty() ? event.note() : change + ": " + event.note();
    }

    private String word(@Nullable String value) {
        if (value == null) {
            return "";
        }
        for (var status : RequestStatus.values()) {
            if (status.name().equals(value)) {
                return t(status);
            }
        }
        return parts.accounts()
                .group(value)
                .filter(group -> group.name() != null)
                .map(group -> String.valueOf(group.name()))
                .orElseGet(() -> parts.accounts().nameOf(value));
    }
}
