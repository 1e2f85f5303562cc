package otklik.engine;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;

/**
 * Name and type of one process variable; the only place where Java reads or writes it. Types: {@code String} (ids and decisions),
 * {@code Boolean}, {@code Long}, {@code Date}; never objects of ours.
 */
public record ProcessVariable<T>(String name, Class<T> type) {

    /** The value; an error where it is not set, since a diagram that reaches here without it is wrong. */
    public T from(VariableScope scope) {
        return find(scope)
                .orElseThrow(() -> new IllegalStateException("Process variable '%s' is not set".formatted(name)));
    }

    public Optional<T> find(VariableScope scope) {
        return Optional.ofNullable(type.cast(scope.getVariable(name)));
    }

    public void set(VariableScope scope, @Nullable T value) {
        scope.setVariable(name, value);
    }

    /** Hands a text to the next steps of this transaction without storing it in the engine, however long it is. */
    public void pass(VariableScope scope, String text) {
        scope.setVariable(name, Variables.stringValue(text, true));
    }

    /** Reads a text that came with a form and takes it out of the process: texts live in our tables, not in variables. */
    public Optional<T> take(VariableScope scope) {
        var value = find(scope);
        scope.removeVariable(name);
        return value;
    }

    /** The entry for the variables of a start, a message or a completion. */
    public Map.Entry<String, @Nullable Object> to(@Nullable T value) {
        return new AbstractMap.SimpleEntry<>(name, value);
    }
}
