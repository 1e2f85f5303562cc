package otklik.customers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody must not be written to or called over one phone or address. The address itself is not known here, only its hash.
 *
 * @param topic of the letters that are unwanted, for {@link Scope#KIND}; the one mailing for {@link Scope#THIS}; empty for all
 * @param reason why, in the words of who wrote it down
 * @param letter key or number of the letter by which it was said, if it was one
 * @param company number of the company that asked as a whole; none where only this one contact did (E63)
 * @param by login of who wrote it down; none where the client did it himself
 */
public record Suppression(
        Scope scope,
        String topic,
        String reason,
        @Nullable String letter,
        @Nullable String company,
        Instant since,
        @Nullable String by) {

    /** How much is unwanted. */
    public enum Scope {
        /** The one mailing, such as the invitations to one seminar. */
        THIS,
        /** All letters of its topic. */
        KIND,
        /** Everything that is no answer to a letter of the client's own. */
        ALL
    }

    /** Whether a letter of the topic and of the mailing is unwanted. */
    boolean stops(@Nullable String ofTopic, @Nullable String mailing) {
        return switch (scope) {
            case ALL -> true;
            case KIND -> topic.equalsIgnoreCase(ofTopic);
            case THIS -> topic.equals(mailing);
        };
    }
}
