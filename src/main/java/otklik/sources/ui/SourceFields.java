package otklik.sources.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import otklik.sources.SourceKind;
import otklik.ui.FormErrors;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The fields that a kind asks for, with what stands in them; a secret shows only whether it is there. */
final class SourceFields {
    private final SourceKind kind;
    private final FormErrors errors;
    private final Map<String, Supplier<String>> values = new LinkedHashMap<>();
    private final Div fields = Parts.row("fields");
    private final Div below = Parts.row("stack");

    /**
     * @param settings what stands there now; empty for a new source
     * @param secrets names of the secrets that are there
     */
    SourceFields(
            SourceKind kind,
            FormErrors errors,
            Map<String, String> settings,
            Set<String> secrets,
            boolean isNew,
            MappingEditor mapping) {
        this.kind = kind;
        this.errors = errors;
        for (var field : kind.fields()) {
            var value = settings.getOrDefault(field.name(), isNew ? field.byDefault() : "");
            switch (field.type()) {
                case TEXT, NUMBER -> put(field, new TextField(), value);
                case SECRET -> putSecret(field, secrets.contains(field.name()));
                case CHOICE -> putChoice(field, value);
                case LINES -> putLines(field, value);
                case MAPPING -> {
                    mapping.show(value);
                    errors.add(field.name(), mapping);
                    values.put(field.name(), mapping::value);
                }
            }
        }
    }

    Component[] components() {
        return below.getComponentCount() == 0 ? new Component[] {fields} : new Component[] {fields, below};
    }

    Map<String, String> values() {
        var all = new HashMap<String, String>();
        values.forEach((name, value) -> all.put(name, value.get()));
        return all;
    }

    private void put(SourceKind.Field field, TextField input, String value) {
        label(field, input);
        input.setRequiredIndicatorVisible(field.required());
        if (field.type() == SourceKind.Type.NUMBER) {
            input.setAllowedCharPattern("[0-9]");
        }
        keep(field, input, value);
        fields.add(input);
    }

    private void putSecret(SourceKind.Field field, boolean isThere) {
        var input = new PasswordField();
        label(field, input);
        input.setRequiredIndicatorVisible(field.required() && !isThere);
        input.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.NEW_PASSWORD);
        input.setPlaceholder(t(isThere ? "sources.secret.there" : "sources.secret.none"));
        keep(field, input, "");
        fields.add(input);
    }

    private void putChoice(SourceKind.Field field, String value) {
        var input = new Select<String>();
        label(field, input);
        input.setItems(field.choices());
        input.setItemLabelGenerator(choice -> t("sources.field." + kind.key() + "." + field.name() + "." + choice));
        errors.add(field.name(), input);
        input.setValue(field.choices().contains(value) ? value : field.byDefault());
        values.put(field.name(), input::getValue);
        fields.add(input);
    }

    private void putLines(SourceKind.Field field, String value) {
        var input = new TextArea();
        label(field, input);
        input.setRequiredIndicatorVisible(field.required());
        input.setMinRows(2);
        input.setWidthFull();
        keep(field, input, value);
        below.add(input);
    }

    private <F extends AbstractField<F, String> & HasValidation> void keep(
            SourceKind.Field field, F input, String value) {
        errors.add(field.name(), input);
        input.setValue(value);
        values.put(field.name(), ((HasValue<?, String>) input)::getValue);
    }

    private <F extends Component & com.vaadin.flow.component.HasLabel & com.vaadin.flow.component.HasHelper> void label(
            SourceKind.Field field, F input) {
        var key = "sources.field." + kind.key() + "." + field.name();
        input.setLabel(t(key));
        var hint = Texts.maybe(key + ".hint");
        hint.ifPresent(input::setHelperText);
        input.getElement().setAttribute("data-field", field.name());
    }
}
