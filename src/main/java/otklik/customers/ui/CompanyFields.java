package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.customers.CompanyText;
import otklik.customers.CustomField;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** The fields of a company's card, those of the administrator among them. Everything in them is text to the outside. */
class CompanyFields extends Div {
    private static final int LONGEST_NAME = 200;

    private final transient CompanyScreens screens;
    private final transient FormErrors errors;
    private final transient Runnable typed;
    private final transient Map<String, Slot> slots = new LinkedHashMap<>();
    private final transient Map<String, String> labels = new LinkedHashMap<>();

    /** How a field is read, written and locked. */
    private record Slot(Supplier<String> read, Consumer<String> write, Consumer<Boolean> lock) {}

    /** @param typed run after each change by the person */
    CompanyFields(CompanyScreens screens, FormErrors errors, Runnable typed) {
        this.screens = screens;
        this.errors = errors;
        this.typed = typed;
        addClassName("company-fields");
        var name = text(CompanyText.NAME, LONGEST_NAME);
        name.setRequiredIndicatorVisible(true);
        var points = new PointsField(label(CompanyText.POINTS));
        slot(CompanyText.POINTS, points, points::getValue, points::setValue);
        add(group(null, name, points));
        add(group("customers.card.people", person(CompanyText.RESPONSIBLE), person(CompanyText.MANAGER), inWork()));
        add(group(null, tags()));
        var own = screens.fields().all();
        if (!own.isEmpty()) {
            add(group("customers.card.own", own.stream().map(this::custom).toArray(Component[]::new)));
        }
        var pair = Parts.row("pair", text(CompanyText.INN, 20), text(CompanyText.KPP, 20));
        add(group("customers.card.details", pair, text(CompanyText.ADDRESS, 500), zone(), note()));
    }

    private static Div group(@Nullable String title, Component... parts) {
        var group = Parts.row("group");
        if (title != null) {
            group.add(new H2(t(title)));
        }
        group.add(parts);
        return group;
    }

    /** What a field is called on the screen. */
    String label(String field) {
        return labels.computeIfAbsent(field, name -> t("customers.card." + name));
    }

    CompanyText text() {
        var values = new LinkedHashMap<String, String>();
        slots.forEach((name, slot) -> values.put(name, slot.read().get()));
        return new CompanyText(values);
    }

    void show(CompanyText text) {
        slots.forEach((name, slot) -> {
            if (!slot.read().get().equals(text.value(name))) {
                slot.write().accept(text.value(name));
            }
        });
    }

    void lock(boolean isReadOnly, boolean mayAssign) {
        slots.forEach(
                (name, slot) -> slot.lock().accept(isReadOnly || name.equals(CompanyText.RESPONSIBLE) && !mayAssign));
    }

    /** A value in words, for a message about it. */
    String word(String field, String value) {
        if (value.isEmpty()) {
            return "—";
        }
        return switch (field) {
            case CompanyText.RESPONSIBLE, CompanyText.MANAGER ->
                screens.accounts().nameOf(value);
            case CompanyText.IN_WORK -> t("customers.card.yes");
            default -> value.replace("\n", ", ");
        };
    }

    private <C extends Component & HasValidation & HasValue<?, ?>> void slot(
            String name, C field, Supplier<String> read, Consumer<String> write) {
        errors.add(name, field);
        keep(name, field, read, write);
    }

    private void keep(String name, HasValue<?, ?> field, Supplier<String> read, Consumer<String> write) {
        slots.put(name, new Slot(read, write, field::setReadOnly));
        if (field instanceof HasValueChangeMode lazy) {
            lazy.setValueChangeMode(ValueChangeMode.LAZY);
        }
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                typed.run();
            }
        });
    }

    private TextField text(String name, int most) {
        var field = new TextField(label(name));
        field.setMaxLength(most);
        slot(name, field, () -> field.getValue().strip(), field::setValue);
        return field;
    }

    private TextArea note() {
        var field = new TextArea(label(CompanyText.NOTE));
        field.setMaxLength(2000);
        field.setMaxHeight("160px");
        slot(CompanyText.NOTE, field, () -> field.getValue().strip(), field::setValue);
        return field;
    }

    private ComboBox<String> choice(String name, List<String> items) {
        var field = new ComboBox<String>(label(name));
        field.setItems(items);
        field.setClearButtonVisible(true);
        slot(name, field, () -> field.getValue() == null ? "" : field.getValue(), value -> {
            if (!value.isEmpty() && !items.contains(value)) {
                // What is saved is shown even where it could not be chosen any more.
                var more = new java.util.ArrayList<>(items);
                more.add(value);
                field.setItems(more);
            }
            field.setValue(value.isEmpty() ? null : value);
        });
        return field;
    }

    private ComboBox<String> person(String name) {
        var people = screens.accounts().all();
        var names = people.stream().collect(Collectors.toMap(account -> account.login(), account -> account.name()));
        var field = choice(
                name,
                people.stream()
                        .filter(account -> account.active())
                        .map(account -> account.login())
                        .toList());
        field.setItemLabelGenerator(login -> names.getOrDefault(login, login));
        field.setPlaceholder(t("customers.card.nobody"));
        return field;
    }

    private ComboBox<String> zone() {
        var field = choice(CompanyText.ZONE, PersonFields.zones());
        field.setPlaceholder(t("customers.card.zone.ours"));
        return field;
    }

    private Checkbox inWork() {
        var field = new Checkbox(label(CompanyText.IN_WORK));
        keep(
                CompanyText.IN_WORK,
                field,
                () -> field.getValue() ? CompanyText.TICKED : "",
                value -> field.setValue(value.equals(CompanyText.TICKED)));
        return field;
    }

    private MultiSelectComboBox<String> tags() {
        var field = new MultiSelectComboBox<String>(label(CompanyText.TAGS));
        field.setItems(query ->
                screens.companies().tags(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        field.setAllowCustomValue(true);
        field.addCustomValueSetListener(typedTag -> {
            var tag = typedTag.getDetail().strip();
            if (!tag.isEmpty()) {
                var more = new TreeSet<>(field.getValue());
                more.add(tag);
                field.setValue(more);
                typed.run();
            }
        });
        slot(
                CompanyText.TAGS,
                field,
                () -> field.getValue().stream().sorted().collect(Collectors.joining("\n")),
                value -> field.setValue(
                        value.isEmpty()
                                ? Set.of()
                                : Arrays.stream(value.split("\n")).collect(Collectors.toSet())));
        return field;
    }

    private Component custom(CustomField own) {
        labels.put(own.key(), own.name());
        return switch (own.kind()) {
            case TEXT -> text(own.key(), 1000);
            case NUMBER -> {
                var field = text(own.key(), 25);
                field.getElement().setAttribute("inputmode", "decimal");
                yield field;
            }
            case DATE -> date(own);
            case CHOICE -> choice(own.key(), own.choices());
            case YES_NO -> {
                var field = choice(own.key(), List.of("yes", "no"));
                field.setItemLabelGenerator(word -> t("customers.card." + word));
                yield field;
            }
        };
    }

    private Component date(CustomField own) {
        var field = Parts.date(own.name());
        field.setClearButtonVisible(true);
        slot(
                own.key(),
                field,
                () -> field.getValue() == null ? "" : field.getValue().toString(),
                value -> {
                    try {
                        field.setValue(value.isEmpty() ? null : LocalDate.parse(value));
                    } catch (DateTimeParseException noDate) {
                        field.clear();
                    }
                });
        return field;
    }
}
