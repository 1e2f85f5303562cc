package otklik.tasks.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import otklik.ui.Corner;
import otklik.ui.Parts;

/** Gives an assignment from every screen, by a button or by a key; about the case whose page is open. */
@org.springframework.stereotype.Component
class GiveButton implements Corner {
    private final TaskParts parts;
    private final TaskDialogs dialogs;

    GiveButton(TaskParts parts, TaskDialogs dialogs) {
        this.parts = parts;
        this.dialogs = dialogs;
    }

    @Override
    public Component part() {
        if (!parts.tasks().mayGive()) {
            return new Div();
        }
        var button = new NativeButton("", click -> dialogs.giveHere());
        button.addClassName("corner-button");
        button.add(Parts.text("give-icon", ""));
        button.getElement().setAttribute("data-key", "Shift+KeyT");
        button.setAriaLabel(t("tasks.give.title"));
        button.setTitle(t("tasks.give.title") + " (Shift+T)");
        return button;
    }
}
