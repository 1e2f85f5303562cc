package otklik.studio.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import otklik.engine.Diagrams;
import otklik.engine.Incidents;
import otklik.kernel.Signals;
import otklik.mail.Outbox;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.sources.SourceState;
import otklik.sources.Sources;
import otklik.telephony.TelephonySettings;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;
import otklik.work.WorkReconciler;

/** Whether anything stands still: sources, letters that did not go out, steps that gave up, the index of work. */
@Route(value = HealthView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(Section.SYSTEM)
class HealthView extends Div implements HasDynamicTitle {
    static final String PATH = "health";
    private static final int LETTERS = 50;

    private final transient Sources sources;
    private final transient Outbox outbox;
    private final transient Incidents incidents;
    private final transient Diagrams diagrams;
    private final transient WorkReconciler reconciler;
    private final transient TelephonySettings telephony;
    private final transient Texts texts;

    HealthView(
            Sources sources,
            Outbox outbox,
            Incidents incidents,
            Diagrams diagrams,
            WorkReconciler reconciler,
            TelephonySettings telephony,
            Texts texts,
            Signals signals) {
        this.sources = sources;
        this.outbox = outbox;
        this.incidents = incidents;
        this.diagrams = diagrams;
        this.reconciler = reconciler;
        this.telephony = telephony;
        this.texts = texts;
        addClassNames("page", "one");
        refresh();
        Live.refresh(this, signals, Set.of(Signals.HEALTH), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("studio.health") + " · " + t("ui.name");
    }

    private void refresh() {
        removeAll();
        var column = Parts.row("column");
        column.add(new H1(t("studio.health")), sources(), letters(), telephony(), incidents(), index());
        add(column);
    }

    private static Div section(String title, Component content) {
        return Parts.row("card", Parts.row("head", new H2(title)), Parts.row("body", content));
    }

    private Div sources() {
        var all = sources.all();
        var table = table("studio.source", "studio.state", "studio.lastSuccess", "studio.letters", "studio.lastError");
        all.forEach(source -> row(
                table,
                new Span(source.name()),
                state(source.state()),
                source.lastSuccess() == null ? new Span("—") : Parts.moment(texts, source.lastSuccess()),
                new Span(t(
                        "studio.lettersOf",
                        source.today().items(),
                        source.today().repeats(),
                        source.parked())),
                new Span(source.lastError() == null ? "" : source.lastError())));
        var section = section(t("studio.sources"), table);
        if (all.stream().anyMatch(source -> source.parked() > 0)) {
            section.add(Parts.row("foot", new Button(t("studio.parked.retry"), click -> {
                sources.retryParked();
                Parts.done(t("studio.parked.retried"));
            })));
        }
        return section;
    }

    private static Span state(SourceState state) {
        return Parts.tag(
                switch (state) {
                    case WORKS -> Parts.Tone.OK;
                    case FAILS -> Parts.Tone.LATE;
                    case PAUSED -> Parts.Tone.PLAN;
                },
                t(state));
    }

    private Div letters() {
        var problems = outbox.problems(LETTERS);
        if (problems.isEmpty()) {
            return section(t("studio.outbox"), Parts.text("muted", t("studio.outbox.fine")));
        }
        var table = table("studio.letter", "studio.case", "studio.to", "studio.state", "studio.lastError");
        problems.forEach(letter -> row(
                table,
                new Span(letter.number()),
                new Span(letter.caseKey()),
                new Span(letter.to()),
                Parts.tag(Parts.Tone.LATE, t("mail.State." + letter.state().name())),
                new Span(letter.lastError() == null ? "" : letter.lastError())));
        return section(t("studio.outbox"), table);
    }

    private Div telephony() {
        var line = Parts.row("line", new Span(t("telephony.provider." + telephony.active())));
        telephony
                .state()
                .ifPresent(state -> line.add(
                        Parts.tag(
                                state.isWell() ? Parts.Tone.OK : Parts.Tone.LATE,
                                t(state.isWell() ? "telephony.well" : "telephony.ill")),
                        Parts.text("muted", state.isWell() ? "" : state.words()),
                        Parts.moment(texts, state.at())));
        return section(t("telephony.title"), line);
    }

    private Div incidents() {
        var open = incidents.open();
        if (open.isEmpty()) {
            return section(t("studio.incidents"), Parts.text("muted", t("studio.incidents.none")));
        }
        var table = table("studio.case", "studio.step", "studio.since", "studio.lastError", "studio.act");
        open.forEach(incident -> row(
                table,
                new Span(incident.caseKey()),
                new Span(diagrams.label(incident.processDefinitionId(), incident.node(), Texts.locale())),
                Parts.moment(texts, incident.since()),
                new Span(incident.reason()),
                new Button(t("studio.retry"), click -> {
                    incidents.retry(incident);
                    Parts.done(t("studio.retried"));
                    refresh();
                })));
        return section(t("studio.incidents"), table);
    }

    private Div index() {
        var differences = reconciler.compare();
        return section(
                t("studio.index"),
                differences.isEmpty()
                        ? Parts.tag(Parts.Tone.OK, t("studio.index.fine"))
                        : Parts.tag(
                                Parts.Tone.LATE, t("studio.index.differs", differences.size(), words(differences))));
    }

    private static String words(List<WorkReconciler.Difference> differences) {
        return differences.stream()
                .map(difference -> t("studio.index." + difference.what(), difference.taskId()))
                .collect(Collectors.joining("; "));
    }

    private static NativeTable table(String... headings) {
        var table = new NativeTable();
        table.addClassName("plain");
        var row = new NativeTableRow();
        Arrays.stream(headings).forEach(heading -> row.add(new NativeTableHeaderCell(t(heading))));
        table.add(new NativeTableHeader(row), new NativeTableBody());
        return table;
    }

    private static void row(NativeTable table, Component... cells) {
        var row = new NativeTableRow();
        Arrays.stream(cells).forEach(cell -> row.add(new NativeTableCell(cell)));
        table.getBody().add(row);
    }
}
