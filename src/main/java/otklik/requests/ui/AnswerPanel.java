package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.ComboBoxVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.select.SelectVariant;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.streams.UploadHandler;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Refusal;
import otklik.mail.OutgoingFile;
import otklik.requests.Drafts;
import otklik.requests.ReplyTemplate;
import otklik.requests.RequestCard;
import otklik.requests.RequestStatus;
import otklik.requests.Requests.Way;
import otklik.security.Account;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.WorkItem;

/**
 * The place for an answer or a note: text that is saved while one types, ready answers, files, the channel. It stays in the page while
 * the page changes around it: a field that is put in anew loses the cursor of the person who types.
 */
class AnswerPanel extends Div {
    private static final long KILOBYTE = 1024;

    private final transient RequestPages parts;
    private final transient Act act;
    private final String login = CurrentUser.login().orElseThrow();
    private final TextArea answer = new TextArea();
    private final Select<Way> way = new Select<>();
    private final ComboBox<ReplyTemplate> template = new ComboBox<>();
    private final ComboBox<Account> mention = new ComboBox<>();
    private final Upload upload = new Upload();
    private final Div files = Parts.row("files");
    private final Span draftState = new Span();
    private final Span hint = new Span();
    private final Button send;
    private final Button note;
    private Optional<WorkItem> writing = Optional.empty();
    private @Nullable RequestCard request;

