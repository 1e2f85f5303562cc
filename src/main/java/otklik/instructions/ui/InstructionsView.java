package otklik.instructions.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.engine.Steps;
import otklik.engine.Steps.Step;
import otklik.instructions.Instruction;
import otklik.instructions.Instructions;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** All steps at which people work, with the instruction of each: what is written, by whom, how many have read it. */
@Route(value = InstructionsView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(value = Section.WORK, action = Action.ASSIGN)
class InstructionsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "instructions";
    private static final String STEP = "step";

    private final transient InstructionPanels parts;
    private final transient Steps steps;
    private final Grid<Step> grid = new Grid<>();
    private final H2 title = new H2(t("instructions.choose"));
    private final InstructionPanel panel;
    private Map<String, Instruction> written = Map.of();
    private Map<Long, Integer> readers = Map.of();
    private @Nullable String chosen;

    InstructionsView(InstructionPanels parts, Steps steps, Signals signals) {
        this.parts = parts;
        this.steps = steps;
        this.panel = parts.panel();
        addClassNames("page", "two");
        grid.addClassNames("list", "columns");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.getElement().setAttribute("aria-label", t("instructions.list"));
        grid.addColumn(new ComponentRenderer<>(step -> {
                    var cell = new Div(new Span(step.label()));
                    cell.add(Parts.row("muted", new Span(step.process())));
                    return cell;
                }))
                .setHeader(t("instructions.step"))
                .setFlexGrow(2);
        grid.addColumn(new ComponentRenderer<>(this::state)).setHeader(t("instructions.state"));
        grid.addSelectionListener(selection -> selection
                .getFirstSelectedItem()
                .filter(step -> selection.isFromClient())
                .ifPresent(step -> getUI().ifPresent(ui -> ui.navigate(
                        PATH, QueryParameters.of(STEP, Instructions.key(step.processKey(), step.node()))))));
        add(
                Parts.row("card", Parts.row("head", new H1(t("instructions.list"))), grid),
                Parts.row("column", Parts.row("card", Parts.row("head", title)), panel));
        Live.refresh(this, signals, Set.of(Instructions.TOPIC), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("instructions.list") + " · " + t("ui.name");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        chosen = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(STEP)
                .orElse(null);
        refresh();
    }

    private void refresh() {
        written = parts.instructions().current();
        readers = parts.instructions()
                .readers(written.values().stream().map(Instruction::id).toList());
        List<Step> all = steps.all(Texts.locale());
        grid.setItems(all);
        var found = all.stream()
                .filter(step -> Instructions.key(step.processKey(), step.node()).equals(chosen))
                .findFirst();
        found.ifPresent(grid::select);
        title.setText(
                found.map(step -> step.process() + " · " + step.label()).orElseGet(() -> t("instructions.choose")));
        panel.show(
                found.map(Step::processKey).orElse(null), found.map(Step::node).orElse(null));
    }

    private Div state(Step step) {
        var instruction = written.get(Instructions.key(step.processKey(), step.node()));
        if (instruction == null) {
            return new Div(Parts.tag(Parts.Tone.NONE, t("instructions.notWritten")));
        }
        return new Div(
                Parts.tag(Parts.Tone.OK, t("instructions.written", instruction.version())),
                Parts.row("muted", new Span(t("instructions.readers", readers.getOrDefault(instruction.id(), 0)))));
    }
}
