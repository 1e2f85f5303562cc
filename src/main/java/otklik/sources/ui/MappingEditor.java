package otklik.sources.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import otklik.kernel.Refusal;
import otklik.sources.Mapping;
import otklik.sources.Mapping.Target;
import otklik.sources.SourceForms;
import otklik.ui.Parts;
import otklik.ui.Texts;

/** Which field of a call is which of ours, with a sample on which one sees at once what a message would hold. */
final class MappingEditor extends Div implements HasValidation {
    private final transient SourceForms forms;
    private final Map<Target, TextField> paths = new EnumMap<>(Target.class);
    private final Map<Target, Span> results = new EnumMap<>(Target.class);
    private final TextArea sample = new TextArea(t("sources.mapping.sample"));
    private final Span rest = Parts.text("muted", "");
    private final Div error = Parts.row("field-error");

    MappingEditor(SourceForms forms, Supplier<Optional<String>> last) {
        this.forms = forms;
        addClassName("mapping");
        var table = new NativeTable();
        table.addClassName("plain");
        var head = new NativeTableRow();
        for (var title : new String[] {"sources.mapping.ours", "sources.mapping.theirs", "sources.mapping.result"}) {
            head.add(new NativeTableHeaderCell(t(title)));
        }
        table.add(new NativeTableHeader(head));
        for (var target : Target.values()) {
            var path = new TextField();
            path.setAriaLabel(t(target));
            path.setWidthFull();
            path.setValueChangeMode(ValueChangeMode.LAZY);
            path.addValueChangeListener(change -> preview());
            paths.put(target, path);
            var result = Parts.text("mapped", "");
            results.put(target, result);
            table.getBody()
                    .add(new NativeTableRow(
                            new NativeTableCell(t(target)), new NativeTableCell(path), new NativeTableCell(result)));
        }
        sample.setHelperText(t("sources.mapping.sample.hint"));
        sample.setWidthFull();
        sample.setMinRows(4);
        sample.setMaxRows(12);
        sample.setValueChangeMode(ValueChangeMode.LAZY);
        sample.addValueChangeListener(change -> preview());
        var takeLast = new Button(t("sources.mapping.last"), click -> last.get()
                .ifPresentOrElse(sample::setValue, () -> Parts.done(t("sources.mapping.nothingYet"))));
        add(new H3(t("sources.mapping.title")), Parts.text("muted", t("sources.mapping.hint")), table, error, rest);
        add(sample, takeLast);
        error.setVisible(false);
    }

    void show(String text) {
        var mapping = Mapping.of(text);
        paths.forEach((target, path) -> path.setValue(String.join(", ", mapping.paths(target))));
        preview();
    }

    String value() {
        return Mapping.write(
                paths.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, path -> path.getValue()
                        .getValue())));
    }

    private void preview() {
        sample.setInvalid(false);
        results.values().forEach(result -> result.setText(""));
        rest.setText("");
        if (sample.isEmpty()) {
            return;
        }
        try {
            var fields = new LinkedHashMap<>(forms.fields(sample.getValue()));
            var mapping = Mapping.of(value());
            mapping.apply(fields).forEach((target, value) -> shown(target).setText(value));
            for (var target : Target.values()) {
                mapping.paths(target).forEach(fields.keySet()::remove);
            }
            rest.setText(fields.isEmpty() ? "" : t("sources.mapping.rest", String.join(", ", fields.keySet())));
        } catch (Refusal refusal) {
            sample.setErrorMessage(refusal.in(Texts.locale()));
            sample.setInvalid(true);
        }
    }

    private Span shown(Target target) {
        return java.util.Objects.requireNonNull(results.get(target));
    }

    @Override
    public void setErrorMessage(String message) {
        error.setText(message);
    }

    @Override
    public String getErrorMessage() {
        return error.getText();
    }

    @Override
    public void setInvalid(boolean invalid) {
        error.setVisible(invalid);
    }

    @Override
    public boolean isInvalid() {
        return error.isVisible();
    }
}
