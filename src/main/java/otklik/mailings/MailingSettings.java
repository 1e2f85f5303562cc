package otklik.mailings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;
import otklik.customers.CompanySelection;

/**
 * What a mailing was begun with.
 *
 * @param template id
 * @param version of the template that was the newest then; it stays with the mailing (E70)
 * @param position in a company, for {@link Whom#POSITION}; part of the words on the card, in any case of letters
 * @param numbers companies chosen by hand; empty when the filter counts
 * @param query the filter; none when they were chosen by hand
 * @param count how many companies the person confirmed
 */
public record MailingSettings(
        long template,
        int version,
        Whom whom,
        String position,
        SharedAddress shared,
        List<String> numbers,
        @Nullable String query,
        int count) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** To which addresses of a company the letter goes. */
    public enum Whom {
        /** The first address that may be used: of the company, or of its first person where the company itself has none. */
        MAIN,
        /** All addresses of the company and of its people. */
        EVERYBODY,
        /** The first address that may be used of each person with the position. */
        POSITION
    }

    /** What to do where several recipients share an address (E61). */
    public enum SharedAddress {
        /** The first gets the letter; the result of the others says so. */
        ONE_LETTER,
        /** Each gets a letter of his own there. */
        ONE_EACH
    }

    CompanySelection selection() {
        return new CompanySelection(numbers, query, count);
    }

    String written() {
        return write(this);
    }

    static MailingSettings read(String text) {
        return read(text, MailingSettings.class);
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static <T> T read(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
