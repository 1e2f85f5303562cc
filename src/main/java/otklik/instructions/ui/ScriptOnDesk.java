package otklik.instructions.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import otklik.instructions.Instruction;
import otklik.security.CurrentUser;
import otklik.ui.DeskCase;
import otklik.ui.DeskPanel;
import otklik.ui.Parts;

/**
 * What to say, on the manager's screen: the instruction of the step, in large letters. Lines that begin with two hashes are answers of the
 * client; they stand as buttons, and what follows each is shown when it is chosen. {@code {{client}}} is the client, {@code {{me}}} who
 * talks.
 */
@org.springframework.stereotype.Component
class ScriptOnDesk implements DeskPanel {
    private final InstructionPanels parts;

    ScriptOnDesk(InstructionPanels parts) {
        this.parts = parts;
    }

    /** The column is named by what it is for. */
    @Override
    public String title() {
        return "";
    }

    @Override
    public Place place() {
        return Place.MIDDLE;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Optional<Component> of(DeskCase shown) {
        return parts.instructions()
                .current(shown.processKey(), shown.taskKey())
                .map(instruction -> new Script(instruction, shown));
    }

    /** The words, split at the answers of the client. */
    static Map<String, String> branches(String text) {
        var branches = new LinkedHashMap<String, String>();
        var heading = "";
        for (var line : text.split("\n")) {
            if (line.startsWith("##")) {
                heading = line.replaceFirst("^#+", "").strip();
                branches.putIfAbsent(heading, "");
            } else {
                branches.merge(heading, line, (before, more) -> before.isEmpty() ? more : before + "\n" + more);
            }
        }
        branches.replaceAll((answer, words) -> words.strip());
        return branches;
    }

    private final class Script extends Div {
        private final Div reply = Parts.row("desk-reply");
        private final Div chips = Parts.row("chips");

        Script(Instruction instruction, DeskCase shown) {
            addClassName("desk-script");
            var branches = branches(named(instruction.text(), shown));
            var words = Parts.text("desk-talk", branches.getOrDefault("", ""));
            reply.setVisible(false);
            reply.getElement().setAttribute("role", "status");
            add(words);
            if (parts.instructions().isNew(instruction)) {
                var line = Parts.row("line", Parts.tag(Parts.Tone.TODAY, t("instructions.new")));
                var read = new Button(t("instructions.understood"), click -> {
                    parts.instructions().read(instruction);
                    remove(line);
                });
                read.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
                line.add(read);
                add(line);
            }
            branches.remove("");
            branches.forEach((answer, next) -> chips.add(chip(answer, next)));
            if (!branches.isEmpty()) {
                add(chips, reply);
            }
        }

        private NativeButton chip(String answer, String next) {
            var chip = new NativeButton(answer);
            chip.addClassName("chip");
            chip.getElement().setAttribute("aria-pressed", "false");
            chip.addClickListener(click -> {
                chips.getChildren().forEach(other -> other.getElement()
                        .setAttribute("aria-pressed", String.valueOf(other == chip)));
                reply.removeAll();
                reply.add(Parts.text("desk-answer", answer), Parts.text("words", next));
                reply.setVisible(true);
            });
            return chip;
        }

        private String named(String text, DeskCase shown) {
            return text.replace("{{client}}", shown.client())
                    .replace(
                            "{{me}}",
                            CurrentUser.login().map(parts.accounts()::nameOf).orElse(""));
        }
    }
}
