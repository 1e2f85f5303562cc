package otklik.sources.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.sources.SourceKind;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** The form of a source that is to be added: its kind first, then what the kind asks for. */
final class NewSource extends Div {
    private final transient SourceScreens screens;
    private final Select<SourceKind> kind = new Select<>();
    private final TextField name = new TextField(t("sources.name"));
    private final TextField key = new TextField(t("sources.key"));
    private final Div settings = Parts.row("stack");
    private transient FormErrors errors = new FormErrors();
    private transient @Nullable SourceFields fields;

    NewSource(SourceScreens screens) {
        this.screens = screens;
        addClassName("fill");
        kind.setLabel(t("sources.kind"));
        kind.setItems(screens.sources().kinds());
        kind.setItemLabelGenerator(chosen -> screens.kindName(chosen.key()));
        kind.addValueChangeListener(change -> showFields());
        name.setMaxLength(120);
        key.setMaxLength(32);
        key.setHelperText(t("sources.key.hint"));
        add(
                Parts.row("head", new H2(t("sources.adding"))),
                Parts.row("body", Parts.row("fields", kind, name, key), settings),
                Parts.row(
                        "foot",
                        Parts.primary(Parts.button(t("ui.save"), "Ctrl+Enter", "Ctrl ↵", this::save)),
                        new Button(t("sources.test"), click -> test()),
                        new Button(t("ui.cancel"), click -> screens.go(""))));
        screens.sources().kinds().stream().findFirst().ifPresent(kind::setValue);
    }

    private void showFields() {
        settings.removeAll();
        errors = new FormErrors();
        errors.add("name", name);
        errors.add("key", key);
        var mapping = new MappingEditor(screens.forms(), Optional::empty);
        var chosen = kind.getValue();
        var shown = new SourceFields(chosen, errors, Map.of(), Set.of(), true, mapping);
        fields = shown;
        settings.add(Parts.text("muted", t("sources.kind." + chosen.key() + ".hint")));
        settings.add(shown.components());
        if (hasMapping(chosen)) {
            settings.add(mapping);
        }
    }

    static boolean hasMapping(SourceKind kind) {
        return kind.fields().stream().anyMatch(field -> field.type() == SourceKind.Type.MAPPING);
    }

    private void save() {
        var shown = fields;
        if (shown != null
                && errors.attempt(() -> screens.sources()
                        .add(key.getValue().strip(), kind.getValue().key(), name.getValue(), shown.values()))) {
            Parts.done(t("sources.saved"));
            screens.go(key.getValue().strip());
        }
    }

    private void test() {
        var shown = fields;
        if (shown != null) {
            errors.attempt(() -> Parts.done(
                    screens.words(screens.sources().test(null, kind.getValue().key(), shown.values()))));
        }
    }
}
