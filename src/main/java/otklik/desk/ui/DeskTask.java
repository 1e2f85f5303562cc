package otklik.desk.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.dom.Element;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;
import otklik.ui.DeskPanel.Place;
import otklik.ui.DeskSubject;
import otklik.ui.DeskWords;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.NextTask;
import otklik.work.WorkItem;
import otklik.work.WorkReasons;
import otklik.work.WorkReasons.Reason;
import otklik.work.ui.TaskForm;

/** One task on the manager's screen: its head with why it came, the cards in three columns, the foot with its outcomes. */
class DeskTask {
    /** Cards of the middle column from this place on stand below the fields of the task. */
    private static final int BELOW_THE_FORM = 50;

    private static final int KEYS = 9;
    private static final int LONGEST_NOTE = 4000;
    private static final int LONGEST_TEXT = 400;
    private static final String NOTE = "desk.note";

    private final DeskParts parts;
    private final NextTask.Issued issued;
    private final WorkItem item;
    private final Optional<DeskSubject.Client> client;
    private final DeskCase shown;
    private final Acts acts;
    private final @Nullable TaskForm form;
    private final TextArea note = new TextArea(t("desk.note"));
    private final CallStrip call;
    private final Div head = Parts.row("desk-head");
    private final Div columns = Parts.row("desk-columns");
    private final Div foot = Parts.row("desk-foot");
    private final Div outcomes = Parts.row("desk-outcomes");
    private final Span saved = Parts.text("faint", "");
    private boolean isTyped;
    private final List<DeskPanel.Unfinished> unfinished = new ArrayList<>();
    private final Map<String, Button> buttons = new LinkedHashMap<>();
    private final Button done;
    private final Instant shownAt;

    /** What the screen does with a task. */
    interface Acts {
        /** Whether it was finished; else it stays as it is. */
        boolean finish(WorkItem item, Map<String, Object> answers, String note);

        void skip(WorkItem item, String reason, @Nullable String text);

        /** The task is over without the person. */
        void next();
    }

    DeskTask(DeskParts parts, NextTask.Issued issued, Acts acts) {
        this.parts = parts;
        this.issued = issued;
        this.item = issued.item();
        this.acts = acts;
        this.shownAt = parts.clock().instant();
        this.client = parts.client(item);
        this.shown = DeskParts.shown(item, client);
        this.form = parts.forms()
                .of(item.processDefinitionId(), item.taskKey())
                .map(found -> new TaskForm(parts.forms(), found, parts.accounts(), true))
                .orElse(null);
        this.call = new CallStrip(parts, item, shown);
        this.done = Parts.primary(Parts.button(t("desk.done"), "Ctrl+Enter", "Ctrl ↵", this::finish));
        done.setDisableOnClick(true);
        showHead();
        showColumns();
        showFoot();
        takeUpDraft();
    }

    Component[] parts() {
        return new Component[] {head, columns, foot};
    }

    WorkItem item() {
        return item;
    }

    String title() {
        return parts.title(item, client);
    }

    /** Whether the client is on the line. */
    boolean isTalking() {
        return call.isTalking();
    }

    /** Whether the person has written something, or edits something on a card. */
    boolean isBegun() {
        return isTyped || unfinished.stream().anyMatch(DeskPanel.Unfinished::isUnfinished);
    }

    /** The task is on the screen: whoever has the autodialler has his call ordered now. */
    void begin() {
        call.begin();
    }

    /** Something has changed elsewhere. */
    void refresh() {
        call.refresh();
    }

    private void showHead() {
        var title = new H1(title());
        title.setTitle(title());
        head.add(title, waiting());
        var who = Parts.text(
                "who",
                client.map(DeskSubject.Client::name)
                        .filter(name -> !name.isBlank())
                        .orElse(item.subject()));
        who.setTitle(item.subject());
        var key = Parts.text("faint", item.businessKey());
        key.addClassName("ell");
        head.add(who, key, why());
    }

    /** How late it is, else when it is due, else how long it waits. */
    private Span waiting() {
        var due = item.due();
        if (due == null) {
            return Parts.tag(
                    Parts.Tone.PLAN,
                    t(
                            "desk.waits",
                            DeskParts.amount(Duration.between(
                                    item.created(), parts.clock().instant()))));
        }
        var tag = Parts.tag(
                parts.texts().isPast(due) ? Parts.Tone.LATE : Parts.Tone.TODAY,
                parts.texts().until(due));
        tag.setTitle(parts.texts().fullMoment(due));
        return tag;
    }

    private Span why() {
        var why = issued.why();
        var words = Parts.text(
                "why-this",
                t("desk.why", Texts.t(why.rule()), Texts.t(why.lane()), t("desk.why.rank", why.rank()), nextInstead())
                        + " ");
        var more = new NativeButton(t("desk.why.more"), click -> tellWhy());
        more.addClassName("why-more");
        more.getElement().setAttribute("data-key", "KeyW");
        words.add(more);
        return words;
    }

