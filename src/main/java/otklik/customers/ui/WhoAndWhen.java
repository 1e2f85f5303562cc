package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.ui.Parts;

/** Whose lines of a timeline are wanted, and of which days. */
class WhoAndWhen extends Div {
    private final transient CompanyScreens screens;
    private final ComboBox<String> person = new ComboBox<>();
    private final DatePicker from = Parts.date("");
    private final DatePicker until = Parts.date("");

    WhoAndWhen(CompanyScreens screens, Runnable changed) {
        this.screens = screens;
        addClassName("line");
        var names = screens.accounts().all().stream()
                .collect(Collectors.toMap(account -> account.login(), account -> account.name()));
        person.setItems(names.keySet().stream()
                .sorted((one, other) -> name(names.get(one)).compareTo(name(names.get(other))))
                .toList());
        person.setItemLabelGenerator(login -> name(names.get(login)));
        person.setPlaceholder(t("customers.history.anybody"));
        person.setAriaLabel(t("customers.history.who"));
        person.setClearButtonVisible(true);
        from.setPlaceholder(t("customers.history.from"));
        from.setAriaLabel(t("customers.history.from"));
        from.setClearButtonVisible(true);
        until.setPlaceholder(t("customers.history.until"));
        until.setAriaLabel(t("customers.history.until"));
        until.setClearButtonVisible(true);
        person.addValueChangeListener(change -> changed.run());
        from.addValueChangeListener(change -> changed.run());
        until.addValueChangeListener(change -> changed.run());
        add(person, from, until);
    }

    private static String name(@Nullable String name) {
        return name == null ? "" : name;
    }

    @Nullable
    String person() {
        return person.getValue();
    }

    @Nullable
    Instant from() {
        var day = from.getValue();
        return day == null ? null : day.atStartOfDay(screens.texts().zone()).toInstant();
    }

    /** Midnight after the last day. */
    @Nullable
    Instant until() {
        var day = until.getValue();
        return day == null
                ? null
                : day.plusDays(1).atStartOfDay(screens.texts().zone()).toInstant();
    }
}
