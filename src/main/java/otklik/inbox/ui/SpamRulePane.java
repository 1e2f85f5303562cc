package otklik.inbox.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otklik.inbox.MessageCard;
import otklik.inbox.SpamPreviews;
import otklik.inbox.SpamPreviews.Preview;
import otklik.inbox.SpamRule;
import otklik.inbox.SpamRule.Condition;
import otklik.inbox.SpamRule.Kind;
import otklik.inbox.SpamRules;
import otklik.kernel.Refusal;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** One spam rule: its conditions, what it has hidden, and what it would have hidden. It is switched on only after a look at the latter. */
class SpamRulePane extends Div {
    private static final Logger log = LoggerFactory.getLogger(SpamRulePane.class);

    private final transient SpamRules rules;
    private final transient SpamPreviews previews;
    private final transient Map<String, String> sources;
    private final transient Texts texts;
    private final transient Consumer<@Nullable String> navigate;
    private final TextField sender = new TextField();
    private final TextField domain = new TextField();
    private final TextArea words = new TextArea();
    private final ComboBox<String> source = new ComboBox<>();
    private final TextField note = new TextField();
    private final Div problem = Parts.row("setting-problem");
    private final Div result = Parts.row("stack");
    private final Div foot = Parts.row("foot");
    private transient SpamRules.@Nullable Row row;
    private boolean adding;
    /** What the preview on the screen is about; nothing else may be switched on. */
    private transient @Nullable List<Condition> previewed;

    private transient @Nullable AtomicBoolean running;

    SpamRulePane(
            SpamRules rules,
            SpamPreviews previews,
            Map<String, String> sources,
            Texts texts,
            Consumer<@Nullable String> navigate) {
        this.rules = rules;
        this.previews = previews;
        this.sources = sources;
        this.texts = texts;
        this.navigate = navigate;
        addClassName("card");
        field(sender, Kind.SENDER);
        field(domain, Kind.DOMAIN);
        words.setLabel(t("inbox.Kind.WORDS"));
        words.setHelperText(t("inbox.spam.help.WORDS"));
        words.setValueChangeMode(ValueChangeMode.LAZY);
        words.addValueChangeListener(change -> changed());
        source.setLabel(t("inbox.Kind.SOURCE"));
        source.setHelperText(t("inbox.spam.help.SOURCE"));
        source.setItems(sources.keySet());
        source.setItemLabelGenerator(key -> sources.getOrDefault(key, key));
        source.setClearButtonVisible(true);
        source.addValueChangeListener(change -> changed());
        note.setLabel(t("inbox.spam.noteLabel"));
        note.setHelperText(t("inbox.spam.help.note"));
        note.setRequiredIndicatorVisible(true);
        note.setMaxLength(300);
        problem.getElement().setAttribute("role", "alert");
    }

    private void field(TextField field, Kind kind) {
        field.setLabel(t("inbox.Kind." + kind.name()));
        field.setHelperText(t("inbox.spam.help." + kind.name()));
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addValueChangeListener(change -> changed());
    }

    void add() {
        adding = true;
        row = null;
        fill(new SpamRule("", false, List.of(), ""));
        sender.focus();
    }

    void show(SpamRules.@Nullable Row shown) {
        adding = false;
        row = shown;
        if (shown == null) {
            stop();
            removeAll();
            add(Parts.empty(t("inbox.spam.nothingOpen"), t("inbox.spam.nothingOpen.hint")));
        } else {
            fill(shown.rule());
        }
    }

    /** Counters have grown, or somebody else has changed the rule: what is being typed stays. */
    void refresh(SpamRules.@Nullable Row now) {
        if (row != null && now != null && row.rule().equals(now.rule())) {
            row = now;
        }
    }

