package otklik.exchange.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import otklik.exchange.FileFormat;
import otklik.exchange.ImportCard;
import otklik.exchange.ImportField;
import otklik.exchange.ImportPlan;
import otklik.exchange.TwinRule;
import otklik.security.Account;
import otklik.ui.FormErrors;
import otklik.ui.Parts;

/** What each column of the file is, and what is done with companies that are there already. */
class ColumnsPart extends Div {
    private static final int EXAMPLES = 3;

    private final transient ImportCard file;
    private final transient ImportScreens screens;
    private final transient Consumer<ImportCard> show;
    private final Map<Integer, Select<String>> targets = new TreeMap<>();
    private final RadioButtonGroup<TwinRule> twins = new RadioButtonGroup<>(t("exchange.twins"), TwinRule.values());
    private final ComboBox<Account> responsible = new ComboBox<>(t("exchange.responsible"));
    private final TextField tag = new TextField(t("exchange.tag"));
    private final Checkbox lenient = new Checkbox(t("exchange.lenient"));
    private final Checkbox recover = new Checkbox(t("exchange.recover"));
    private final FormErrors errors = new FormErrors();

    ColumnsPart(ImportCard file, ImportScreens screens, Consumer<ImportCard> show) {
        this.file = file;
        this.screens = screens;
        this.show = show;
        addClassNames("body");
        if (file.format() == FileFormat.CSV) {
            add(reading());
        }
        add(table(), options());
        var check = Parts.primary(Parts.button(t("exchange.doCheck"), "Ctrl+Enter", "Ctrl \u21b5", this::check));
        add(Parts.row("line", check));
    }

    private Div reading() {
        var charset = new Select<String>();
        charset.setLabel(t("exchange.charset"));
        charset.setItems(screens.imports().charsets());
        charset.setValue(file.charset());
        var delimiter = new Select<Character>();
        delimiter.setLabel(t("exchange.delimiter"));
        delimiter.setItems(screens.imports().delimiters());
        delimiter.setItemLabelGenerator(
                sign -> Objects.equals(sign, '\t') ? t("exchange.delimiter.tab") : String.valueOf(sign));
        delimiter.setValue(file.delimiter());
        Runnable reread = () -> {
            var isRead = Parts.attempt(
                    () -> show.accept(screens.imports().reread(file.id(), charset.getValue(), delimiter.getValue())));
            if (!isRead) {
                charset.setValue(file.charset());
                delimiter.setValue(file.delimiter());
            }
        };
        charset.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                reread.run();
            }
        });
        delimiter.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                reread.run();
            }
        });
        var row = Parts.row("with", charset, delimiter);
        if (file.unreadable() > 0) {
            row.add(Parts.tag(Parts.Tone.LATE, t("exchange.unreadable", file.unreadable())));
        }
        return row;
    }

    private Div table() {
        var table = new NativeTable();
        table.addClassName("columns-of-file");
        var head = new NativeTableRow();
        head.addHeaderCell().setText(t("exchange.column"));
        head.addHeaderCell().setText(t("exchange.examples"));
        head.addHeaderCell().setText(t("exchange.target"));
        table.getHead().add(head);
        var custom = new HashMap<String, String>();
        screens.fields().forEach(field -> custom.put(ImportPlan.CUSTOM + field.key(), field.name()));
        var items = new ArrayList<>(
                Arrays.stream(ImportField.values()).map(Enum::name).toList());
        screens.fields().forEach(field -> items.add(ImportPlan.CUSTOM + field.key()));
        for (int index = 0; index < file.header().size(); index++) {
            var place = index;
            var row = new NativeTableRow();
            row.addHeaderCell().setText(file.header().get(index));
            var examples = file.preview().stream()
                    .limit(EXAMPLES)
                    .map(cells -> place < cells.size() ? cells.get(place) : "")
                    .filter(cell -> !cell.isEmpty())
                    .toList();
            var cell = row.addDataCell();
            examples.forEach(example -> cell.add(Parts.row("ell", Parts.text("muted", example))));
            var target = new Select<String>();
            target.setItems(items);
            target.setEmptySelectionAllowed(true);
            target.setEmptySelectionCaption(t("exchange.target.none"));
            target.setItemLabelGenerator(item -> item == null
                    ? t("exchange.target.none")
                    : item.startsWith(ImportPlan.CUSTOM)
                            ? custom.getOrDefault(item, item)
                            : t(ImportField.valueOf(item)));
            target.setAriaLabel(t("exchange.target") + ": " + file.header().get(index));
            target.setValue(file.plan().targets().get(index));
            targets.put(index, target);
            row.addDataCell().add(target);
            table.getBody().add(row);
        }
        return Parts.row("scroll", table);
    }

    private Div options() {
        twins.setItemLabelGenerator(otklik.ui.Texts::t);
        twins.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
        twins.setValue(file.plan().twins());
        var people = screens.responsible();
        responsible.setItems(people);
        responsible.setItemLabelGenerator(Account::name);
        responsible.setClearButtonVisible(true);
        responsible.setHelperText(t("exchange.responsible.hint"));
        people.stream()
                .filter(person -> person.login().equals(file.plan().responsible()))
                .findFirst()
                .ifPresent(responsible::setValue);
        tag.setValue(file.plan().tag());
        tag.setMaxLength(60);
        lenient.setValue(file.plan().lenient());
        recover.setValue(file.plan().recover());
        recover.setVisible(screens.mayRecover());
        return Parts.row("options", twins, Parts.row("column", responsible, errors.add("tag", tag), lenient, recover));
    }

    private void check() {
        var chosen = new TreeMap<Integer, String>();
        targets.forEach((index, target) -> {
            if (target.getValue() != null) {
                chosen.put(index, target.getValue());
            }
        });
        var plan = new ImportPlan(
                chosen,
                twins.getValue(),
                responsible.getValue() == null ? null : responsible.getValue().login(),
                tag.getValue().strip(),
                lenient.getValue(),
                recover.isVisible() && recover.getValue());
        errors.attempt(() -> {
            screens.imports().check(file.id(), plan);
            screens.imports().find(file.id()).ifPresent(show);
        });
    }
}
