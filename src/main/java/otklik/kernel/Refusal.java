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

    public Refusal(String key, Object... arguments) {
        super(text(key, Locale.ENGLISH, arguments));
        this.key = key;
        this.arguments = List.of(arguments);
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
                ? new MessageFormat(bundle.getString(key), locale)
                        .format(Arrays.stream(arguments)
                                .map(argument -> argument instanceof Word word ? word.in(locale) : argument)
                                .toArray())
                : key + Arrays.toString(arguments);
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
