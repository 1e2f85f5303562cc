package otklik.work.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.HasValueAndElement;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import otklik.engine.Forms;
import otklik.engine.Forms.Field;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Role;
import otklik.security.WorkGroup;
import otklik.ui.Texts;

/** Draws any Camunda Form with Vaadin's fields; hides what its conditions hide; reads the answers. */
class TaskForm extends Div {
    private final transient Forms forms;
    private final transient Forms.Form form;
    private final transient Accounts accounts;
    private final Map<String, Component> inputs = new LinkedHashMap<>();

    TaskForm(Forms forms, Forms.Form form, Accounts accounts) {
        this.forms = forms;
        this.form = form;
        this.accounts = accounts;
        addClassName("form");
        var locale = Texts.locale();
        form.fields().forEach(field -> {
            var input = input(field, locale);
            if (!field.key().isEmpty()) {
                inputs.put(field.key(), input);
            }
            add(input);
        });
        hideTheUnasked();
    }

    private Component input(Field field, Locale locale) {
        var label = field.label(locale);
        Component input;
        if (field.type().equals("text")) {
            return new Paragraph(label);
        } else if ("managers".equals(field.source())) {
            var box = new ComboBox<Account>(label, accounts.with(Role.MANAGER));
            box.setItemLabelGenerator(Account::name);
            box.setClearButtonVisible(true);
            input = box;
        } else if ("managerTeams".equals(field.source())) {
            var box = new ComboBox<WorkGroup>(label, teamsOfManagers());
            box.setItemLabelGenerator(WorkGroup::name);
            box.setClearButtonVisible(true);
            input = box;
        } else {
            input = switch (field.type()) {
                case "textarea" -> {
                    var area = new TextArea(label);
                    area.setMinHeight("120px");
                    yield area;
                }
                case "number" -> new NumberField(label);
                case "datetime" -> new DateTimePicker(label);
                case "checkbox" -> new Checkbox(label);
                case "radio" -> {
                    var group = new RadioButtonGroup<String>(label);
                    group.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
                    group.setItems(
                            field.options().stream().map(Forms.Option::value).toList());
                    group.setItemLabelGenerator(value -> word(field, value, locale));
                    yield group;
                }
                case "select" -> {
                    var box = new ComboBox<String>(label);
                    box.setItems(
                            field.options().stream().map(Forms.Option::value).toList());
                    box.setItemLabelGenerator(value -> word(field, value, locale));
                    yield box;
                }
                default -> new TextField(label);
            };
        }
        limit(input, field);
        var help = locale.getLanguage().equals("ru") && field.helpRu() != null ? field.helpRu() : field.help();
        if (help != null && input instanceof HasHelper helped) {
            helped.setHelperText(help);
        }
        var value = (HasValueAndElement<?, ?>) input;
        value.setRequiredIndicatorVisible(field.required());
        preset(input, field.defaultValue());
        value.addValueChangeListener(change -> hideTheUnasked());
        return input;
    }

    private List<WorkGroup> teamsOfManagers() {
        return accounts.groups().stream()
                .filter(group -> group.kind() == WorkGroup.Kind.TEAM)
                .filter(group -> accounts.with(Role.MANAGER).stream()
                        .anyMatch(manager -> group.members().contains(manager.login())))
                .toList();
    }

    private static void limit(Component input, Field field) {
        var length = field.maxLength();
        if (length != null && input instanceof TextArea area) {
            area.setMaxLength(length);
        }
        if (length != null && input instanceof TextField line) {
            line.setMaxLength(length);
        }
    }

    @SuppressWarnings("unchecked")
    private static void preset(Component input, @Nullable String value) {
        if (value != null
                && (input instanceof RadioButtonGroup || input instanceof TextField || input instanceof TextArea)) {
            ((HasValue<?, String>) input).setValue(value);
        }
    }

    private static String word(Field field, String value, Locale locale) {
        return field.options().stream()
                .filter(option -> option.value().equals(value))
                .map(option -> locale.getLanguage().equals("ru") && option.labelRu() != null
                        ? String.valueOf(option.labelRu())
                        : option.label())
                .findFirst()
                .orElse(value);
    }

    private void hideTheUnasked() {
        var answers = values();
        form.fields().forEach(field -> {
            var input = inputs.get(field.key());
            if (input != null) {
                input.setVisible(forms.isAsked(field, answers));
            }
        });
    }

    private Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        inputs.forEach((key, input) -> values.put(key, value(input)));
        return values;
    }

    private static @Nullable Object value(Component input) {
        var value = ((HasValue<?, ?>) input).getValue();
        if (value instanceof Account account) {
            return account.login();
        }
        if (value instanceof LocalDateTime moment) {
            // As the Tasklist writes it: text, since the engine keeps no objects.
            return moment.toString();
        }
        return value instanceof String text && text.isBlank() ? null : value;
    }

    /** The answers, or nothing when an asked field is missing or wrong; then that field says what it needs and has the focus. */
    Optional<Map<String, Object>> read() {
        var answers = values();
        for (var field : form.fields()) {
            var input = inputs.get(field.key());
            if (input == null || !forms.isAsked(field, answers)) {
                continue;
            }
            var missing = field.required() && answers.get(field.key()) == null;
            if (input instanceof com.vaadin.flow.component.HasValidation validated) {
                validated.setInvalid(missing);
                validated.setErrorMessage(missing ? t("engine.form.required", field.label(Texts.locale())) : "");
            }
            if (missing) {
                if (input instanceof com.vaadin.flow.component.Focusable<?> focusable) {
                    focusable.focus();
                }
                return Optional.empty();
            }
        }
        return Optional.of(forms.asked(form, answers));
    }
}
