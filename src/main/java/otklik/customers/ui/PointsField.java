package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import otklik.ui.Parts;

/** Phones and addresses, each in a line of its own, the main one first; the value is the lines as they are typed. */
class PointsField extends CustomField<String> {
    private final List<TextField> lines = new ArrayList<>();
    private final Div list = Parts.row("stack");
    private final Button add =
            new Button(t("customers.points.add"), click -> addLine("").focus());

    PointsField(String label) {
        super("");
        setLabel(label);
        add.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        list.addClassName("points");
        add(list, add);
        addLine("");
    }

    @Override
    protected String generateModelValue() {
        return lines.stream()
                .map(line -> line.getValue().strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    @Override
    protected void setPresentationValue(String value) {
        var wanted =
                Arrays.stream(value.split("\n")).filter(line -> !line.isBlank()).toList();
        if (value.equals(generateModelValue()) && !lines.isEmpty()) {
            return;
        }
        lines.clear();
        list.removeAll();
        wanted.forEach(this::addLine);
        if (wanted.isEmpty()) {
            addLine("");
        }
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        add.setVisible(!readOnly);
        lines.forEach(line -> line.setReadOnly(readOnly));
    }

    private TextField addLine(String text) {
        var line = new TextField();
        line.setPlaceholder(t("customers.points.hint"));
        line.setAriaLabel(t("customers.points.line", lines.size() + 1));
        line.setValue(text);
        line.setMaxLength(320);
        line.setReadOnly(isReadOnly());
        line.setValueChangeMode(ValueChangeMode.LAZY);
        line.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                updateValue();
            }
        });
        lines.add(line);
        list.add(line);
        return line;
    }
}
