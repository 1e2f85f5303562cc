package otklik.requests;

import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/**
 * Why requests are lost: the answers that the form {@code answer-client} offers. Whether a client is worth another try after such a loss
 * stands in the decision {@code lost-reason}.
 */
@Service
public class LostReasons {
    /** A reason that only the person's own words say. */
    static final String OTHER = "other";

    private final RequestProcess process;

    LostReasons(@Lazy RequestProcess process) {
        this.process = process;
    }

    /**
     * One reason.
     *
     * @param key stable; what requests keep
     * @param name in the reader's language
     */
    public record LostReason(String key, String name) {}

    /** All reasons, in the order of the form. */
    public List<LostReason> all(Locale locale) {
        return process.lostReasons().stream()
                .map(option -> new LostReason(
                        option.value(),
                        locale.getLanguage().equals("ru") && option.labelRu() != null
                                ? String.valueOf(option.labelRu())
                                : option.label()))
                .toList();
    }

    /** The name of a reason; the key itself where the form no longer offers it. */
    public String name(String key, Locale locale) {
        return all(locale).stream()
                .filter(reason -> reason.key().equals(key))
                .map(LostReason::name)
                .findFirst()
                .orElse(key);
    }
}
