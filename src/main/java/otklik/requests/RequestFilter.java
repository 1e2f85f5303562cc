package otklik.requests;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of the list of requests; everything that is given narrows it.
 *
 * @param text part of the client's name or address or of the title, or a whole number; may be blank
 * @param manager login
 * @param team group of a team: its members' requests and those in its queue
 * @param channel {@code mail}, or the key of a source
 * @param warned only those whose reply limit comes near
 */
public record RequestFilter(
        RequestView view,
        String text,
        @Nullable String manager,
        @Nullable String team,
        @Nullable String channel,
        boolean warned) {

    public RequestFilter {
        text = text.strip();
    }

    public static RequestFilter of(RequestView view) {
        return new RequestFilter(view, "", null, null, null, false);
    }

    public RequestFilter in(RequestView newView) {
        return new RequestFilter(newView, text, manager, team, channel, warned);
    }

    public RequestFilter matching(String newText) {
        return new RequestFilter(view, newText, manager, team, channel, warned);
    }

    /** Whether more than the view is asked. */
    public boolean isNarrow() {
        return !text.isEmpty() || manager != null || team != null || channel != null || warned;
    }
}
