package otklik.inbox.ui;

import com.vaadin.flow.router.QueryParameters;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import otklik.inbox.MessageFilter;
import otklik.inbox.MessageView;

/** A filter as the query of an address: what is not said is not asked, what cannot be read neither. */
final class FilterQuery {
    private static final String VIEW = "view";
    private static final String SOURCE = "source";
    private static final String TEXT = "text";
    private static final String FROM = "from";
    private static final String UNTIL = "until";
    private static final String FILES = "files";
    private static final String EARLIER = "earlier";
    private static final String MINE = "mine";
    private static final String YES = "1";
    private static final int LONGEST_TEXT = 200;

    private FilterQuery() {}

    static QueryParameters of(MessageFilter filter) {
        var query = new HashMap<String, List<String>>(
                Map.of(VIEW, List.of(filter.view().name())));
        put(query, SOURCE, filter.source());
        put(query, TEXT, filter.text().isBlank() ? null : filter.text());
        put(query, FROM, filter.from());
        put(query, UNTIL, filter.until());
        put(query, FILES, filter.files() ? YES : null);
        put(query, EARLIER, filter.earlier() ? YES : null);
        put(query, MINE, filter.mine() ? YES : null);
        return new QueryParameters(query);
    }

    private static void put(Map<String, List<String>> query, String name, @Nullable Object value) {
        if (value != null) {
            query.put(name, List.of(value.toString()));
        }
    }

    static MessageFilter read(QueryParameters query) {
        var text = query.getSingleParameter(TEXT).orElse("");
        return new MessageFilter(
                query.getSingleParameter(VIEW).flatMap(MessageView::ofName).orElse(MessageView.UNREAD),
                query.getSingleParameter(SOURCE).orElse(null),
                text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text,
                day(query, FROM),
                day(query, UNTIL),
                query.getSingleParameter(FILES).isPresent(),
                query.getSingleParameter(EARLIER).isPresent(),
                query.getSingleParameter(MINE).isPresent());
    }

    private static @Nullable LocalDate day(QueryParameters query, String name) {
        try {
            return query.getSingleParameter(name).map(LocalDate::parse).orElse(null);
        } catch (DateTimeParseException noDay) {
            return null;
        }
    }
}
