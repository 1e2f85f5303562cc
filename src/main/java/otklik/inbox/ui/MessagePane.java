package otklik.inbox.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otklik.inbox.MessageCard;
import otklik.kernel.Refusal;
import otklik.mail.ReceivedLetter;
import otklik.requests.Contact;
import otklik.security.Account;
import otklik.security.CurrentUser;
import otklik.staff.FirstMessageGrants;
import otklik.ui.Countdown;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.WorkItem;

/**
 * One message under review. Opening it takes a lease; real input renews it; a decision completes the task. When a colleague holds it,
 * the pane says who and offers no decision.
 */
class MessagePane extends Div {
    private static final Logger log = LoggerFactory.getLogger(MessagePane.class);
    private static final String REVIEW = "userTask_reviewMessage";
    private static final int LONGEST_FIRST_MESSAGE = 4000;

    private final transient MessagePanes parts;
    private final transient Runnable afterDecision;
    private final String login = CurrentUser.login().orElseThrow();
    private final Div holder = new Div();
    private final ComboBox<Account> manager = new ComboBox<>();
    private final TextArea firstMessage = new TextArea();
    private @Nullable String number;
    private @Nullable String taskId;
    private @Nullable String shownHolder;

    MessagePane(MessagePanes parts, Runnable afterDecision) {
        this.parts = parts;
        this.afterDecision = afterDecision;
        addClassName("card");
        addAttachListener(attached -> getElement().executeJs("window.otklik && window.otklik.pulse(this)"));
        manager.setAriaLabel(t("inbox.manager"));
        manager.setPrefixComponent(Parts.text("muted", t("inbox.manager")));
        manager.setPlaceholder(t("inbox.commonStream"));
        manager.setTooltipText(t("inbox.manager.help"));
        manager.setWidth("300px");
        manager.setItemLabelGenerator(Account::name);
        manager.setClearButtonVisible(true);
        manager.addValueChangeListener(change -> showFirstMessage());
        firstMessage.setLabel(t("inbox.firstMessage"));
        firstMessage.setMaxLength(LONGEST_FIRST_MESSAGE);
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
        manager.clear();
        firstMessage.clear();
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
        add(head(message), body(message), foot(message));
        refreshHolder();
    }

    /** Leaving a message without a decision gives it back to the list at once. */
    private void releaseIfUntouched(@Nullable String newNumber) {
        if (taskId != null && !java.util.Objects.equals(number, newNumber)) {
            parts.work().release(taskId, login);
        }
    }

    @Override
    protected void onDetach(com.vaadin.flow.component.DetachEvent detached) {
        try {
            releaseIfUntouched(null);
        } catch (RuntimeException stopping) {
            // The node is going down with the database already closed; the lease ends by itself.
            log.debug("Message {} was not given back", number, stopping);
        }
        taskId = null;
    }

