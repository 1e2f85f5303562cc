package otklik.studio.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValueAndElement;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters.Entry;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** The field that fits a setting's type, and the text that it holds. What is wrong is said at the field by the catalogue's own words. */
class SettingEditor extends Div {
    private final transient Supplier<String> text;
    private final transient HasValidation field;
    private final Div problem = new Div();

    SettingEditor(Entry entry) {
        addClassName("setting-editor");
        problem.addClassName("setting-problem");
        problem.getElement().setAttribute("role", "alert");
        var parameter = entry.parameter();
        switch (parameter.type()) {
            case DURATION, WORKING_TIME -> {
                var duration = (Duration) entry.value();
                var best = DurationUnit.best(duration, parameter.type());
                var amount = input(parameter, best.amount(duration), true);
                var unit = new Select<DurationUnit>();
                unit.setItems(DurationUnit.of(parameter.type()));
                unit.setItemLabelGenerator(Texts::t);
                unit.setValue(best);
                unit.setAriaLabel(t("studio.settings.unit"));
                add(amount, unit);
                text = () -> unit.getValue().iso(amount.getValue());
                field = amount;
            }
            case NUMBER -> {
                var number = input(parameter, String.valueOf(entry.value()), true);
                add(number);
                text = number::getValue;
                field = number;
            }
            case PERCENT, MONEY -> {
                var number = input(
                        parameter,
                        ((BigDecimal) entry.value()).stripTrailingZeros().toPlainString(),
                        true);
                number.setSuffixComponent(new Span(parameter.type() == Parameter.Type.PERCENT ? "%" : "₽"));
                add(number);
                text = number::getValue;
                field = number;
            }
            case TIME_OF_DAY -> {
                var time = input(parameter, String.valueOf(entry.value()), false);
                add(time);
                text = time::getValue;
                field = time;
            }
            case DAY -> {
                var day = Parts.date("");
                day.setValue((LocalDate) entry.value());
                named(day, parameter);
                add(day);
                text = () -> day.getValue() == null ? "" : day.getValue().toString();
                field = day;
            }
            case WEEKDAYS -> {
                var days = new CheckboxGroup<DayOfWeek>();
                days.setItems(DayOfWeek.values());
                days.setItemLabelGenerator(day -> day.getDisplayName(TextStyle.SHORT_STANDALONE, Texts.locale()));
                days.setValue(((Collection<?>) entry.value())
                        .stream().map(DayOfWeek.class::cast).collect(Collectors.toSet()));
                named(days, parameter);
                add(days);
                text = () ->
                        days.getValue().stream().sorted().map(DayOfWeek::name).collect(Collectors.joining(","));
                field = days;
            }
            case ZONE -> {
                var zones = new ComboBox<String>();
                zones.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
                zones.setValue(String.valueOf(entry.value()));
                zones.getElement().setProperty("autoselect", true);
                zones.setAllowCustomValue(true);
                zones.addCustomValueSetListener(typed -> zones.setValue(typed.getDetail()));
                named(zones, parameter);
                add(zones);
                text = () -> zones.getValue() == null ? "" : zones.getValue();
                field = zones;
            }
            case SWITCH -> {
                var isOn = new Checkbox((Boolean) entry.value());
                isOn.setLabel(parameter.shown(true).in(Texts.locale()));
                named(isOn, parameter);
                add(isOn);
                text = () -> String.valueOf(isOn.getValue());
                field = isOn;
            }
            default -> throw new IllegalStateException(Arrays.toString(Parameter.Type.values()));
        }
        add(problem);
    }

    private static TextField input(Parameter parameter, String value, boolean number) {
        var input = new TextField();
        input.setValue(value);
        input.addClassName("short");
        if (number) {
            input.getElement().setAttribute("inputmode", "decimal");
        }
        input.setAutoselect(true);
        named(input, parameter);
        return input;
    }

    private static void named(HasValueAndElement<?, ?> field, Parameter parameter) {
        field.getElement().executeJs("this.accessibleName = $0", parameter.in(Texts.locale()));
    }

    /** What the person has given, for {@link Parameter#read}. */
    String text() {
        return text.get();
    }

    void say(String words) {
        field.setInvalid(true);
        problem.setText(words);
    }

    /** In a field of text Enter saves; in a list it chooses. */
    void onEnter(Runnable save) {
        if (field instanceof TextField input) {
            // What was typed last is told by leaving the field, so that it is part of what is saved.
            Shortcuts.addShortcutListener(input, save::run, Key.ENTER)
                    .listenOn(input)
                    .resetFocusOnActiveElement();
        }
    }

    void focus() {
        if (field instanceof Focusable<?> focusable) {
            focusable.focus();
        }
    }
}
