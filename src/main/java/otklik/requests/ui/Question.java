package otklik.requests.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import java.util.function.Consumer;
import otklik.ui.Parts;

/** A dialog with one question. */
final class Question {
    private Question() {}

    static void ask(String title, Component question, String confirm, Consumer<Dialog> action) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(title);
        dialog.setWidth("420px");
        dialog.add(question);
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(confirm, "Ctrl+Enter", "Ctrl ↵", () -> action.accept(dialog))));
        dialog.open();
        if (question instanceof Focusable<?> focusable) {
            focusable.focus();
        }
    }
}