    private void claim(MessageCard message) {
        parts.work().ofCase(message.number()).stream()
                .filter(item ->
                        item.taskKey().equals(REVIEW) && parts.messages().mayDecide())
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

    private Div head(MessageCard message) {
        var title = new H1(message.senderName());
        title.setTitle(message.senderName());
        return Parts.row(
                "head",
                title,
                Parts.text("muted", t("inbox.source." + message.source()) + " ·"),
                Parts.moment(parts.texts(), message.receivedAt()),
                Parts.row("grow"),
                Parts.text("faint", message.number()),
                holder);
    }

    private Div body(MessageCard message) {
        var body = Parts.row("body");
        body.addClassName("letter");
        if (!message.subject().isBlank()) {
            var subject = new com.vaadin.flow.component.html.H2(message.subject());
            subject.getStyle().set("unicode-bidi", "plaintext");
            body.add(subject);
        }
        body.add(Parts.text("words", parts.messages().textOf(message.number())));
        parts.group().fill(body, message);
        var letterId = message.letterId();
        if (letterId != null) {
            parts.letters().find(letterId).ifPresent(letter -> body.add(files(letter)));
        }
        var suggested = message.suggestedRequest();
        if (suggested != null) {
            body.add(Parts.row("note", new Span(t("inbox.suggestedRequest") + " "), requestLink(suggested)));
        }
        for (var contact : parts.messages().contacts(message.number())) {
            body.add(Parts.row("note", contact(contact)));
        }
        var facts = Parts.row("kv");
        facts.add(new Span(t("inbox.address")), new Span(message.senderAddress()));
        if (message.decidedBy() != null) {
            facts.add(
                    new Span(t("inbox.decidedBy")),
                    new Span(parts.accounts().nameOf(String.valueOf(message.decidedBy())) + " · "
                            + t(message.status())));
        }
        if (message.requestNumber() != null) {
            facts.add(new Span(t("inbox.request")), new Span(requestLink(String.valueOf(message.requestNumber()))));
        }
        body.add(facts);
        return body;
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
    private com.vaadin.flow.component.Component requestLink(String requestNumber) {
        return parts.requests().find(requestNumber).isPresent()
                ? new Anchor("communications/" + requestNumber, requestNumber)
                : new Span(requestNumber);
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
            manager.setItems(parts.requests().managersToOpenFor());
            if (parts.messages().mayOpenRequests()) {
                var choice = Parts.row("form", manager, firstMessage);
                choice.getStyle().set("width", "100%");
                showFirstMessage();
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
        return foot;
    }

    /** The first message may be written only in the name of a manager who allowed it. */
    private void showFirstMessage() {
        var chosen = manager.getValue();
        var mayWrite =
                chosen != null && parts.grants().isGranted(chosen.login(), login, FirstMessageGrants.Channel.MAIL);
        // A text that was typed stays in sight, even when the manager who was chosen after it does not allow one.
        firstMessage.setVisible(mayWrite || !firstMessage.isEmpty());
        firstMessage.setInvalid(!mayWrite && !firstMessage.isEmpty());
        firstMessage.setErrorMessage(t("inbox.firstMessage.notAllowed"));
        firstMessage.setHelperText(chosen != null && mayWrite ? t("inbox.firstMessage.help", chosen.name()) : "");
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
            if (manager.getValue() != null) {
                answers.put("manager", manager.getValue().login());
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
        afterDecision.run();
    }

    private List<WorkItem> items() {
        return parts.work().ofCase(String.valueOf(number)).stream()
                .filter(item -> item.taskKey().equals(REVIEW))
                .toList();
    }

    /** Who has the message now; repeated on every signal, so it draws only what changed. */
    void refreshHolder() {
        if (number == null) {
            return;
        }
        var items = items();
        var state = items.isEmpty()
                ? ""
                : items.get(0).assignee() + "/" + items.get(0).leaseUntil();
        if (state.equals(shownHolder)) {
            return;
        }
        shownHolder = state;
        holder.removeAll();
        items.forEach(item -> holder.add(holderTag(item)));
        var lost = taskId != null && items.stream().noneMatch(item -> item.isHeldBy(login));
        if (lost) {
            taskId = null;
        }
        if (lost && !items.isEmpty()) {
            holder.add(Parts.button(t("inbox.takeBack"), "", "", () -> Parts.attempt(this::takeBack)));
        }
    }

    /** Takes the message again without touching what was chosen and typed (E4). */
    private void takeBack() {
        taskId = parts.work().claim(items().get(0).taskId(), login).taskId();
        refreshHolder();
    }

    private com.vaadin.flow.component.Component holderTag(WorkItem item) {
        var now = parts.clock().instant();
        var until = item.leaseUntil();
        if (item.isHeldBy(login) && until != null) {
            return new Countdown(Duration.between(now, until), t("work.yoursFor"));
        }
        if (item.isHeldByAnother(login, now) && until != null) {
            return new Countdown(
                    Duration.between(now, until),
                    t("work.heldFor", parts.accounts().nameOf(String.valueOf(item.assignee()))));
        }
        return new Span();
    }

    /** Real input in this pane: the lease begins anew. */
    @ClientCallable
    public void touched() {
        if (taskId != null && parts.work().renew(taskId, login)) {
            refreshHolder();
        }
    }
}