    private void fill(SpamRule rule) {
        stop();
        removeAll();
        sender.setValue(rule.value(Kind.SENDER));
        domain.setValue(rule.value(Kind.DOMAIN));
        words.setValue(rule.value(Kind.WORDS));
        source.setValue(sources.containsKey(rule.value(Kind.SOURCE)) ? rule.value(Kind.SOURCE) : null);
        note.setValue(rule.note());
        var editable = rules.mayChange() && rule.isPlain();
        List.of(sender, domain, note).forEach(field -> field.setReadOnly(!editable));
        words.setReadOnly(!editable);
        source.setReadOnly(!editable);
        clearProblems();
        result.removeAll();
        previewed = null;
        var form = Parts.row(
                "form",
                Parts.text("muted", t("inbox.spam.all")),
                Parts.row("pair", sender, domain),
                words,
                Parts.row("pair", source, note));
        var body = Parts.row("body", form, problem, result);
        if (!rule.isPlain()) {
            body.addComponentAsFirst(Parts.row(
                    "note",
                    new Span(t("inbox.spam.formula")),
                    new Div(new Span(SpamWords.of(rule.conditions(), sources)))));
        }
        add(head(rule), body, foot);
        buttons(rule);
    }

    private Div head(SpamRule rule) {
        var title = new H1(adding ? t("inbox.spam.new") : t("inbox.spam.rule"));
        var head = Parts.row("head", title, Parts.row("grow"));
        if (!adding) {
            head.add(Parts.tag(
                    rule.on() ? Parts.Tone.OK : Parts.Tone.PLAN, t(rule.on() ? "inbox.spam.on" : "inbox.spam.off")));
        }
        return head;
    }

    private void buttons(SpamRule rule) {
        foot.removeAll();
        var preview = Parts.button(t("inbox.spam.preview"), "KeyP", "P", this::preview);
        if (!rules.mayChange()) {
            foot.add(preview);
            return;
        }
        var isReady = candidate().conditions().equals(previewed);
        var on = Parts.button(t(rule.on() ? "inbox.spam.saveOn" : "inbox.spam.switchOn"), "", "", () -> save(true));
        on.setEnabled(isReady);
        on.setTooltipText(isReady ? null : t("inbox.spam.previewFirst"));
        foot.add(isReady ? preview : Parts.primary(preview), isReady ? Parts.primary(on) : on);
        if (rule.on()) {
            foot.add(Parts.button(t("inbox.spam.switchOff"), "", "", () -> switchOff(rule)));
        } else {
            foot.add(Parts.button(t("inbox.spam.saveOff"), "", "", () -> save(false)));
        }
        if (!adding) {
            foot.add(Parts.row("grow"), Parts.button(t("inbox.spam.remove"), "", "", () -> remove(rule)));
        }
    }

    /** Another rule than the one that was previewed. */
    private void changed() {
        if (previewed != null && !candidate().conditions().equals(previewed)) {
            previewed = null;
            result.removeAll();
        }
        clearProblems();
        buttons(shown());
    }

    private SpamRule shown() {
        return row == null ? new SpamRule("", false, List.of(), "") : row.rule();
    }

    private SpamRule candidate() {
        var rule = shown();
        if (!rule.isPlain()) {
            return rule;
        }
        var values = new EnumMap<Kind, String>(Kind.class);
        values.put(Kind.SENDER, sender.getValue());
        values.put(Kind.DOMAIN, domain.getValue());
        values.put(Kind.WORDS, words.getValue());
        values.put(Kind.SOURCE, source.getValue() == null ? "" : source.getValue());
        var conditions = new ArrayList<Condition>();
        values.forEach((kind, value) -> {
            if (!value.isBlank()) {
                conditions.add(new Condition(kind, value.strip()));
            }
        });
        return new SpamRule(rule.id(), rule.on(), conditions, note.getValue());
    }

    private void save(boolean on) {
        var candidate = candidate();
        var wanted = new SpamRule(candidate.id(), on, candidate.conditions(), candidate.note());
        attempt(() -> {
            if (row == null) {
                var added = rules.add(wanted);
                Parts.done(t("inbox.spam.saved"));
                navigate.accept(added.id());
            } else {
                rules.change(row.rule(), wanted);
                Parts.done(t("inbox.spam.saved"));
                navigate.accept(wanted.id());
            }
        });
    }

