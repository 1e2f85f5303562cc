package otklik.inbox.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otklik.customers.PersonCard;
import otklik.inbox.MessageCard;
import otklik.inbox.MessageDrafts;
import otklik.kernel.Refusal;
import otklik.mail.ReceivedLetter;
import otklik.requests.Contact;
import otklik.security.CurrentUser;
import otklik.sources.ReceivedItem;
import otklik.staff.FirstMessageGrants;
import otklik.ui.Countdown;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.WorkItem;

/**
 * One message under review. Opening it takes a lease; real input renews it; a decision completes the task. When a colleague holds it,
 * the pane says who and for how long, and offers the next free one. What is typed is saved as it is typed (E3, E4).
 */
class MessagePane extends Div {
    private static final Logger log = LoggerFactory.getLogger(MessagePane.class);
    private static final String REVIEW = "userTask_reviewMessage";
    private static final int LONGEST_FIRST_MESSAGE = 4000;
    private static final int TYPING_PAUSE_MILLIS = 300;
    private static final int LONGEST_QUOTATION = 200;

    private final transient MessagePanes parts;
    private final transient Consumer<String> afterDecision;
    private final transient Runnable nextFree;
    private final String login = CurrentUser.login().orElseThrow();
    private final Div holder = new Div();
    private final Div alarm = Parts.row("notes");
    private final Div pace = new Div();
    private final ComboBox<Receiver> manager = new ComboBox<>();
    private final TextArea firstMessage = new TextArea();
    private transient Receivers receivers = new Receivers(List.of());
    private @Nullable String number;
    private @Nullable String taskId;
    private @Nullable String shownHolder;

    /** Whether the shown message waited for a decision when it was opened. */
    private boolean wasOpen;

