package otklik.instructions.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import otklik.instructions.Instruction;
import otklik.kernel.Refusal;
import otklik.ui.Parts;

/**
 * How the step is to be done, beside the place where it is done: a card that is not there while nobody has written anything, with a badge
 * until the person has read the newest version.
 */
public final class InstructionPanel extends Div {
    private final transient InstructionPanels parts;
    private final Div body = Parts.row("body");
    private final Span badge = Parts.tag(Parts.Tone.TODAY, t("instructions.new"));
    private @Nullable String processKey;
    private @Nullable String node;

    InstructionPanel(InstructionPanels parts) {
        this.parts = parts;
        addClassNames("card", "instruction");
        add(Parts.row("head", new H2(t("instructions.title")), badge), body);
        setVisible(false);
    }

    /** Shows the instruction of a step; of none, nothing. */
    public void show(@Nullable String newProcessKey, @Nullable String newNode) {
        processKey = newProcessKey;
        node = newNode;
        refresh();
    }

    public void refresh() {
        body.removeAll();
        var step = processKey;
        var place = node;
        if (step == null || place == null) {
            setVisible(false);
            return;
        }
        var found = parts.instructions().current(step, place);
        var mayWrite = parts.instructions().mayWrite();
        setVisible(found.isPresent() || mayWrite);
        badge.setVisible(false);
        found.ifPresentOrElse(
                instruction -> {
                    badge.setVisible(parts.instructions().isNew(instruction));
                    body.add(Parts.text("words", instruction.text()), line(instruction, mayWrite));
                },
                () -> body.add(
                        Parts.text("muted", t("instructions.none")),
                        small(t("instructions.write"), () -> write(null))));
    }

    private Div line(Instruction instruction, boolean mayWrite) {
        var line = Parts.row(
                "line",
                Parts.text(
                        "muted",
                        t(
                                "instructions.version",
                                instruction.version(),
                                parts.accounts().nameOf(instruction.author()))),
                Parts.moment(parts.texts(), instruction.writtenAt()));
        if (badge.isVisible()) {
            line.add(small(t("instructions.understood"), () -> {
                parts.instructions().read(instruction);
                refresh();
            }));
        }
        if (instruction.version() > 1) {
            line.add(small(t("instructions.older"), () -> versions(instruction)));
        }
        if (mayWrite) {
            line.add(small(t("instructions.change"), () -> write(instruction)));
        }
        return line;
    }

    private static Button small(String text, Runnable action) {
        var button = new Button(text, click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return button;
    }

    private void versions(Instruction newest) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(t("instructions.versions"));
        dialog.setWidth("640px");
        var list = Parts.row("stack");
        parts.instructions()
                .versions(newest.processKey(), newest.node())
                .forEach(version -> list.add(
                        Parts.row(
                                "line",
                                new H2(t(
                                        "instructions.version",
                                        version.version(),
                                        parts.accounts().nameOf(version.author()))),
                                Parts.moment(parts.texts(), version.writtenAt())),
                        Parts.text("words", version.text())));
        dialog.add(list);
        dialog.getFooter().add(new Button(t("ui.close"), click -> dialog.close()));
        dialog.open();
    }

    private void write(@Nullable Instruction instruction) {
        var text = new TextArea(t("instructions.text"));
        text.setWidthFull();
        text.setMinHeight("260px");
        text.setValue(instruction == null ? "" : instruction.text());
        text.setHelperText(t("instructions.text.help"));
        var dialog = new Dialog(text);
        dialog.setHeaderTitle(t("instructions.write"));
        dialog.setWidth("640px");
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", () -> {
                            if (save(instruction, text)) {
                                dialog.close();
                                refresh();
                            }
                        })));
        dialog.open();
        text.focus();
    }

    private boolean save(@Nullable Instruction instruction, TextArea text) {
        try {
            parts.instructions()
                    .write(
                            Objects.requireNonNull(processKey),
                            Objects.requireNonNull(node),
                            instruction == null ? 0 : instruction.version(),
                            text.getValue());
            return true;
        } catch (Refusal refused) {
            text.setInvalid(true);
            text.setErrorMessage(otklik.ui.Texts.problem(refused));
            text.focus();
            return false;
        }
    }
}
