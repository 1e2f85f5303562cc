package otklik.staff.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import otklik.ui.Parts;

/** Says what somebody else has saved while a form was open (E81). */
final class ConflictDialog {
    private ConflictDialog() {}

    /** @param text what has become of the typed values */
    static void open(String text, List<String> lines) {
        var list = new UnorderedList();
        lines.forEach(line -> list.add(new ListItem(line)));
        var dialog = new Dialog(new Paragraph(text), list);
        dialog.setHeaderTitle(t("staff.conflict"));
        dialog.setWidth("560px");
        dialog.getFooter().add(Parts.primary(new Button(t("staff.conflict.back"), click -> dialog.close())));
        dialog.open();
    }
}