    MessagePane(MessagePanes parts, Consumer<String> afterDecision, Runnable nextFree) {
        this.parts = parts;
        this.afterDecision = afterDecision;
        this.nextFree = nextFree;
        addClassName("card");
        addAttachListener(attached -> getElement().executeJs("window.otklik && window.otklik.pulse(this)"));
        manager.setAriaLabel(t("inbox.manager"));
        manager.setPrefixComponent(Parts.text("muted", t("inbox.manager")));
        manager.setPlaceholder(t("inbox.commonStream"));
        manager.setTooltipText(t("inbox.manager.help"));
        manager.setWidth("300px");
        manager.setItemLabelGenerator(Receiver::name);
        manager.setRenderer(LitRenderer.<Receiver>of(
                        "<div><div>${item.name}</div><div class=\"muted small\">${item.load}</div></div>")
                .withProperty("name", Receiver::name)
                .withProperty("load", this::loadOf));
        manager.setClearButtonVisible(true);
        manager.addValueChangeListener(change -> {
            showFirstMessage();
            showPace();
            if (change.isFromClient()) {
                saveDraft();
            }
        });
        firstMessage.setLabel(t("inbox.firstMessage"));
        firstMessage.setMaxLength(LONGEST_FIRST_MESSAGE);
        firstMessage.setValueChangeMode(ValueChangeMode.TIMEOUT);
        firstMessage.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        firstMessage.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                saveDraft();
            }
        });
    }

    void show(@Nullable String newNumber) {
        if (newNumber != null
                && newNumber.equals(number)
                && taskId != null
                && parts.work().find(taskId).isPresent()) {
            return;
        }
        releaseIfUntouched(newNumber);
        number = newNumber;
        taskId = null;
        shownHolder = null;
        wasOpen = false;
        manager.clear();
        firstMessage.clear();
        alarm.removeAll();
        removeAll();
        if (newNumber == null) {
            add(Parts.empty(t("inbox.nothingOpen"), t("inbox.nothingOpen.hint")));
            return;
        }
        var found = parts.messages().find(newNumber);
        if (found.isEmpty()) {
            add(Parts.empty(t("inbox.unknown", newNumber), ""));
            return;
        }
        var message = found.get();
        claim(message);
        wasOpen = !items().isEmpty();
        add(head(message), alarm, body(message), foot(message));
        if (taskId != null) {
            parts.drafts().find(newNumber, login).ifPresent(this::continueDraft);
        }
        refreshHolder();
    }

    /** Leaving a message without a decision gives it back to the list at once. */
    private void releaseIfUntouched(@Nullable String newNumber) {
        if (taskId != null && !Objects.equals(number, newNumber)) {
            parts.work().release(taskId, login);
        }
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        try {
            releaseIfUntouched(null);
        } catch (RuntimeException stopping) {
            // The node is going down with the database already closed; the lease ends by itself.
            log.debug("Message {} was not given back", number, stopping);
        }
        taskId = null;
    }

    /** Takes the message unless a colleague has it, which the pane says by itself. */
    private void claim(MessageCard message) {
        var now = parts.clock().instant();
        parts.work().ofCase(message.number()).stream()
                .filter(item -> item.taskKey().equals(REVIEW)
                        && !item.isHeldByAnother(login, now)
                        && parts.messages().mayDecide())
                .findFirst()
                .ifPresent(item -> {
                    try {
                        taskId = parts.work().claim(item.taskId(), login).taskId();
                    } catch (RuntimeException refused) {
                        if (Refusal.in(refused).isEmpty()) {
                            throw refused;
                        }
                        Parts.done(Texts.problem(refused));
                    }
                });
    }

    /** Name of a source as people call it. */
    private String source(String key) {
        var name = parts.sourceNames().get(key);
        return name == null ? MessagePanes.unnamed(key) : name;
    }

    private Div head(MessageCard message) {
        var title = new H1(message.senderName());
        title.setTitle(message.senderName());
        return Parts.row(
                "head",
                title,
                Parts.text("muted", source(message.source()) + " ·"),
                Parts.moment(parts.texts(), message.receivedAt()),
                Parts.row("grow"),
                Parts.text("faint", message.number()),
                holder);
    }

    private Div body(MessageCard message) {
        var body = Parts.row("body");
        body.addClassName("letter");
        if (!message.subject().isBlank()) {
            var subject = new H2(message.subject());
            subject.getStyle().set("unicode-bidi", "plaintext");
            body.add(subject);
        }
        body.add(Parts.text("words", parts.messages().textOf(message.number())));
        parts.group().fill(body, message);
        var letterId = message.letterId();
        if (letterId != null) {
            parts.letters().find(letterId).ifPresent(letter -> body.add(files(letter)));
        }
        var itemId = message.itemId();
        if (itemId != null) {
            parts.items().find(itemId).ifPresent(item -> body.add(fields(item)));
        }
        var suggested = message.suggestedRequest();
        if (suggested != null) {
            body.add(Parts.row("note", new Span(t("inbox.suggestedRequest") + " "), requestLink(suggested)));
        }
        for (var contact : parts.messages().contacts(message.number())) {
            body.add(Parts.row("note", contact(contact)));
        }
        parts.drafts().of(message.number()).stream()
                .filter(draft -> taskId == null || !draft.author().equals(login))
                .forEach(draft -> body.add(unsent(draft)));
        body.add(facts(message));
        return body;
    }

    private Div facts(MessageCard message) {
        var facts = Parts.row("kv");
        var link = message.link();
        if (!message.senderAddress().isEmpty()) {
            facts.add(new Span(t("inbox.address")), new Span(message.senderAddress()));
        }
        if (link != null) {
            facts.add(new Span(t("inbox.link")), Parts.file(link, link));
        }
        var person = message.person();
        if (person != null) {
            parts.people().find(person).ifPresent(card -> {
                facts.add(new Span(t("inbox.person")), person(card, message));
                doubles(facts, person);
            });
        }
        if (message.decidedBy() != null) {
            facts.add(
                    new Span(t("inbox.decidedBy")),
                    new Span(parts.accounts().nameOf(String.valueOf(message.decidedBy())) + " · "
                            + t(message.status())));
        }
        if (message.requestNumber() != null) {
            facts.add(new Span(t("inbox.request")), new Span(requestLink(String.valueOf(message.requestNumber()))));
        }
        if (taskId != null && parts.messages().mayOpenRequests()) {
            receivers = parts.receivers();
            facts.add(new Span(t("inbox.manager")), new Span(pace));
        }
        return facts;
    }

    /** Whom the sender was found to be, or that he was not known before. */
    private Span person(PersonCard card, MessageCard message) {
        var isNew = !card.since().isBefore(message.receivedAt().minus(Duration.ofMinutes(1)));
        var known = new Span(
                new Span(card.company() == null ? card.name() : card.name() + ", "),
                company(card),
                new Span(" · "),
                parts.mayOpenPeople() ? Parts.link("people/" + card.number(), card.number()) : new Span(card.number()),
                new Span(" "));
        known.setTitle(t("inbox.person.since", parts.texts().fullMoment(card.since())));
        return new Span(known, isNew ? Parts.tag(Parts.Tone.PLAN, t("inbox.person.new")) : new Span());
    }

    /** The company by its page: of his own, else the only one that is called so. */
    private Component company(PersonCard card) {
        var name = card.company() == null ? "" : card.company();
        return parts.companyOf(card)
                .<Component>map(number -> Parts.link("companies/" + number, name))
                .orElseGet(() -> new Span(name));
    }

    private void doubles(Div facts, String person) {
        var doubles = parts.people().doubles(person);
        if (doubles.isEmpty()) {
            return;
        }
        var list = new Div();
        for (var one : doubles) {
            var reasons = one.reasons().stream().map(Texts::t).collect(Collectors.joining(", "));
            var why = Parts.text("muted", reasons);
            why.addClassName("small");
            list.add(new Div(new Span(named(one.person()) + " "), why));
        }
        facts.add(new Span(t("inbox.person.like")), new Span(list));
    }

    private static String named(PersonCard card) {
        return card.company() == null ? card.name() : card.name() + ", " + card.company();
    }

    /** What somebody began to write and did not send: for who has the message now to go on with, or for the author to delete. */
    private Div unsent(MessageDrafts.Draft draft) {
        var isMine = draft.author().equals(login);
        var text = draft.text().strip();
        var note = Parts.row("note");
        note.add(new Div(
                new Span(
                        isMine
                                ? t("inbox.unsent")
                                : t("inbox.unsentOf", parts.accounts().nameOf(draft.author()))),
                new Span(" "
                        + (text.length() > LONGEST_QUOTATION && !isMine
                                ? text.substring(
                                                0,
                                                text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_QUOTATION)))
                                        + "…"
                                : text))));
        var task = taskId;
        if (isMine) {
            note.add(small(t("inbox.unsent.delete"), () -> {
                parts.drafts().forget(String.valueOf(number), login);
                note.setVisible(false);
            }));
        } else if (task != null) {
            note.add(small(t("inbox.unsent.use"), () -> {
                parts.drafts().hand(String.valueOf(number), draft.author(), login);
                parts.drafts().find(String.valueOf(number), login).ifPresent(this::continueDraft);
                note.setVisible(false);
            }));
        }
        return note;
    }

    private static Button small(String text, Runnable action) {
        var button = new Button(text, click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL);
        return button;
    }

    /** Who talks with the sender, since when and how it stands; the request itself for those who may open it. */
    private Div contact(Contact contact) {
        var who = contact.manager() == null
                ? t("inbox.nobody")
                : parts.accounts().nameOf(String.valueOf(contact.manager()));
        var since = parts.texts().fullMoment(contact.since());
        var line = new Div(new Span(t("inbox.earlier", who, t(contact.status()), since) + " "));
        var requestNumber = contact.number();
        if (requestNumber != null) {
            line.add(requestLink(requestNumber));
        }
        return line;
    }

    /** A link for those who may follow it, the number for the others. */
    private Component requestLink(String requestNumber) {
        return parts.requests().find(requestNumber).isPresent()
                ? new Anchor("communications/" + requestNumber, requestNumber)
                : new Span(requestNumber);
    }

    /** What the sender's form or program said beside the words, and all of it as it came. */
    private static Div fields(ReceivedItem item) {
        var fields = Parts.row("kv");
        item.fields().forEach((name, value) -> fields.add(new Span(name), new Span(value)));
        var files = Parts.row("files");
        if (item.truncated()) {
            files.add(Parts.tag(Parts.Tone.TODAY, t("inbox.cut")));
        }
        files.add(Parts.file("items/%d/raw".formatted(item.id()), t("inbox.source.text")));
        return new Div(fields, files);
    }

    private Div files(ReceivedLetter letter) {
        var files = Parts.row("files");
        if (letter.truncated()) {
            files.add(Parts.tag(Parts.Tone.TODAY, t("inbox.tooLarge")));
        }
        for (var attachment : letter.attachments()) {
            files.add(Parts.file(
                    "letters/%d/attachments/%d".formatted(letter.id(), attachment.position()), attachment.name()));
        }
        if (letter.hasHtml()) {
            files.add(Parts.file("letters/%d/html".formatted(letter.id()), t("inbox.asItLooked")));
        }
        files.add(Parts.file("letters/%d/raw".formatted(letter.id()), t("inbox.source.text")));
        return files;
    }

    private Div foot(MessageCard message) {
        var foot = Parts.row("foot");
        if (taskId != null) {
            manager.setItems(receivers.all());
            if (parts.messages().mayOpenRequests()) {
                var choice = Parts.row("form", manager, firstMessage);
                choice.getStyle().set("width", "100%");
                showFirstMessage();
                showPace();
                foot.add(
                        choice,
                        Parts.primary(
                                Parts.button(t("inbox.makeRequest"), "KeyR", "R", () -> decide(message, "request"))));
            }
            foot.add(
                    Parts.button(t("inbox.markRead"), "KeyE", "E", () -> decide(message, "read")),
                    Parts.button(t("inbox.markSpam"), "KeyS", "S", () -> decide(message, "spam")),
                    Parts.row("grow"),
                    Parts.text("muted", t("inbox.keys")));
        } else if (message.status().isSetAside() && parts.messages().mayDecide()) {
            foot.add(Parts.button(t("inbox.restore"), "KeyU", "U", () -> {
                if (Parts.attempt(() -> parts.messages().restore(message.number()))) {
                    Parts.done(t("inbox.restored", message.number()));
                    number = null;
                    show(message.number());
                }
            }));
        }
        if (parts.messages().mayDecide()) {
            foot.add(Parts.key("KeyN", t("inbox.nextFree"), nextFree));
        }
        return foot;
    }

    // Who shall have the request.

    private String loadOf(Receiver receiver) {
        var load = receiver.load();
        return load == null ? t("inbox.team") : t("inbox.load", load.open(), load.waiting(), parts.hour(load));
    }

    /** When the chosen manager will get to it, and who would sooner. */
    private void showPace() {
        pace.removeAll();
        var chosen = manager.getValue();
        if (chosen == null) {
            pace.add(new Span(t("inbox.commonStream")));
        } else if (chosen.load() == null) {
            pace.add(new Span(t("inbox.teamsQueue", chosen.name())));
        } else {
            var when = new Span(chosen.name() + " — " + parts.hour(chosen.load()));
            when.addClassName("hint");
            when.setTitle(parts.formula(chosen.load()));
            pace.add(when);
        }
        receivers.fasterThan(chosen).ifPresent(faster -> {
            var load = Objects.requireNonNull(faster.load());
            var link = new Button(faster.name() + " — " + parts.hour(load), click -> manager.setValue(faster));
            link.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
            link.setTooltipText(parts.formula(load));
            pace.add(new Span(" · "), link);
        });
    }

    /** The first message may be written only in the name of a manager who allowed it. */
    private void showFirstMessage() {
        var chosen = manager.getValue();
        var mayWrite = chosen != null
                && !chosen.isTeam()
                && parts.grants().isGranted(chosen.id(), login, FirstMessageGrants.Channel.MAIL);
        // A text that was typed stays in sight, even when the manager who was chosen after it does not allow one.
        firstMessage.setVisible(mayWrite || !firstMessage.isEmpty());
        firstMessage.setInvalid(!mayWrite && !firstMessage.isEmpty());
        firstMessage.setErrorMessage(t("inbox.firstMessage.notAllowed"));
        firstMessage.setHelperText(chosen != null && mayWrite ? t("inbox.firstMessage.help", chosen.name()) : "");
    }

    private void saveDraft() {
        var shown = number;
        var chosen = manager.getValue();
        if (shown != null && wasOpen && !CurrentUser.isTrying()) {
            parts.drafts()
                    .save(
                            shown,
                            login,
                            chosen == null || chosen.isTeam() ? null : chosen.id(),
                            firstMessage.getValue());
        }
    }

    private void continueDraft(MessageDrafts.Draft draft) {
        receivers.manager(draft.manager()).ifPresent(manager::setValue);
        firstMessage.setValue(draft.text());
        showFirstMessage();
    }

    private void decide(MessageCard message, String decision) {
        var task = taskId;
        if (task == null) {
            Parts.failed(t("inbox.leaseLost"));
            return;
        }
        var answers = new HashMap<String, Object>();
        answers.put("decision", decision);
        if (decision.equals("request")) {
            showFirstMessage();
            if (firstMessage.isInvalid()) {
                firstMessage.focus();
                return;
            }
            var chosen = manager.getValue();
            if (chosen != null) {
                answers.put(chosen.isTeam() ? "queue" : "manager", chosen.id());
            }
            if (firstMessage.isVisible() && !firstMessage.isEmpty()) {
                answers.put("firstMessage", firstMessage.getValue());
            }
        }
        if (!Parts.attempt(() -> parts.work().complete(task, answers))) {
            // What was typed stays; the tag says who has the message now.
            refreshHolder();
            return;
        }
        taskId = null;
        number = null;
        switch (decision) {
            case "request" ->
                parts.messages()
                        .find(message.number())
                        .map(MessageCard::requestNumber)
                        .ifPresent(request -> Parts.done(t("inbox.requestMade", request)));
            case "spam" ->
                Parts.doneWithUndo(t("inbox.markedSpam", message.senderName()), () -> parts.messages()
                        .restore(message.number()));
            default -> Parts.done(t("inbox.markedRead", message.senderName()));
        }
        afterDecision.accept(message.number());
    }

    // Who has it.

    private List<WorkItem> items() {
        return parts.work().ofCase(String.valueOf(number)).stream()
                .filter(item -> item.taskKey().equals(REVIEW))
                .toList();
    }

    /** Who has the message now; repeated on every signal, so it draws only what changed. */
    void refreshHolder() {
        if (number == null || !wasOpen) {
            return;
        }
        var item = items().stream().findFirst().orElse(null);
        var state = item == null ? "decided" : item.assignee() + "/" + item.leaseUntil();
        if (state.equals(shownHolder)) {
            return;
        }
        shownHolder = state;
        holder.removeAll();
        alarm.removeAll();
        if (item == null) {
            alarm.add(alarm(t("inbox.decidedMeanwhile"), small(t("inbox.show"), this::showAgain)));
            taskId = null;
            return;
        }
        if (item.isHeldBy(login)) {
            holder.add(countdown(item, t("work.yoursFor")));
            return;
        }
        if (item.isHeldByAnother(login, parts.clock().instant())) {
            heldByAnother(item);
        } else if (taskId != null) {
            alarm.add(alarm(
                    t("inbox.leaseEnded"),
                    Parts.button(t("inbox.takeBack"), "KeyT", "T", () -> Parts.attempt(this::takeBack))));
        }
        taskId = null;
    }

    private void heldByAnother(WorkItem item) {
        var colleague = parts.accounts().nameOf(String.valueOf(item.assignee()));
        holder.add(countdown(item, t("work.heldFor", colleague)));
        var note = alarm(t("inbox.held", colleague));
        if (parts.messages().mayDecide()) {
            note.add(Parts.button(t("inbox.nextFree"), "", "N", nextFree));
        }
        if (!firstMessage.isEmpty()) {
            note.add(small(
                    t("inbox.handDraft", colleague), () -> handDraft(String.valueOf(item.assignee()), colleague)));
        }
        alarm.add(note);
    }

    private static Div alarm(String text, Component... actions) {
        var note = Parts.row("note", new Span(text));
        note.addClassName("line");
        note.getElement().setAttribute("role", "alert");
        note.add(actions);
        return note;
    }

    private Countdown countdown(WorkItem item, String pattern) {
        var until = item.leaseUntil();
        var now = parts.clock().instant();
        var countdown = new Countdown(until == null ? Duration.ZERO : Duration.between(now, until), pattern);
        if (item.isHeldBy(login)) {
            countdown.whenSoonOver(this::warn);
        }
        return countdown;
    }

    /** Before the lease ends (E4): any key or click keeps the message, so does the button. */
    private void warn() {
        if (taskId != null && alarm.getComponentCount() == 0) {
            alarm.add(alarm(t("inbox.soonOver"), Parts.button(t("inbox.keep"), "KeyO", "O", this::touched)));
        }
    }

    /** The text is the holder's now, below his own; nothing of it is left here. */
    private void handDraft(String to, String colleague) {
        saveDraft();
        if (Parts.attempt(() -> parts.drafts().hand(String.valueOf(number), login, to))) {
            Parts.done(t("inbox.handedDraft", colleague));
            firstMessage.clear();
            shownHolder = null;
            refreshHolder();
        }
    }

    private void showAgain() {
        var shown = number;
        number = null;
        show(shown);
    }

    /** Takes the message again without touching what was chosen and typed (E4). */
    private void takeBack() {
        taskId = parts.work().claim(items().get(0).taskId(), login).taskId();
        shownHolder = null;
        refreshHolder();
    }

    /** Real input in this pane: the lease begins anew. */
    @ClientCallable
    public void touched() {
        if (taskId != null && parts.work().renew(taskId, login)) {
            refreshHolder();
        }
    }
}