    /** What would have come instead, with whom it is about. */
    private String nextInstead() {
        return Optional.ofNullable(issued.why().nextTask())
                .flatMap(parts.work()::find)
                .map(next -> {
                    var who = parts.client(next);
                    var title = parts.title(next, who);
                    var name = who.map(DeskSubject.Client::name).orElse(next.subject());
                    return name.isBlank() || name.equals(title) ? title : title + " · " + name;
                })
                .orElse(t("desk.why.nothing"));
    }

    private void tellWhy() {
        var why = issued.why();
        var facts = Parts.row("kv");
        facts.addClassName("wide");
        fact(facts, "desk.why.rule", Texts.t(why.rule()));
        fact(facts, "desk.why.lane", Texts.t(why.lane()));
        fact(
                facts,
                "desk.why.type",
                parts.diagrams().label(item.processDefinitionId(), item.taskKey(), Texts.locale()) + " · "
                        + t("desk.why.rank", why.rank()));
        fact(facts, "desk.why.created", parts.texts().moment(item.created()));
        if (item.due() != null) {
            fact(facts, "desk.why.due", parts.texts().moment(item.due()));
        }
        fact(facts, "desk.why.next", nextInstead());
        var dialog = new Dialog(facts);
        dialog.setHeaderTitle(t("desk.why.title"));
        dialog.setWidth("520px");
        dialog.getFooter().add(new Button(t("ui.close"), click -> dialog.close()));
        dialog.open();
    }

    private static void fact(Div facts, String name, String value) {
        facts.add(new Span(t(name)), new Span(value));
    }

    private void showColumns() {
        for (var place : Place.values()) {
            var body = Parts.row("body");
            // It is scrolled by keys as well.
            body.getElement().setAttribute("tabindex", "0");
            body.getElement().setAttribute("role", "region");
            body.getElement().setAttribute("aria-label", t("desk.column." + place.name()));
            parts.panels(place).stream()
                    .filter(panel -> place != Place.MIDDLE || panel.order() < BELOW_THE_FORM)
                    .forEach(panel -> add(body, panel));
            if (place == Place.LEFT && body.getChildren().findAny().isEmpty()) {
                body.add(Parts.text("muted", t("desk.noClient")));
            }
            if (place == Place.MIDDLE) {
                if (client.isEmpty()) {
                    body.add(aboutCase());
                }
                body.add(formPart());
                parts.panels(place).stream()
                        .filter(panel -> panel.order() >= BELOW_THE_FORM)
                        .forEach(panel -> add(body, panel));
            }
            var card = Parts.row("card");
            if (place == Place.MIDDLE) {
                card.add(Parts.row("head", new H2(t(item.facts().isCall() ? "desk.talk" : "desk.work")), saved, call));
            }
            card.add(body);
            columns.add(card);
        }
    }

    /** A flow that brings no cards of its own says in words what its task is about. */
    private Div aboutCase() {
        var part = Parts.row(
                "desk-part",
                new H2(t("desk.about")),
                Parts.text("act-words", parts.details(item)),
                Parts.link(parts.path(item), t("desk.about.open", item.businessKey())));
        part.addClassName("desk-about");
        return part;
    }

    private void add(Div column, DeskPanel panel) {
        panel.of(shown).ifPresent(card -> {
            var part = Parts.row("desk-part");
            if (!panel.title().isBlank()) {
                part.add(new H2(t(panel.title())));
            }
            part.add(card);
            column.add(part);
            if (card instanceof DeskPanel.Unfinished one) {
                unfinished.add(one);
            }
        });
    }

