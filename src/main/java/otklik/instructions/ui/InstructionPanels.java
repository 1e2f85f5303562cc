package otklik.instructions.ui;

import org.springframework.stereotype.Component;
import otklik.instructions.Instructions;
import otklik.security.Accounts;
import otklik.ui.Texts;

/** Makes panels: what one needs of other modules is gathered here. */
@Component
public record InstructionPanels(Instructions instructions, Accounts accounts, Texts texts) {
    public InstructionPanel panel() {
        return new InstructionPanel(this);
    }
}
