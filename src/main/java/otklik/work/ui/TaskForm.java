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
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
public class TaskForm extends Div {
    private static final int PAUSE_OF_TYPING_MILLIS = 250;

    private final transient Forms forms;
    private final transient Forms.Form form;
    private final transient Accounts accounts;
    private final Map<String, Component> inputs = new LinkedHashMap<>();
    private final transient @Nullable Field apart;
    private transient Runnable typed = () -> {};

    TaskForm(Forms forms, Forms.Form form, Accounts accounts) {
        this(forms, form, accounts, false);
    }

    /**
     * @param isChoiceApart whether its first choice is not drawn, but chosen among {@link #outcomes} by {@link #choose}
     */
    public TaskForm(Forms forms, Forms.Form form, Accounts accounts, boolean isChoiceApart) {
        this.forms = forms;
        this.form = form;
        this.accounts = accounts;
        this.apart = isChoiceApart
                ? form.fields().stream()
                        .filter(field -> field.type().equals("radio"))
                        .findFirst()
                        .orElse(null)
                : null;
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
        value.addValueChangeListener(change -> {
            hideTheUnasked();
            if (change.isFromClient()) {
                typed.run();
            }
        });
        if (input instanceof HasValueChangeMode slow) {
            slow.setValueChangeMode(ValueChangeMode.LAZY);
            slow.setValueChangeTimeout(PAUSE_OF_TYPING_MILLIS);
        }
        return input;
    }

    /** What the choice that is drawn elsewhere offers: words by value, in the order of the form; empty where there is none. */
    public Map<String, String> outcomes() {
        var words = new LinkedHashMap<String, String>();
        var choice = apart;
        if (choice != null) {
            choice.options().forEach(option -> words.put(option.value(), word(choice, option.value(), Texts.locale())));
        }
        return words;
    }

    /** What the choice that is drawn elsewhere asks. */
    public String question() {
        return apart == null ? "" : apart.label(Texts.locale());
    }

    public Optional<String> chosen() {
        return Optional.ofNullable(apart)
                .map(choice -> (String) value(Objects.requireNonNull(inputs.get(choice.key()))));
    }

    /** Answers the choice that is drawn elsewhere, and goes to the first field that has to be filled now. */
    @SuppressWarnings("unchecked")
    public void choose(String value) {
        if (apart != null && outcomes().containsKey(value)) {
            ((HasValue<?, String>) Objects.requireNonNull(inputs.get(apart.key()))).setValue(value);
            typed.run();
        }
        inputs.values().stream()
                .filter(input -> input.isVisible()
                        && input instanceof com.vaadin.flow.component.Focusable
                        && input instanceof HasValue<?, ?> field
                        && field.isRequiredIndicatorVisible()
                        && field.isEmpty())
                .findFirst()
                .ifPresent(input -> ((com.vaadin.flow.component.Focusable<?>) input).focus());
    }

    /** Adds words to the longest field for words that is asked now. */
    public void write(String words) {
        inputs.values().stream()
                .filter(Component::isVisible)
                .filter(input -> input instanceof TextArea)
                .map(TextArea.class::cast)
                .findFirst()
                .ifPresent(field -> {
                    var before = field.getValue().stripTrailing();
                    field.setValue(before.isEmpty() ? words : before + "\n\n" + words);
                    field.focus();
                });
    }

    /** Whether there is a field to write words in. */
    public boolean hasWords() {
        return inputs.values().stream().anyMatch(input -> input instanceof TextField || input instanceof TextArea);
    }

    /** Runs after each change by the person, once he pauses. */
    public void whenTyped(Runnable newTyped) {
        typed = newTyped;
    }

    /** What stands in the fields as text, to be kept until the task is finished. */
    public Map<String, String> text() {
        var text = new LinkedHashMap<String, String>();
        inputs.forEach((key, input) -> {
            var value = ((HasValue<?, ?>) input).getValue();
            if (value instanceof WorkGroup group) {
                text.put(key, group.id());
            } else if (value(input) != null) {
                text.put(key, String.valueOf(value(input)));
            }
        });
        return text;
    }

    /** Writes what was kept into the fields again; what fits no field any more is left out. */
    @SuppressWarnings("unchecked")
    public void show(Map<String, String> text) {
        inputs.forEach((key, input) -> {
            var kept = text.get(key);
            if (kept == null) {
                return;
            }
            var field = form.fields().stream()
                    .filter(one -> one.key().equals(key))
                    .findFirst()
                    .orElseThrow();
            if (input instanceof Checkbox box) {
                box.setValue(Boolean.parseBoolean(kept));
            } else if (input instanceof NumberField number) {
                number.setValue(Double.valueOf(kept));
            } else if (input instanceof DateTimePicker moment) {
                moment.setValue(LocalDateTime.parse(kept));
            } else if ("managers".equals(field.source())) {
                accounts.with(Role.MANAGER).stream()
                        .filter(account -> account.login().equals(kept))
                        .findFirst()
                        .ifPresent(((ComboBox<Account>) input)::setValue);
            } else if ("managerTeams".equals(field.source())) {
                teamsOfManagers().stream()
                        .filter(group -> group.id().equals(kept))
                        .findFirst()
                        .ifPresent(((ComboBox<WorkGroup>) input)::setValue);
            } else if (field.options().isEmpty()
                    || field.options().stream()
                            .anyMatch(option -> option.value().equals(kept))) {
                ((HasValue<?, String>) input).setValue(kept);
            }
        });
        hideTheUnasked();
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
        if (value != null
                && input instanceof ComboBox<?> box
                && box.getListDataView().getItems().anyMatch(value::equals)) {
            ((ComboBox<String>) box).setValue(value);
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
                input.setVisible(field != apart && forms.isAsked(field, answers));
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
    public Optional<Map<String, Object>> read() {
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
