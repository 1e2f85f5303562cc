package otklik.inbox;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a list shows: those that meet all the conditions.
 *
 * @param source key of the source; none for all
 * @param text beginnings of words of the sender, his company, his address or the subject, or the number of a message; blank for all
 * @param from first day on which they came, in the company's zone
 * @param until last day on which they came
 * @param files only those with files
 * @param earlier only those of people with whom somebody has talked before (S0.14)
 * @param mine only those that the person of the screen has in hand, or has decided on
 */
public record MessageFilter(
        MessageView view,
        @Nullable String source,
        String text,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        boolean files,
        boolean earlier,
        boolean mine) {

    public static MessageFilter of(MessageView view) {
        return new MessageFilter(view, null, "", null, null, false, false, false);
    }

    public MessageFilter in(MessageView newView) {
        return new MessageFilter(newView, source, text, from, until, files, earlier, mine);
    }

    public MessageFilter of(@Nullable String newSource) {
        return new MessageFilter(view, newSource, text, from, until, files, earlier, mine);
    }

    public MessageFilter saying(String newText) {
        return new MessageFilter(view, source, newText, from, until, files, earlier, mine);
    }

    public MessageFilter between(@Nullable LocalDate first, @Nullable LocalDate last) {
        return new MessageFilter(view, source, text, first, last, files, earlier, mine);
    }

    public MessageFilter withFiles(boolean only) {
        return new MessageFilter(view, source, text, from, until, only, earlier, mine);
    }

    public MessageFilter withEarlier(boolean only) {
        return new MessageFilter(view, source, text, from, until, files, only, mine);
    }

    public MessageFilter mine(boolean only) {
        return new MessageFilter(view, source, text, from, until, files, earlier, only);
    }

    /** Whether something else than the view narrows the list. */
    public boolean isNarrowed() {
        return !equals(of(view));
    }
}
