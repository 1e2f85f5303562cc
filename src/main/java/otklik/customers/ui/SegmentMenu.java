package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Hr;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import java.util.function.Supplier;
import otklik.customers.CompanyFilter;
import otklik.customers.CompanyList;
import otklik.customers.FreezeSegment;
import otklik.customers.Segments;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** The menu of the list's segments: save what is shown as one, look at all of them. */
final class SegmentMenu extends MenuBar {
    private static final int LONGEST_NAME = 100;

    private final transient Segments segments;
    private final transient FreezeSegment freezing;
    private final transient CompanyList list;
    private final transient Supplier<CompanyFilter> shown;

    SegmentMenu(Segments segments, FreezeSegment freezing, CompanyList list, Supplier<CompanyFilter> shown) {
        this.segments = segments;
        this.freezing = freezing;
        this.list = list;
        this.shown = shown;
        addClassName("views");
        addThemeVariants(MenuBarVariant.LUMO_SMALL);
        var menu = addItem(t("customers.segments")).getSubMenu();
        menu.addItem(t("customers.segment.save"), click -> ask());
        menu.add(new Hr());
        menu.addItem(t("customers.segment.all"), click -> getUI().ifPresent(ui -> ui.navigate(SegmentsView.PATH)));
    }

    private void ask() {
        var dialog = new Dialog();
        dialog.setHeaderTitle(t("customers.segment.save"));
        dialog.setWidth("440px");
        var errors = new FormErrors();
        var name = errors.add("name", new TextField(t("customers.segment.name")));
        name.setMaxLength(LONGEST_NAME);
        name.setRequired(true);
        var kind = new RadioButtonGroup<Boolean>(t("customers.segment.kind"));
        kind.setItems(false, true);
        kind.setValue(false);
        var count = list.countAll(shown.get());
        kind.setItemLabelGenerator(
                isFrozen -> t(isFrozen ? "customers.segment.frozenLong" : "customers.segment.dynamicLong", count));
        var shared = new Checkbox(t("customers.segment.share"));
        shared.setVisible(segments.mayShare());
        dialog.add(Parts.row("form", name, kind, shared));
        var save = Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", () -> {
            var isSaved = errors.attempt(() -> {
                if (kind.getValue()) {
                    freezing.freeze(name.getValue(), shown.get(), shared.getValue(), count);
                } else {
                    segments.save(name.getValue(), shown.get(), shared.getValue());
                }
            });
            if (isSaved) {
                dialog.close();
                Parts.done(t("customers.segment.saved", name.getValue().strip()));
            }
        }));
        dialog.getFooter().add(new Button(t("ui.cancel"), click -> dialog.close()), save);
        dialog.open();
        name.focus();
    }
}