    private void switchOff(SpamRule rule) {
        attempt(() -> {
            rules.switchTo(rule, false);
            Parts.done(t("inbox.spam.switchedOff"));
            navigate.accept(rule.id());
        });
    }

    private void remove(SpamRule rule) {
        attempt(() -> {
            rules.remove(rule);
            Parts.done(t("inbox.spam.removed"));
            navigate.accept(null);
        });
    }

    /** A refusal is said at its field, or under the form. */
    private void attempt(Runnable action) {
        clearProblems();
        try {
            action.run();
        } catch (RuntimeException failure) {
            var refusal = Refusal.in(failure).orElseThrow(() -> failure);
            var field = fields().get(refusal.field());
            if (field == null) {
                problem.setText(refusal.in(Texts.locale()));
            } else {
                field.setErrorMessage(refusal.in(Texts.locale()));
                field.setInvalid(true);
            }
        }
    }

    private Map<String, HasValidation> fields() {
        return Map.of(
                Kind.SENDER.name(),
                sender,
                Kind.DOMAIN.name(),
                domain,
                Kind.WORDS.name(),
                words,
                Kind.SOURCE.name(),
                source,
                "note",
                note);
    }

    private void clearProblems() {
        problem.setText("");
        fields().values().forEach(field -> field.setInvalid(false));
    }

    private void preview() {
        attempt(() -> {
            var candidate = candidate();
            var going = new AtomicBoolean(true);
            stop();
            running = going;
            var bar = new ProgressBar();
            var count = Parts.text("muted", t("inbox.spam.looking"));
            result.removeAll();
            result.add(bar, count);
            var ui = getUI().orElseThrow();
            previews.start(candidate, (looked, of) -> {
                        ui.access(() -> {
                            bar.setMax(Math.max(1, of));
                            bar.setValue(Math.min(looked, of));
                            count.setText(t("inbox.spam.lookedAt", looked, of));
                        });
                        return going.get();
                    })
                    .whenComplete((found, failure) -> ui.access(() -> {
                        if (going.get()) {
                            finished(candidate, found, failure);
                        }
                    }));
        });
    }

    private void finished(SpamRule candidate, @Nullable Preview found, @Nullable Throwable failure) {
        result.removeAll();
        if (found == null) {
            log.error("The preview of a spam rule failed", failure);
            result.add(Parts.row("note", new Span(t("ui.unexpected"))));
            return;
        }
        previewed = candidate.conditions();
        result.add(new H2(t("inbox.spam.would", found.hidden(), found.looked())));
        result.add(Parts.text("muted", t("inbox.spam.since", texts.fullMoment(found.from()))));
        if (found.requests() > 0) {
            var warning = Parts.row("note", new Span(t("inbox.spam.requests", found.requests())));
            warning.addClassName("bad");
            result.add(warning);
        }
        if (found.already() > 0) {
            result.add(Parts.text("muted", t("inbox.spam.already", found.already())));
        }
        if (found.trusted() > 0) {
            result.add(Parts.text("muted", t("inbox.spam.trusted", found.trusted())));
        }
        var list = Parts.row("timeline");
        found.sample().forEach(message -> list.add(sample(message)));
        result.add(list);
        buttons(shown());
        result.scrollIntoView();
    }

    private Div sample(MessageCard message) {
        var link = Parts.link(InboxView.PATH + "/" + message.number(), message.senderName());
        var line = new Div(
                new Div(link, new Span(" "), Parts.moment(texts, message.receivedAt())),
                Parts.text("muted", message.subject().isBlank() ? message.preview() : message.subject()));
        if (message.requestNumber() != null) {
            line.add(Parts.tag(Parts.Tone.LATE, t("inbox.spam.becameRequest", message.requestNumber())));
        }
        return line;
    }

    private void stop() {
        if (running != null) {
            running.set(false);
            running = null;
        }
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        stop();
    }
}
