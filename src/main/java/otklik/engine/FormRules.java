package otklik.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;

/**
 * Holds the form of a task where it is finished, whoever finishes it: our screens, the Tasklist or REST. Without this a completion with a
 * missing decision would follow the answer of an earlier task.
 */
@Component
class FormRules {
    private final ObjectProvider<Forms> forms;

    /** The forms are looked up late: they need the engine, whose plugin needs these rules. */
    FormRules(ObjectProvider<Forms> forms) {
        this.forms = forms;
    }

    /** Forgets what an earlier task answered under the same names. */
    void askAfresh(DelegateTask task) {
        formOf(task).ifPresent(form -> task.getExecution().removeVariables(keys(form)));
    }

    /** The answers to what was asked; refused when one is missing or none of the choices. */
    Map<String, Object> check(DelegateTask task) {
        Map<String, Object> given = new LinkedHashMap<>();
        formOf(task).ifPresent(form -> {
            Map<String, Object> answers = new LinkedHashMap<>();
            keys(form).forEach(key -> answers.put(key, task.getVariable(key)));
            form.fields().stream()
                    .filter(field -> !field.key().isEmpty() && forms.getObject().isAsked(field, answers))
                    .forEach(field -> {
                        var answer = answers.get(field.key());
                        check(field, answer);
                        if (answer != null) {
                            given.put(field.key(), answer);
                        }
                    });
        });
        return given;
    }

    private static void check(Forms.Field field, @org.jspecify.annotations.Nullable Object answer) {
        var locale = Optional.ofNullable(LocaleContextHolder.getLocale()).orElse(Locale.ENGLISH);
        var text = answer == null ? "" : String.valueOf(answer);
        if (field.required() && text.isBlank()) {
            throw new Refusal("engine.form.required", field.label(locale));
        }
        var isChoice = !field.options().isEmpty() && !text.isEmpty();
        if (isChoice
                && field.options().stream().noneMatch(option -> option.value().equals(text))) {
            throw new Refusal("engine.form.notAnOption", field.label(locale), text);
        }
    }

    private Optional<Forms.Form> formOf(DelegateTask task) {
        return forms.getObject().of(task.getProcessDefinitionId(), task.getTaskDefinitionKey());
    }

    private static List<String> keys(Forms.Form form) {
        return form.fields().stream()
                .map(Forms.Field::key)
                .filter(key -> !key.isEmpty())
                .toList();
    }
}
