package otklik.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import java.util.LinkedHashMap;
import java.util.Map;
import otklik.kernel.Refusal;

/** Says a refusal beside the field that it names; what was typed stays. */
public final class FormErrors {
    private final Map<String, HasValidation> fields = new LinkedHashMap<>();

    /** @param name as {@link Refusal#field()} calls the field */
    public <F extends Component & HasValidation> F add(String name, F field) {
        fields.put(name, field);
        return field;
    }

    public void clear() {
        fields.values().forEach(field -> field.setInvalid(false));
    }

    /** Runs what the person asked for; false when it was refused. */
    public boolean attempt(Runnable deed) {
        clear();
        try {
            deed.run();
            return true;
        } catch (RuntimeException failure) {
            var refusal = Refusal.in(failure).orElseThrow(() -> failure);
            if (!say(refusal)) {
                Parts.failed(Texts.problem(failure));
            }
            return false;
        }
    }

    private boolean say(Refusal refusal) {
        var field = fields.get(refusal.field());
        if (field == null || !((Component) field).isVisible()) {
            return false;
        }
        field.setErrorMessage(refusal.in(Texts.locale()));
        field.setInvalid(true);
        ((Component) field)
                .getElement()
                .executeJs("this.scrollIntoView({block: 'center'}); if (this.focus) this.focus();");
        return true;
    }
}
