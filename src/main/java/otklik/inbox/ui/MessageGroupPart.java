package otklik.inbox.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.springframework.stereotype.Component;
import otklik.inbox.Grouping;
import otklik.inbox.MessageCard;
import otklik.inbox.MessageStatus;
import otklik.inbox.Messages;
import otklik.sources.Sources;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** What belongs to a message besides its words: the rule that hid it, what it is grouped with, and what its author wrote before. */
@Component
class MessageGroupPart {
    private final Messages messages;
    private final Sources sources;
    private final Texts texts;

    MessageGroupPart(Messages messages, Sources sources, Texts texts) {
        this.messages = messages;
        this.sources = sources;
        this.texts = texts;
    }

    void fill(Div body, MessageCard message) {
        if (message.hiddenBy() != null) {
            body.add(Parts.row(
                    "note", new Span(t("inbox.hiddenBy", SpamWords.ofKept(message.hiddenBy(), sources.names())))));
        } else if (message.status() == MessageStatus.SPAM && message.decidedBy() == null) {
            body.add(Parts.row("note", new Span(t("inbox.hiddenAsSpammer"))));
        }
        if (message.isAlike()) {
            var note = Parts.row("note", new Span(t("inbox.alike") + " "), link(message.group()));
            note.setId("alike");
            body.add(note);
        } else if (message.groupedAs() != null) {
            body.add(Parts.row("note", new Span(t(message.groupedAs()) + " "), link(message.group())));
        }
        revisions(body, message);
        if (message.repeats() > 0 || message.groupedAs() != null) {
            group(body, message);
        }
    }

    private void revisions(Div body, MessageCard message) {
        if (message.revision() > 1) {
            var before = new Div();
            messages.revisions(message.number())
                    .forEach(revision -> before.add(
                            new Div(
                                    Parts.text("muted", t("inbox.revision.until", revision.number())),
                                    new Span(" "),
                                    Parts.moment(texts, revision.replacedAt())),
                            Parts.text("words", revision.text())));
            var details = new Details(t("inbox.revision", message.revision()), before);
            details.setId("revisions");
            body.add(details);
        }
    }

    private void group(Div body, MessageCard message) {
        var list = Parts.row("timeline");
        for (var other : messages.groupOf(message.number())) {
            if (!other.number().equals(message.number())) {
                list.add(line(other));
            }
        }
        if (list.getChildren().findAny().isPresent()) {
            var details = new Details(t("inbox.group", message.times()), list);
            details.setId("group");
            // What came by another way in other words is read together with the message.
            details.setOpened(messages.groupOf(message.number()).stream()
                    .anyMatch(other -> other.groupedAs() == Grouping.PERSON));
            body.add(details);
        }
    }

    private Div line(MessageCard other) {
        var line = new Div(
                new Div(
                        link(other.number()),
                        new Span(" " + other.senderName() + " · "
                                + sources.names().getOrDefault(other.source(), other.source()) + " "),
                        Parts.moment(texts, other.receivedAt())),
                Parts.text(
                        other.groupedAs() == Grouping.PERSON ? "words" : "muted",
                        other.groupedAs() == Grouping.PERSON ? messages.textOf(other.number()) : other.preview()));
        if (other.groupedAs() != null) {
            line.add(Parts.tag(Parts.Tone.PLAN, t(other.groupedAs())));
        }
        return line;
    }

    private static Anchor link(String number) {
        return Parts.link(InboxView.PATH + "/" + number, number);
    }
}