    private Component formPart() {
        var part = Parts.row("desk-part");
        part.addClassName("desk-form");
        note.setMaxLength(LONGEST_NOTE);
        note.setWidthFull();
        note.setValueChangeMode(ValueChangeMode.LAZY);
        note.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                keep();
            }
        });
        if (form != null) {
            part.add(form);
            form.whenTyped(this::keep);
        }
        if (form == null || !form.hasWords()) {
            part.add(note);
        }
        // No longer than the part is shown: else each finished task would stay in memory with the window.
        part.addAttachListener(shown -> {
            var words = ComponentUtil.addListener(shown.getUI(), DeskWords.class, offered -> {
                if (form != null) {
                    form.write(offered.words());
                    keep();
                }
            });
            part.addDetachListener(gone -> {
                words.remove();
                gone.unregisterListener();
            });
        });
        return part;
    }

    private void showFoot() {
        if (form != null && !form.outcomes().isEmpty()) {
            outcomes.add(Parts.text("muted", form.question()));
            var key = 0;
            for (var outcome : form.outcomes().entrySet()) {
                key++;
                var button = new Button(outcome.getValue(), click -> choose(outcome.getKey()));
                if (key <= KEYS) {
                    var hint = new Element("kbd");
                    hint.setText(String.valueOf(key));
                    hint.setAttribute("slot", "prefix");
                    hint.setAttribute("aria-hidden", "true");
                    button.getElement().appendChild(hint);
                    button.getElement().setAttribute("data-key", "Digit" + key);
                }
                buttons.put(outcome.getKey(), button);
                outcomes.add(button);
            }
        }
        foot.getElement().setAttribute("data-task", item.taskId());
        foot.add(outcomes, Parts.row("grow"), skipButton(), done);
        markOutcome();
    }

    private Button skipButton() {
        int left = parts.conveyor().skipsLeft(item.assignee() == null ? "" : item.assignee());
        var skip = new Button(
                t("desk.skip", left, parts.parameters().number(Parameter.SKIPS_PER_DAY)), click -> askSkip());
        skip.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        skip.getElement().setAttribute("data-key", "KeyS");
        skip.setEnabled(left > 0);
        return skip;
    }

    private void askSkip() {
        var reason = new RadioButtonGroup<Reason>(t("desk.skip.reason"));
        reason.setItems(parts.reasons().open(WorkReasons.Kind.SKIP));
        reason.setItemLabelGenerator(one -> one.name(Texts.locale()));
        reason.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
        var text = new TextField(t("desk.skip.text"));
        text.setMaxLength(LONGEST_TEXT);
        var dialog = new Dialog(Parts.row("form", reason, text));
        dialog.setHeaderTitle(t("desk.skip.title", title()));
        dialog.setWidth("420px");
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(t("desk.skip.act"), "Ctrl+Enter", "Ctrl ↵", () -> {
                            if (reason.isEmpty()) {
                                reason.setInvalid(true);
                                reason.setErrorMessage(t("desk.skip.reasonMissing"));
                                return;
                            }
                            dialog.close();
                            acts.skip(item, reason.getValue().id(), text.isEmpty() ? null : text.getValue());
                        })));
        dialog.open();
        reason.getElement().callJsFunction("focus");
    }

    private void choose(String outcome) {
        if (form != null) {
            form.choose(outcome);
            markOutcome();
        }
    }

    private void markOutcome() {
        var chosen = form == null ? Optional.<String>empty() : form.chosen();
        buttons.forEach((outcome, button) -> button.getElement()
                .setAttribute(
                        "aria-pressed",
                        String.valueOf(chosen.filter(outcome::equals).isPresent())));
    }

    private void finish() {
        if (!isFinished()) {
            // It was switched off by the click, so that a second one finishes nothing (E22).
            done.setEnabled(true);
        }
    }

    private boolean isFinished() {
        if (!isTyped && DeskParts.isTooSoon(shownAt, parts.clock().instant())) {
            // The second of two quick presses, which was meant for the task before.
            return false;
        }
        if (unfinished.stream().anyMatch(DeskPanel.Unfinished::isUnfinished)) {
            Parts.failed(t("desk.unfinished"));
            return false;
        }
        if (form == null) {
            return acts.finish(item, Map.of(), note.getValue());
        }
        if (!form.outcomes().isEmpty() && form.chosen().isEmpty()) {
            Parts.failed(t("desk.outcomeMissing", buttons.size()));
            return false;
        }
        var answers = form.read();
        return answers.isPresent() && acts.finish(item, answers.get(), note.getValue());
    }

    /** The task went its way without the person, who still talks with the client: what has happened stands above all (E39). */
    void showOver() {
        if (foot.hasClassName("over")) {
            return;
        }
        foot.addClassName("over");
        foot.removeAll();
        var cases = new LinkedHashSet<>(List.of(item.businessKey()));
        Stream.of(shown.company(), shown.person()).filter(Objects::nonNull).forEach(cases::add);
        var what = parts.history().of(cases, History.Filter.ALL, null, 1).stream()
                .findFirst()
                .map(event -> t("history." + event.kind()) + (event.note() == null ? "" : ": " + event.note()))
                .orElse("");
        var told = Parts.tag(Parts.Tone.OK, t("desk.over", what));
        told.getElement().setAttribute("role", "status");
        foot.add(
                told,
                Parts.row("grow"),
                Parts.primary(Parts.button(t("desk.over.next"), "Ctrl+Enter", "Ctrl ↵", acts::next)));
    }

    private void keep() {
        markOutcome();
        var text = new LinkedHashMap<String, String>();
        if (form != null) {
            text.putAll(form.text());
        }
        if (!note.isEmpty()) {
            text.put(NOTE, note.getValue());
        }
        isTyped = true;
        if (Parts.attempt(() -> parts.drafts().save(item.taskId(), String.valueOf(item.assignee()), text))) {
            saved.setText(t("desk.saved", parts.texts().moment(parts.clock().instant())));
        }
    }

    private void takeUpDraft() {
        var kept = parts.drafts().find(item.taskId(), String.valueOf(item.assignee()));
        if (!kept.isEmpty()) {
            if (form != null) {
                form.show(kept);
            }
            note.setValue(kept.getOrDefault(NOTE, ""));
            isTyped = true;
            saved.setText(t("desk.kept"));
            markOutcome();
        }
    }
}
