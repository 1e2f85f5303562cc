package otklik.kernel;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * A business refusal that a person can read: a key of {@code vaadin-i18n/translations} and its arguments. The UI shows it in
 * the person's language; the Tasklist, which knows no Russian, shows {@link #getMessage()} in English.
 */
public class Refusal extends RuntimeException {
    private static final String BUNDLE = "vaadin-i18n.translations";

    private final String key;
    private final transient List<Object> arguments;
    private String field = "";

    public Refusal(String key, Object... arguments) {
        super(text(key, Locale.ENGLISH, arguments));
        this.key = key;
        this.arguments = List.of(arguments);
    }

    /** Names the field that is wrong, so that a form says it beside the field. */
    public Refusal at(String name) {
        field = name;
        return this;
    }

    /** Name of the wrong field; empty where the refusal is of no field. */
    public String field() {
        return field;
    }

    public String key() {
        return key;
    }

    public String in(Locale locale) {
        return text(key, locale, arguments.toArray());
    }

    /** An argument that is said differently in each language, such as the name of a setting. */
    public interface Word {
        String in(Locale locale);
    }

    /** The text of a key in a language; the key itself where there is none. */
    public static String text(String key, Locale locale, Object... arguments) {
        var noFallback = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        var bundle = ResourceBundle.getBundle(BUNDLE, locale, noFallback);
        return bundle.containsKey(key)
                ? new MessageFormat(bundle.getString(key), locale).format(words(bundle, locale, arguments))
                : key + Arrays.toString(arguments);
    }

    /** The key of the word for a constant: {@code <module>.<Enum>.<CONSTANT>}. */
    public static String keyOf(Enum<?> constant) {
        var type = constant.getDeclaringClass();
        var module = type.getPackageName().split("\\.")[1];
        return module + "." + type.getSimpleName() + "." + constant.name();
    }

    /** Words among the arguments are said in the language of the text. */
    private static Object[] words(ResourceBundle bundle, Locale locale, Object... arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument instanceof Word word
                        ? word.in(locale)
                        : argument instanceof Enum<?> constant && bundle.containsKey(keyOf(constant))
                                ? bundle.getString(keyOf(constant))
                                : argument)
                .toArray();
    }

    /** The refusal that stands at the root of an error, if there is one: the engine wraps what its listeners throw. */
    public static java.util.Optional<Refusal> in(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return java.util.Optional.of(refusal);
            }
        }
        return java.util.Optional.empty();
    }
}
