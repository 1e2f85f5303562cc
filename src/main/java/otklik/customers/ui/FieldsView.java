package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.customers.CustomField;
import otklik.customers.CustomField.FieldKind;
import otklik.customers.CustomFields;
import otklik.security.Action;
import otklik.security.Needs;
import otklik.security.Section;
import otklik.ui.FormErrors;
import otklik.ui.Live;
import otklik.ui.MainLayout;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The fields of companies that the administrator adds: add, rename, order, choices, retire. */
@Route(value = FieldsView.PATH, layout = MainLayout.class)
@PermitAll
@Needs(Section.SETTINGS)
class FieldsView extends Div implements HasDynamicTitle {
    static final String PATH = "settings/fields";

    private final transient CompanyScreens screens;
    private final boolean mayChange;
    private final Div used = Parts.row("body");
    private final Div retired = Parts.row("body");
    private final Div retiredCard =
            Parts.row("card", Parts.row("head", new H2(t("customers.fields.retired"))), retired);

    FieldsView(CompanyScreens screens) {
        this.screens = screens;
        this.mayChange = screens.policy().may(Section.SETTINGS, Action.CHANGE);
        addClassNames("page", "one");
        var back = Parts.link("settings", "‹ " + t("studio.settings"));
        var head = Parts.row("head", back, new H1(t("customers.fields")), Parts.row("grow"));
        if (mayChange) {
            head.add(Parts.primary(Parts.button(t("customers.fields.add"), "KeyN", "N", () -> ask(null))));
        }
        var column = Parts.row(
                "column",
                Parts.row("card", head, Parts.row("tools", Parts.text("muted", t("customers.fields.hint"))), used),
                retiredCard);
        column.addClassName("settings");
        add(column);
        refresh();
        Live.refresh(this, screens.signals(), Set.of(CustomFields.TOPIC), this::refresh);
    }

    @Override
    public String getPageTitle() {
        return t("customers.fields") + " · " + t("ui.name");
    }

    private void refresh() {
        used.removeAll();
        retired.removeAll();
        var fields = screens.fields().withRetired();
        var inUse = fields.stream().filter(field -> !field.retired()).toList();
        if (inUse.isEmpty()) {
            used.add(Parts.empty(t("customers.fields.empty"), t("customers.fields.empty.hint")));
        }
        for (int place = 0; place < inUse.size(); place++) {
            used.add(line(inUse.get(place), place > 0, place < inUse.size() - 1));
        }
        fields.stream().filter(CustomField::retired).forEach(field -> retired.add(line(field, false, false)));
        retiredCard.setVisible(retired.getComponentCount() > 0);
    }

    private Div line(CustomField field, boolean mayRise, boolean maySink) {
        var line = Parts.row(
                "line",
                Parts.text("event-what", field.name()),
                Parts.text("muted", t(field.kind())),
                Parts.text("faint", field.key()));
        line.addClassName("field-line");
        if (!field.choices().isEmpty()) {
            line.add(Parts.text("muted", String.join(", ", field.choices())));
        }
        line.add(Parts.row("grow"));
        if (!mayChange) {
            return line;
        }
        if (field.retired()) {
            line.add(small(t("customers.fields.back"), () -> screens.fields().retire(field.id(), false)));
            return line;
        }
        var up = small("↑", () -> screens.fields().move(field.id(), true));
        up.setAriaLabel(t("customers.fields.up", field.name()));
        up.setEnabled(mayRise);
        var down = small("↓", () -> screens.fields().move(field.id(), false));
        down.setAriaLabel(t("customers.fields.down", field.name()));
        down.setEnabled(maySink);
        line.add(
                up,
                down,
                small(t("customers.fields.change"), () -> ask(field)),
                small(t("customers.fields.retire"), () -> {
                    screens.fields().retire(field.id(), true);
                    Parts.doneWithUndo(t("customers.fields.retired.done", field.name()), () -> screens.fields()
                            .retire(field.id(), false));
                }));
        return line;
    }

    private Button small(String text, Runnable deed) {
        var button = new Button(text, click -> {
            Parts.attempt(deed);
            refresh();
        });
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return button;
    }

    private void ask(@Nullable CustomField field) {
        var errors = new FormErrors();
        var name = errors.add("name", new TextField(t("customers.fields.name")));
        name.setMaxLength(100);
        var key = errors.add("key", new TextField(t("customers.fields.key")));
        key.setMaxLength(40);
        key.setHelperText(t("customers.fields.key.hint"));
        var kind = new Select<FieldKind>();
        kind.setLabel(t("customers.fields.kind"));
        kind.setItems(FieldKind.values());
        kind.setItemLabelGenerator(Texts::t);
        var choices = errors.add("choices", new TextArea(t("customers.fields.choices")));
        choices.setHelperText(t("customers.fields.choices.hint"));
        kind.addValueChangeListener(change -> choices.setVisible(change.getValue() == FieldKind.CHOICE));
        kind.setValue(field == null ? FieldKind.TEXT : field.kind());
        choices.setVisible(kind.getValue() == FieldKind.CHOICE);
        if (field != null) {
            name.setValue(field.name());
            key.setValue(field.key());
            key.setReadOnly(true);
            kind.setReadOnly(true);
            choices.setValue(String.join("\n", field.choices()));
        }
        var form = Parts.row("form", name, key, kind, choices);
        var dialog = new Dialog(form);
        dialog.setHeaderTitle(t(field == null ? "customers.fields.add" : "customers.fields.change"));
        dialog.setWidth("440px");
        Runnable save = () -> {
            List<String> wanted = Arrays.stream(choices.getValue().split("\n")).toList();
            var done = errors.attempt(() -> {
                if (field == null) {
                    screens.fields().add(key.getValue().strip(), name.getValue(), kind.getValue(), wanted);
                } else {
                    screens.fields().change(field.id(), name.getValue(), wanted);
                }
            });
            if (done) {
                dialog.close();
                refresh();
            }
        };
        dialog.getFooter()
                .add(
                        new Button(t("ui.cancel"), click -> dialog.close()),
                        Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", save)));
        dialog.open();
        name.focus();
    }
}
