package otklik.exchange.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.batches.Batch;
import otklik.batches.Batches;
import otklik.exchange.ExportCard;
import otklik.exchange.Exports;
import otklik.exchange.ImportCard;
import otklik.exchange.Imports;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/**
 * The import of a file in four steps: the file, its columns, a check, the import. Which step it is stands in the database, so a closed tab
 * loses nothing. Without a file: the last imports and exports.
 */
@Route(value = ImportView.PATH + "/:import?", layout = MainLayout.class)
@PermitAll
@Needs(value = Section.COMPANIES, action = Action.CREATE)
class ImportView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "companies/import";

    private final transient Imports imports;
    private final transient Exports exports;
    private final transient Batches batches;
    private final transient Parameters parameters;
    private final transient ImportScreens screens;
    private final transient Texts texts;
    private final Div body = new Div();
    private transient @Nullable ImportCard file;
    private @Nullable ResultPart result;

    ImportView(
            Imports imports,
            Exports exports,
            Batches batches,
            Parameters parameters,
            ImportScreens screens,
            Texts texts,
            Signals signals) {
        this.imports = imports;
        this.exports = exports;
        this.batches = batches;
        this.parameters = parameters;
        this.screens = screens;
        this.texts = texts;
        addClassNames("page", "import");
        body.addClassName("card");
        add(body);
        Live.refresh(this, signals, Set.of(Batches.TOPIC), this::progress);
    }

    @Override
    public String getPageTitle() {
        return t("exchange.import.title") + " \u00b7 " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var id = event.getRouteParameters().get("import").orElse(null);
        if (id == null) {
            showStart();
        } else if (id.matches("\\d{1,18}")) {
            imports.find(Long.parseLong(id)).ifPresentOrElse(this::show, this::showUnknown);
        } else {
            showUnknown();
        }
    }

    private void showUnknown() {
        file = null;
        body.removeAll();
        body.add(head(0, null), Parts.empty(t("exchange.unknown"), t("exchange.unknown.hint")));
    }

    private void showStart() {
        file = null;
        result = null;
        body.removeAll();
        var inner = Parts.row("body", upload(), new H2(t("exchange.recent")));
        body.add(head(1, null), inner);
        var all = imports.list();
        if (all.isEmpty()) {
            inner.add(Parts.empty(t("exchange.recent.empty"), t("exchange.recent.hint")));
        }
        all.forEach(card -> inner.add(line(card)));
        var made = exports.list();
        if (!made.isEmpty()) {
            inner.add(new H2(t("exchange.exports")));
            made.forEach(card -> inner.add(line(card)));
        }
    }

    private Div line(ImportCard card) {
        var link = new Anchor(PATH + "/" + card.id(), card.fileName());
        var state = batch(card).map(Batch::state).orElse(null);
        var word = card.run() != null
                ? state == Batch.State.DONE ? t("exchange.state.imported") : state == null ? "" : t(state)
                : state == null
                        ? t("exchange.state.columns")
                        : state == Batch.State.DONE ? t("exchange.state.checked") : t(state);
        var tone = card.run() != null && state == Batch.State.DONE ? Parts.Tone.OK : Parts.Tone.PLAN;
        return Parts.row(
                "line",
                link,
                Parts.tag(tone, word),
                Parts.text("muted", t("exchange.rows", card.rows())),
                Parts.text("muted", screens.accounts().nameOf(card.owner())),
                Parts.row("grow"),
                Parts.moment(texts, card.uploadedAt()));
    }

    private Div line(ExportCard card) {
        var name = t("exchange.exports.count", card.companies()) + ", " + t(card.format());
        var file = exports.file(card.batch());
        return Parts.row(
                "line",
                file.isPresent() ? Parts.file(card.path(), name) : new Span(name),
                Parts.text("muted", screens.accounts().nameOf(card.owner())),
                Parts.text("muted", state(card)),
                Parts.row("grow"),
                Parts.moment(texts, card.startedAt()));
    }

    private String state(ExportCard card) {
        if (!card.kept()) {
            return t("exchange.exports.gone");
        }
        var until = card.startedAt().plus(parameters.duration(Parameter.EXPORTS_KEPT));
        return card.broken() ? t("exchange.exports.broken") : t("exchange.exports.kept", texts.moment(until));
    }

    private Optional<Batch> batch(ImportCard card) {
        return Optional.ofNullable(card.run() == null ? card.check() : card.run())
                .flatMap(batches::find);
    }

    private Div upload() {
        var megabytes = imports.mostBytes() / 1_000_000;
        var upload = new Upload();
        upload.addClassName("drop");
        upload.setUploadButton(Parts.primary(new Button(t("exchange.upload"))));
        upload.setDropLabel(new Span(t("exchange.upload.drop", megabytes, Imports.MOST_ROWS)));
        upload.setMaxFiles(1);
        upload.setMaxFileSize((int) imports.mostBytes());
        upload.setAcceptedFileTypes(".csv", ".txt", ".tsv", ".xlsx");
        upload.setUploadHandler(new Receiver(imports.mostBytes()));
        upload.addFileRejectedListener(rejected -> Parts.failed(t("exchange.upload.rejected", megabytes)));
        upload.addAllFinishedListener(finished -> upload.clearFileList());
        return Parts.row("column", upload, Parts.text("muted", t("exchange.upload.hint")));
    }

    /** Takes the bytes outside of the lock of the screen: a large file must not hold the others up. */
    private final class Receiver implements UploadHandler {
        private final long most;

        Receiver(long most) {
            this.most = most;
        }

        @Override
        public void handleUploadRequest(com.vaadin.flow.server.streams.UploadEvent event) throws java.io.IOException {
            byte[] bytes;
            try (var in = event.getInputStream()) {
                bytes = in.readNBytes((int) most + 1);
            }
            try {
                var taken = imports.upload(event.getFileName(), bytes);
                event.getUI().access(() -> event.getUI().navigate(PATH + "/" + taken.id()));
            } catch (Refusal refused) {
                event.getUI().access(() -> Parts.failed(Texts.problem(refused)));
            }
        }

        @Override
        public long getRequestSizeMax() {
            return most + 1_000_000;
        }

        @Override
        public long getFileSizeMax() {
            return most + 1;
        }
    }

    private void show(ImportCard card) {
        file = card;
        result = null;
        body.removeAll();
        var batch = card.run() != null ? card.run() : card.check();
        if (batch == null) {
            body.add(head(2, card), new ColumnsPart(card, screens, this::show));
        } else {
            result = new ResultPart(card, batch, screens, this::show);
            body.add(head(card.run() == null ? 3 : 4, card), result);
        }
    }

    private void progress() {
        var open = file;
        if (open != null && result != null) {
            imports.find(open.id()).ifPresent(now -> {
                if (java.util.Objects.equals(now.run(), open.run())
                        && java.util.Objects.equals(now.check(), open.check())
                        && result != null) {
                    result.refresh();
                } else {
                    show(now);
                }
            });
        }
    }

    private Div head(int step, @Nullable ImportCard card) {
        var head = Parts.row("head", new H1(card == null ? t("exchange.import.title") : card.fileName()));
        if (card != null) {
            head.add(Parts.text("muted", t("exchange.rows", card.rows()) + " \u00b7 " + t(card.format())));
        }
        head.add(Parts.row("grow"));
        var steps = Parts.row("steps");
        var names = List.of("file", "columns", "check", "import");
        for (int index = 0; index < names.size(); index++) {
            var name = Parts.text("step", (index + 1) + ". " + t("exchange.step." + names.get(index)));
            if (index + 1 == step) {
                name.getElement().setAttribute("aria-current", "step");
            }
            steps.add(name);
        }
        head.add(steps);
        if (card != null) {
            head.add(new Button(t("exchange.another"), click -> getUI().ifPresent(ui -> ui.navigate(PATH))));
        }
        return head;
    }
}