    AnswerPanel(RequestPages parts, Act act) {
        this.parts = parts;
        this.act = act;
        addClassName("composer");
        answer.setPlaceholder(t("requests.answer.placeholder"));
        answer.setAriaLabel(t("requests.answer"));
        answer.setValueChangeMode(ValueChangeMode.LAZY);
        answer.setValueChangeTimeout(800);
        answer.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                save();
            }
        });
        draftState.addClassNames("muted", "small");
        hint.addClassNames("muted", "small");
        send = Parts.primary(
                Parts.button(t("requests.send"), "Ctrl+Enter", "Ctrl ↵", () -> writing.ifPresent(this::send)));
        note = Parts.button(t("requests.addNote"), "KeyN", "N", this::addNote);
        prepareWay();
        prepareTemplate();
        prepareMention();
        prepareUpload();
        add(
                Parts.row("with", way, template, mention, upload),
                answer,
                files,
                Parts.row("line", send, note, hint, Parts.row("grow"), draftState));
    }

    private void prepareWay() {
        way.setAriaLabel(t("requests.way"));
        way.addThemeVariants(SelectVariant.LUMO_SMALL);
        way.addClassName("way");
        way.addValueChangeListener(change -> {
            var open = request;
            if (change.isFromClient() && open != null && change.getValue() != null) {
                act.run(() -> parts.requests().answerOver(open.number(), change.getValue()));
            }
        });
    }

    private void prepareTemplate() {
        template.setPlaceholder(t("requests.template"));
        template.setAriaLabel(t("requests.template.choose"));
        template.addThemeVariants(ComboBoxVariant.LUMO_SMALL);
        template.addClassName("template");
        Parts.focusedBy(template, "Ctrl+Slash");
        template.setItemLabelGenerator(ReplyTemplate::name);
        template.setRenderer(new com.vaadin.flow.data.renderer.ComponentRenderer<>(one -> {
            var begin = one.text().lines().findFirst().orElse("");
            return new Div(
                    Parts.row("template-name", new Span(one.name()), Parts.text("faint", t(one.range()))),
                    Parts.text("template-text", begin));
        }));
        template.addValueChangeListener(change -> {
            var open = request;
            if (change.isFromClient() && change.getValue() != null && open != null) {
                insert(parts.templates().fill(change.getValue(), open), "\n\n");
                template.clear();
            }
        });
        template.setTooltipText(t("requests.template.hint"));
    }

    private void prepareMention() {
        mention.setPlaceholder("@");
        mention.setAriaLabel(t("requests.mention"));
        mention.setTooltipText(t("requests.mention.hint"));
        mention.addThemeVariants(ComboBoxVariant.LUMO_SMALL);
        mention.addClassName("mention");
        mention.setItemLabelGenerator(Account::name);
        mention.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                insert("@" + change.getValue().login() + " ", " ");
                mention.clear();
            }
        });
    }

    private void prepareUpload() {
        var attach = new Button(t("requests.attach"));
        attach.addThemeVariants(ButtonVariant.LUMO_SMALL);
        upload.setUploadButton(attach);
        upload.setDropAllowed(true);
        upload.setDropLabel(new Span(""));
        upload.setMaxFileSize((int) parts.drafts().mostBytes());
        upload.setI18n(new UploadI18N()
                .setError(new UploadI18N.Error()
                        .setFileIsTooBig(t("requests.fileTooBig"))
                        .setTooManyFiles(t("requests.fileTooBig"))
                        .setIncorrectFileType(t("requests.fileTooBig"))));
        upload.addClassName("attach");
        upload.setUploadHandler(UploadHandler.inMemory((file, bytes) -> {
            var open = request;
            if (open != null) {
                // Outside of the lock of the screen: a large file must not hold the others up.
                storeFile(open.number(), file.fileName(), file.contentType(), bytes);
            }
        }));
        upload.addFileRejectedListener(rejected ->
                Parts.failed(t("requests.fileRejected", megabytes(parts.drafts().mostBytes()))));
        upload.addAllFinishedListener(finished -> {
            upload.clearFileList();
            showFiles();
        });
    }

    private void storeFile(String number, String name, @Nullable String type, byte[] bytes) {
        try {
            parts.drafts().attach(number, login, name, type == null ? "" : type, bytes);
        } catch (Refusal refused) {
            getUI().ifPresent(ui -> ui.access(() -> Parts.failed(Texts.problem(refused))));
        }
    }

    /** Shows another request, with the person's draft of it. */
    void open(RequestCard newRequest) {
        request = newRequest;
        writing = Optional.empty();
        parts.drafts()
                .find(newRequest.number(), login)
                .map(Drafts.Draft::text)
                .ifPresentOrElse(answer::setValue, answer::clear);
        answer.setInvalid(false);
        draftState.setText("");
        template.setItems(parts.templates().usable());
        mention.setItems(parts.mentions().candidates(newRequest));
        showFiles();
    }

    void close() {
        request = null;
        writing = Optional.empty();
    }

    /** Shows what the person may do with the request as it stands now. */
    void refresh(RequestCard newRequest, Optional<WorkItem> newWriting, Set<Action> allowed) {
        request = newRequest;
        writing = newWriting;
        send.setVisible(writing.isPresent());
        note.setVisible(allowed.contains(Action.CHANGE));
        mention.setVisible(note.isVisible());
        upload.setVisible(send.isVisible());
        template.setVisible(send.isVisible());
        setVisible(send.isVisible() || note.isVisible());
        hint.setText(
                writing.isEmpty() && newRequest.status() == RequestStatus.WAITING_FOR_CLIENT
                        ? t("requests.waiting")
                        : "");
        showWays(newRequest, allowed);
    }

    private void showWays(RequestCard open, Set<Action> allowed) {
        var ways = send.isVisible() && allowed.contains(Action.CHANGE)
                ? parts.requests().waysTo(open.number())
                : java.util.List.<Way>of();
        way.setVisible(!ways.isEmpty());
        if (!ways.isEmpty()) {
            var sources = parts.sources().names();
            way.setItemLabelGenerator(one -> RequestWords.channel(one.channel(), sources) + " · " + one.address());
            way.setItems(ways);
            way.setValue(new Way(open.channel(), open.clientAddress()));
            way.setReadOnly(ways.size() == 1);
        }
    }

    private void save() {
        var open = request;
        if (open != null) {
            parts.drafts().save(open.number(), login, answer.getValue());
            draftState.setText(
                    answer.isEmpty()
                            ? ""
                            : t(
                                    "requests.draftSaved",
                                    parts.texts().moment(parts.clock().instant())));
        }
    }

    /** Adds words behind what is written already. */
    private void insert(String words, String between) {
        var before = answer.getValue().stripTrailing();
        answer.setValue(before.isEmpty() ? words : before + between + words);
        save();
        answer.focus();
    }

    private void showFiles() {
        files.removeAll();
        var open = request;
        if (open != null) {
            parts.drafts().files(open.number(), login).forEach(file -> files.add(file(open, file)));
        }
    }

    private Span file(RequestCard open, OutgoingFile file) {
        var remove = new Button("×", click -> {
            act.run(() -> parts.drafts().detach(open.number(), login, file.id()));
            showFiles();
        });
        remove.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        remove.setAriaLabel(t("requests.detach", file.name()));
        remove.setTooltipText(t("requests.detach", file.name()));
        var chip =
                new Span(Parts.file("files/" + file.id(), file.name()), Parts.text("faint", size(file.size())), remove);
        chip.addClassName("file-chip");
        return chip;
    }

    private static String size(long bytes) {
        return bytes < KILOBYTE * KILOBYTE
                ? t("requests.kilobytes", Math.max(1, bytes / KILOBYTE))
                : t("requests.megabytes", megabytes(bytes));
    }

    private static long megabytes(long bytes) {
        return Math.max(1, bytes / KILOBYTE / KILOBYTE);
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
        if (act.run(() -> parts.work().complete(task.taskId(), Map.of("decision", "answer", "text", text)))) {
            answer.clear();
            draftState.setText("");
            showFiles();
            Parts.done(t("requests.sent"));
        }
    }

    private void addNote() {
        var open = request;
        if (open == null || answer.isEmpty()) {
            answer.focus();
            return;
        }
        if (act.run(() -> parts.requests().addNote(open.number(), answer.getValue()))) {
            answer.clear();
            // The text has become a note; files that were added for an answer stay.
            parts.drafts().save(open.number(), login, "");
            draftState.setText("");
        }
    }
}
