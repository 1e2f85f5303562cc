package otklik.sources.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import otklik.history.Event;
import otklik.security.Action;
import otklik.sources.CalledKind;
import otklik.sources.SourceCard;
import otklik.sources.SourceKind;
import otklik.sources.SourceState;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** One source: how it is, its settings, what to paste or to enter on the other side, and what has been changed. */
final class SourcePane extends Div {
    private final transient SourceScreens screens;
    private final transient SourceCard card;
    private final transient FormErrors errors = new FormErrors();

    SourcePane(SourceScreens screens, SourceCard card) {
        this.screens = screens;
        this.card = card;
        addClassName("fill");
        var body = Parts.row("body");
        body.add(state());
        var kind = screens.sources().kind(card.kind());
        kind.ifPresent(found -> body.add(connection(found)));
        add(head(), body);
        if (kind.isEmpty()) {
            body.add(Parts.row("note", new Div(t("sources.unknownKind", card.kind()))));
        } else if (screens.may(Action.CHANGE)) {
            settings(kind.get(), body);
        }
        body.add(history());
    }

    private Div head() {
        var head = Parts.row("head", new H2(card.name()), SourcesView.tag(card.state()), Parts.row("grow"));
        if (screens.may(Action.CHANGE)) {
            head.add(Parts.button(t("sources.test"), "KeyT", "T", this::test));
            if (card.state() == SourceState.PAUSED) {
                head.add(new Button(
                        t("sources.resume"),
                        click -> act(() -> screens.sources().resume(card.key()))));
            } else {
                head.add(new Button(
                        t("sources.pause"), click -> act(() -> screens.sources().pause(card.key()))));
            }
        }
        return head;
    }

    private void act(Runnable deed) {
        if (Parts.attempt(deed)) {
            screens.go(card.key());
        }
    }

    private void test() {
        Parts.attempt(() -> Parts.done(screens.words(screens.sources().test(card.key()))));
    }

    private Div state() {
        var list = Parts.row("kv");
        list.addClassName("source-state");
        list.add(new Span(t("sources.kind")), new Span(screens.kindName(card.kind()) + " · " + card.key()));
        list.add(new Span(t("sources.success")));
        list.add(card.lastSuccess() == null ? new Span("—") : Parts.moment(screens.texts(), card.lastSuccess()));
        list.add(new Span(t("sources.error")));
        var at = card.lastErrorAt();
        var error = new Span(card.lastError() == null ? "—" : card.lastError() + " ");
        if (at != null) {
            error.add(Parts.moment(screens.texts(), at));
        }
        list.add(error);
        list.add(new Span(t("sources.perDay")));
        list.add(new Span(
                SourceBars.of(card.days(), screens.texts()),
                new Span(t("sources.counts", card.today().items(), card.today().repeats(), card.parked()))));
        return list;
    }

    /** What the other side needs. */
    private Div connection(SourceKind kind) {
        var part = Parts.row("stack");
        if (!(kind instanceof CalledKind)) {
            return part;
        }
        part.add(new H3(t("sources.address")));
        var address = new TextField();
        address.setAriaLabel(t("sources.address"));
        address.setReadOnly(true);
        address.setWidthFull();
        address.setValue(screens.forms().address(card.key()));
        part.add(address);
        screens.forms().snippet(card.key()).ifPresent(snippet -> {
            var code = new TextArea();
            code.setAriaLabel(t("sources.snippet"));
            code.setReadOnly(true);
            code.setWidthFull();
            code.setMaxRows(12);
            code.setValue(snippet);
            code.addClassName("code");
            var copy = new Button(t("sources.snippet.copy"), click -> {
                code.getElement().executeJs("navigator.clipboard.writeText(this.value)");
                Parts.done(t("sources.snippet.copied"));
            });
            var page = Parts.file("api/intake/" + card.key() + "/form", t("sources.snippet.page"));
            part.add(new Details(t("sources.snippet"), new Div(code, Parts.row("line", copy, page))));
        });
        return part;
    }

    private void settings(SourceKind kind, Div body) {
        var mapping = new MappingEditor(screens.forms(), () -> screens.forms().lastSample(card.key()));
        var name = errors.add("name", new TextField(t("sources.name")));
        name.setValue(card.name());
        name.setMaxLength(120);
        var fields = new SourceFields(kind, errors, card.settings(), card.secrets(), false, mapping);
        var part = Parts.row("stack", new H3(t("sources.settings")), Parts.row("fields", name));
        part.add(fields.components());
        if (NewSource.hasMapping(kind)) {
            part.add(mapping);
        }
        body.add(part);
        var foot = Parts.row(
                "foot",
                Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", () -> {
                    if (errors.attempt(() ->
                            screens.sources().change(card.key(), name.getValue(), fields.values(), card.version()))) {
                        Parts.done(t("sources.saved"));
                        screens.go(card.key());
                    }
                })),
                new Button(
                        t("sources.test.typed"),
                        click -> errors.attempt(() -> Parts.done(
                                screens.words(screens.sources().test(card.key(), card.kind(), fields.values()))))));
        foot.add(new Button(t("sources.remove"), click -> {
            if (Parts.attempt(() -> screens.sources().remove(card.key()))) {
                Parts.done(t("sources.removed"));
                screens.go("");
            }
        }));
        add(foot);
    }

    private Div history() {
        var list = Parts.row("timeline");
        screens.history(card.key()).forEach(event -> list.add(line(event)));
        return Parts.row("stack", new H3(t("sources.history")), list);
    }

    private Div line(Event event) {
        var line = new Div(new Div(
                new Span(t("history." + event.kind())), new Span(" "), Parts.moment(screens.texts(), event.at())));
        if (event.note() != null) {
            line.add(Parts.text("muted", event.note()));
        }
        var by = Parts.text("small", screens.who(event));
        by.addClassName("faint");
        line.add(by);
        return line;
    }
}
