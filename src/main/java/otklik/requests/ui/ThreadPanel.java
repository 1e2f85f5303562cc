package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import otklik.mail.OutgoingFile;
import otklik.mail.OutgoingLetter;
import otklik.mail.ReceivedLetter;
import otklik.requests.RequestCard;
import otklik.requests.ThreadEntry;
import otklik.security.Action;
import otklik.ui.Parts;

/** The dialogue line by line, over all its channels. */
class ThreadPanel extends Div {
    private final transient RequestPages parts;
    private final transient RequestDialogs dialogs;
    private long shown = -1;

    ThreadPanel(RequestPages parts, RequestDialogs dialogs) {
        this.parts = parts;
        this.dialogs = dialogs;
        addClassName("body");
    }

    /** Nothing is shown any more: the next request is drawn in any case. */
    void forget() {
        shown = -1;
    }

    void show(RequestCard request, Set<Action> allowed) {
        var entries = parts.requests().dialogue(request.number());
        var numbers = entries.stream()
                .map(ThreadEntry::outgoingNumber)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.toList());
        var sent = parts.outbox().byNumbers(numbers);
        // The state of a letter changes without a new line, so both take part in "did anything change".
        long mark = (entries.hashCode() * 31L + request.status().ordinal()) * 31L
                + sent.values().stream().map(OutgoingLetter::state).toList().hashCode();
        if (mark == shown) {
            return;
        }
        shown = mark;
        var received = received(entries);
        var files = parts.files().ofLetters(numbers);
        removeAll();
        // The words with which the request began stay with it.
        var first = entries.stream()
                .filter(entry -> entry.kind() == ThreadEntry.Kind.FROM_CLIENT)
                .findFirst();
        var maySplit = request.status().isOpen() && allowed.contains(Action.CHANGE);
        var sources = parts.sources().names();
        entries.forEach(entry -> {
            var line = line(entry, sent, received, files, sources);
            if (maySplit
                    && entry.kind() == ThreadEntry.Kind.FROM_CLIENT
                    && first.filter(entry::equals).isEmpty()) {
                line.add(splitting(request, entry));
            }
            add(line);
        });
        getElement().executeJs("window.otklik && window.otklik.toEnd(this)");
    }

    private Map<Long, ReceivedLetter> received(Collection<ThreadEntry> entries) {
        var ids = entries.stream()
                .map(ThreadEntry::letterId)
                .filter(Objects::nonNull)
                .map(Long.class::cast)
                .toList();
        return parts.letters().find(ids).stream().collect(Collectors.toMap(ReceivedLetter::id, letter -> letter));
    }

    private Div line(
            ThreadEntry entry,
            Map<String, OutgoingLetter> sent,
            Map<Long, ReceivedLetter> received,
            Map<String, List<OutgoingFile>> files,
            Map<String, String> sources) {
        var isNote = entry.kind() == ThreadEntry.Kind.NOTE;
        var text = isNote ? parts.mentions().readable(entry.text()) : entry.text();
        var line = Parts.row(isNote ? "note" : "msg", Parts.text("words", text));
        if (entry.kind() == ThreadEntry.Kind.TO_CLIENT
                || entry.kind() == ThreadEntry.Kind.AUTOMATIC && entry.letterId() == null && entry.itemId() == null) {
            line.addClassName("me");
        }
        var letter = entry.letterId() == null ? null : received.get(entry.letterId());
        if (letter != null) {
            line.add(files(letter));
        }
        var outgoing = entry.outgoingNumber() == null ? null : sent.get(entry.outgoingNumber());
        if (outgoing != null) {
            line.add(files(files.getOrDefault(outgoing.number(), List.of())));
        }
        var meta = Parts.row("meta", new Span(who(entry)));
        if (entry.channel() != null) {
            meta.add(new Span(RequestWords.channel(String.valueOf(entry.channel()), sources)));
        }
        meta.add(Parts.moment(parts.texts(), entry.at()));
        if (isNote) {
            meta.addComponentAsFirst(new Span(t("requests.note")));
        }
        if (outgoing != null) {
            meta.add(letterState(outgoing));
        }
        line.add(meta);
        return line;
    }

    private Button splitting(RequestCard request, ThreadEntry entry) {
        var split = new Button(
                t("requests.split"),
                click -> dialogs.split(request, entry, parts.splits(), opened -> getUI().ifPresent(
                                ui -> ui.navigate(CommunicationsView.PATH + "/" + opened))));
        split.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        split.addClassName("split");
        split.setTooltipText(t("requests.split.hint"));
        return split;
    }

    private String who(ThreadEntry entry) {
        var author =
                switch (entry.kind()) {
                    case FROM_CLIENT -> entry.author();
                    case AUTOMATIC ->
                        entry.letterId() == null && entry.itemId() == null
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
                    case FAILED, BOUNCED, ABANDONED, WITHHELD -> Parts.Tone.LATE;
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

    private static Div files(List<OutgoingFile> sent) {
        var files = Parts.row("files");
        sent.forEach(file -> files.add(Parts.file("files/" + file.id(), file.name())));
        files.setVisible(!sent.isEmpty());
        return files;
    }
}
