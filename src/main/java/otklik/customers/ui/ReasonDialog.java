package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.function.Consumer;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** Asks why, before something that others will ask about later. What was typed stays when it is refused. */
final class ReasonDialog {
    private static final int LONGEST = 500;

    private ReasonDialog() {}

    /**
     * @param text what will happen
     * @param confirm name of the button
     * @param action what to do with the reason; the dialog stays open when it refuses
     */
    static void open(String title, String text, String confirm, Consumer<String> action) {
        var errors = new FormErrors();
        var reason = errors.add("reason", new TextArea(t("customers.reason")));
        reason.setWidthFull();
        reason.setMaxLength(LONGEST);
        reason.setValueChangeMode(ValueChangeMode.EAGER);
        reason.setRequiredIndicatorVisible(true);
        var dialog = new Dialog(new Paragraph(text), reason);
        dialog.setHeaderTitle(title);
        dialog.setWidth("480px");
        var button = Parts.primary(Parts.button(confirm, "Ctrl+Enter", "Ctrl ↵", () -> {
            if (errors.attempt(() -> action.accept(reason.getValue()))) {
                dialog.close();
            }
        }));
        button.addThemeVariants(ButtonVariant.LUMO_ERROR);
        button.setId("reason-confirm");
        dialog.getFooter().add(new Button(t("ui.cancel"), click -> dialog.close()), button);
        dialog.open();
        reason.focus();
    }
}
