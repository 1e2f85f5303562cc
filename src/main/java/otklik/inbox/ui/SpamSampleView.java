package otklik.inbox.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Map;
import java.util.Optional;
import otklik.inbox.SpamSamples;
import otklik.inbox.SpamSamples.Item;
import otklik.inbox.SpamSamples.Verdict;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.sources.Sources;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** Messages that rules have hidden, for an operator to say of each whether that was right. What is said is kept at once. */
@Route(value = SpamSampleView.PATH + "/:number", layout = MainLayout.class)
@PermitAll
@Needs(value = Section.INBOX, action = Action.CHANGE)
class SpamSampleView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "spam-sample";
    private static final String TASK = "userTask_checkHiddenMessages";

    private final transient SpamSamples samples;
    private final transient WorkItems work;
    private final transient Accounts accounts;
    private final transient Texts texts;
    private final Map<String, String> sources;
    private final String login = CurrentUser.login().orElseThrow();
    private final Div card = Parts.row("card");
    private String number = "";

    SpamSampleView(
            SpamSamples samples, WorkItems work, Sources sources, Accounts accounts, Texts texts, Signals signals) {
        this.samples = samples;
        this.work = work;
        this.accounts = accounts;
        this.texts = texts;
        this.sources = sources.names();
        addClassNames("page");
        add(card);
        Live.refresh(this, signals, topic -> topic.equals(number) || topic.equals(Signals.WORK), this::draw);
    }

    @Override
    public String getPageTitle() {
        return t("inbox.sample.title") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        number = event.getRouteParameters().get("number").orElse("");
        if (samples.items(number).isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        task().ifPresent(item -> Parts.attempt(() -> work.claim(item.taskId(), login)));
        draw();
    }

    private Optional<WorkItem> task() {
        return work.ofCase(number).stream()
                .filter(item -> item.taskKey().equals(TASK))
                .findFirst();
    }

    private void draw() {
        card.removeAll();
        var items = samples.items(number);
        var task = task();
        var isMine = task.filter(item -> item.isHeldBy(login)).isPresent();
        var left = items.stream().filter(item -> item.verdict() == null).count();
        var head = Parts.row(
                "head",
                new H1(t("inbox.sample.title")),
                Parts.text("faint", number),
                Parts.row("grow"),
                Parts.text("muted", t("inbox.sample.left", left, items.size())));
        task.filter(item -> !isMine)
                .map(WorkItem::assignee)
                .ifPresent(other -> head.add(Parts.tag(Parts.Tone.PLAN, t("inbox.readBy", accounts.nameOf(other)))));
        var body = Parts.row("body");
        if (items.isEmpty()) {
            body.add(Parts.empty(t("inbox.sample.empty"), ""));
        } else {
            body.add(new Div(Parts.text("muted", t("inbox.sample.help"))));
        }
        items.forEach(item -> body.add(line(item, isMine)));
        card.add(head, body);
        if (isMine) {
            var done = Parts.primary(Parts.button(t("inbox.sample.finish"), "", "", () -> finish(task.get())));
            done.setEnabled(left == 0);
            done.setTooltipText(left == 0 ? null : t("inbox.sample.finishFirst", left));
            card.add(Parts.row("foot", done));
        }
    }

    private Div line(Item item, boolean isMine) {
        var message = item.message();
        var name = Parts.link(InboxView.PATH + "/" + message.number(), message.senderName());
        var why = message.hiddenBy() == null
                ? t("inbox.hiddenAsSpammer")
                : t("inbox.hiddenBy", SpamWords.ofKept(message.hiddenBy(), sources));
        var facts = new Div(
                new Div(name, new Span(" "), Parts.moment(texts, message.receivedAt())),
                new Div(new Span(message.subject())),
                new Div(Parts.text("muted", message.preview())),
                new Div(Parts.text("faint", why)));
        facts.addClassName("grow");
        var answers = Parts.row("line");
        for (var verdict : Verdict.values()) {
            if (isMine) {
                var button = Parts.button(t(verdict), "", "", () -> say(item, verdict));
                button.addThemeVariants(ButtonVariant.LUMO_SMALL);
                if (verdict == item.verdict()) {
                    button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
                }
                button.getElement().setAttribute("aria-pressed", String.valueOf(verdict == item.verdict()));
                answers.add(button);
            } else if (verdict == item.verdict()) {
                answers.add(Parts.tag(verdict == Verdict.RESTORE ? Parts.Tone.LATE : Parts.Tone.OK, t(verdict)));
            }
        }
        var line = Parts.row("sample", facts, answers);
        line.setId("sample-" + message.number());
        return line;
    }

    private void say(Item item, Verdict verdict) {
        if (Parts.attempt(() -> samples.say(number, item.message().number(), verdict))) {
            task().ifPresent(task -> work.renew(task.taskId(), login));
            draw();
        }
    }

    private void finish(WorkItem task) {
        if (Parts.attempt(() -> work.complete(task.taskId(), Map.of()))) {
            Parts.done(t("inbox.sample.finished", number));
            draw();
        }
    }
}
