package otklik.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.i18n.I18NProvider;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;

/** Words and dates in the language of the person who looks. */
@Component
public class Texts implements I18NProvider {
    public static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final List<Locale> LOCALES = List.of(RUSSIAN, Locale.ENGLISH);
    private static final String BUNDLE = "vaadin-i18n.translations";

    private final Parameters parameters;
    private final Clock clock;

    Texts(Parameters parameters, Clock clock) {
        this.parameters = parameters;
        this.clock = clock;
    }

    @Override
    public List<Locale> getProvidedLocales() {
        return LOCALES;
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... arguments) {
        var noFallback = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        var bundle = ResourceBundle.getBundle(BUNDLE, supported(locale), noFallback);
        return bundle.containsKey(key)
                ? new MessageFormat(bundle.getString(key), supported(locale)).format(arguments)
                : "!" + key;
    }

    public static Locale supported(Locale locale) {
        return locale.getLanguage().equals("ru") ? RUSSIAN : Locale.ENGLISH;
    }

    /** The text of the key in the language of the current screen. */
    public static String t(String key, Object... arguments) {
        var ui = UI.getCurrent();
        return ui.getTranslation(key, arguments);
    }

    /** The text of a key that need not be there, such as a hint below a field. */
    public static Optional<String> maybe(String key) {
        var text = Refusal.text(key, locale());
        return text.startsWith(key) ? Optional.empty() : Optional.of(text);
    }

    /** The word for a constant: key {@code <module>.<Enum>.<CONSTANT>}. */
    public static String t(Enum<?> constant) {
        return t(Refusal.keyOf(constant));
    }

    public static Locale locale() {
        return UI.getCurrent().getLocale();
    }

    /** What went wrong in the reader's words; a refusal says it itself, anything else is unexpected. */
    public static String problem(Throwable error) {
        return Refusal.in(error).map(refusal -> refusal.in(locale())).orElseGet(() -> t("ui.unexpected"));
    }

    /** The company's zone, in which all moments are shown. */
    public ZoneId zone() {
        return parameters.zone(Parameter.COMPANY_ZONE);
    }

    /** Short moment: the time today, the date before and after. */
    public String moment(Instant instant) {
        var local = instant.atZone(zone());
        var today = clock.instant().atZone(zone()).toLocalDate();
        if (local.toLocalDate().equals(today)) {
            return local.format(DateTimeFormatter.ofPattern("HH:mm"));
        }
        var pattern = local.getYear() == today.getYear() ? "d MMM, HH:mm" : "d MMM yyyy, HH:mm";
        return local.format(DateTimeFormatter.ofPattern(pattern, locale()));
    }

    /** Full moment with its zone, for hovering. */
    public String fullMoment(Instant instant) {
        return instant.atZone(zone()).format(DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss zzz", locale()));
    }

    /** The day: without the year as long as it is this one. */
    public String date(Instant instant) {
        return date(instant.atZone(zone()).toLocalDate());
    }

    public String date(LocalDate date) {
        var pattern = date.getYear() == clock.instant().atZone(zone()).getYear() ? "d MMMM" : "d MMMM yyyy";
        return date.format(DateTimeFormatter.ofPattern(pattern, locale()));
    }

    /** How long until or since: "in 2 h", "0:20 late". */
    public String until(Instant due) {
        var left = Duration.between(clock.instant(), due);
        return left.isNegative() ? t("ui.late", amount(left.negated())) : t("ui.in", amount(left));
    }

    public boolean isPast(Instant instant) {
        return instant.isBefore(clock.instant());
    }

    public boolean isWithin(Instant instant, Duration span) {
        return instant.isBefore(clock.instant().plus(span));
    }

    private static String amount(Duration duration) {
        if (duration.toDays() >= 2) {
            return t("ui.days", duration.toDays());
        }
        return duration.toHours() >= 1
                ? t("ui.hours", duration.toHours())
                : t("ui.minutes", Math.max(1, duration.toMinutes()));
    }

    /** Initials for a round badge. */
    public static String initials(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return "?";
        }
        var words = name.strip().split("[\\s.@_-]+");
        var first = words[0].substring(0, words[0].offsetByCodePoints(0, 1));
        var second =
                words.length > 1 && !words[1].isEmpty() ? words[1].substring(0, words[1].offsetByCodePoints(0, 1)) : "";
        return (first + second).toUpperCase(RUSSIAN);
    }
}
