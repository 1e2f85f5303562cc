package otklik.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.People;
import otklik.customers.PersonCard;
import otklik.kernel.Database;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.requests.Inbound;

/**
 * Reads the messages as lists show them, along the indexes: the newest first, page by page. Each status is read for itself as far as is
 * needed, since an index gives the order of one status only.
 */
@Component
class MessageList {
    /** How far messages are counted. */
    static final int COUNTED = 1000;

    private static final String REVIEW = "userTask_reviewMessage";
    private static final String CARD =
            """
            m.id, m.number, m.source, m.letter_id, m.item_id, m.person, m.link, m.sender_name, m.sender_address, m.subject, m.preview, m.status, m.received_at,
            m.decided_at, m.decided_by, m.request_number, m.suggested_request, m.group_number, m.grouped_as, m.repeats, m.revision,
            m.hidden_because""";
    private static final String NEWEST_FIRST = " order by m.received_at desc, m.id desc";
    private static final String OLDEST_FIRST = " order by m.received_at, m.id";
    private static final String NOT_HELD =
            """
             and not exists (select 1 from work_item w where w.business_key = m.number and w.assignee <> :me
                and (w.lease_until is null or w.lease_until > :now))""";
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NUMBER = Pattern.compile("[Mm]-\\d{1,18}");
    private static final int MOST_WORDS = 8;
    private static final int LONGEST = 1500;

    private final JdbcClient jdbc;
    private final Database database;
    private final People people;
    private final Parameters parameters;
    private final Clock clock;

    MessageList(JdbcClient jdbc, Database database, People people, Parameters parameters, Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.people = people;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** Text as it is searched: words in small letters, one space between them. */
    static String words(String... texts) {
        var small = NO_WORD.matcher(
                        String.join(" ", texts).toLowerCase(Locale.ROOT).replace('\u0451', '\u0435'))
                .replaceAll(" ")
                .strip();
        if (small.length() <= LONGEST) {
            return small;
        }
        var cut = small.substring(0, LONGEST);
        return Character.isHighSurrogate(cut.charAt(LONGEST - 1)) ? cut.substring(0, LONGEST - 1) : cut;
    }

    List<MessageCard> page(MessageFilter filter, String me, int offset, int limit) {
        var query = new Query(filter, me);
        query.put("reach", offset + limit);
        query.put("limit", limit);
        query.put("offset", offset);
        return query.of("select * from ("
                        + query.ofEachStatus("select " + CARD, "", NEWEST_FIRST + " limit :reach")
                        + ") m" + NEWEST_FIRST + " limit :limit offset :offset")
                .query(MessageList::card)
                .list();
    }

    /**
     * The next message below or above another one, which others do not hold; from the end of the list it goes on at the other end.
     *
     * @param number where to begin; none for the first of the list
     */
    Optional<String> neighbour(MessageFilter filter, String me, @Nullable String number, boolean down) {
        var place = Optional.ofNullable(number).flatMap(this::place);
        return place.flatMap(
                        there -> neighbours(filter, me, there, down, 1).stream().findFirst())
                .or(() -> neighbours(filter, me, null, down, 1).stream().findFirst());
    }

    private record Place(Instant receivedAt, long id) {}

    private Optional<Place> place(String number) {
        return jdbc.sql("select received_at, id from message where number = ?")
                .param(number)
                .query((row, index) -> new Place(instant(row, "received_at"), row.getLong("id")))
                .optional();
    }

    private List<String> neighbours(MessageFilter filter, String me, @Nullable Place place, boolean down, int limit) {
        var query = new Query(filter, me);
        query.put("limit", limit);
        query.put("now", utc(clock.instant()));
        var order = down ? NEWEST_FIRST : OLDEST_FIRST;
        return query.of("select m.number from ("
                        + query.ofEachStatus(
                                "select m.number, m.received_at, m.id",
                                NOT_HELD + query.beyond(place, down),
                                order + " limit :limit")
                        + ") m" + order + " limit :limit")
                .query(String.class)
                .list();
    }

    /** The tasks of the next messages that lie free, in the order of the list; from its end it goes on at the beginning. */
    List<String> free(MessageFilter filter, String me, @Nullable String after, int limit) {
        var place = Optional.ofNullable(after).flatMap(this::place).orElse(null);
        var free = new ArrayList<>(freeBeyond(filter, me, place, limit));
        if (place != null && free.size() < limit) {
            freeBeyond(filter, me, null, limit).stream()
                    .filter(task -> !free.contains(task))
                    .limit(limit - (long) free.size())
                    .forEach(free::add);
        }
        return free;
    }

    private List<String> freeBeyond(MessageFilter filter, String me, @Nullable Place place, int limit) {
        var query = new Query(filter, me);
        query.put("limit", limit);
        query.put("now", utc(clock.instant()));
        query.put("review", REVIEW);
        return query.of("select w.task_id from message m join work_item w on w.business_key = m.number"
                        + " where m.status = 'UNREAD' and w.task_key = :review and (w.assignee is null or w.lease_until < :now)"
                        + query.conditions(MessageStatus.UNREAD) + query.beyond(place, true) + NEWEST_FIRST
                        + " limit :limit")
                .query(String.class)
                .list();
    }

    /** How many there are of each source, each counted up to one more than {@value #COUNTED}; sources without any are left out. */
    Map<String, Integer> counts(MessageFilter filter, String me) {
        var counts = new LinkedHashMap<String, Integer>();
        var query = new Query(filter.of((String) null), me);
        query.put("most", COUNTED + 1);
        query.of(database == Database.POSTGRESQL ? countsAlongIndex(query) : countsByGroups(query))
                .query((row, index) -> Map.entry(row.getString("source"), row.getInt("n")))
                .list()
                .forEach(count -> {
                    if (count.getValue() > 0) {
                        counts.merge(count.getKey(), Math.min(count.getValue(), COUNTED + 1), Integer::sum);
                    }
                });
        return counts;
    }

    /** Jumps from source to source in the index, and counts each one's messages up to the limit. */
    private static String countsAlongIndex(Query query) {
        return """
                with recursive known(source) as (
                    (select source from message order by source limit 1)
                    union all
                    select (select m.source from message m where m.source > known.source order by m.source limit 1)
                    from known where known.source is not null)
                select known.source, (select count(*) from (select 1 from ("""
                + query.ofEachStatus("select m.id", " and m.source = known.source", " limit :most")
                + ") each_status limit :most) counted) as n from known where known.source is not null order by known.source";
    }

    private static String countsByGroups(Query query) {
        return "select source, count(*) as n from ("
                + query.ofEachStatus("select m.source", "", "")
                + ") each_status group by source order by source";
    }

    int countUnread() {
        return jdbc.sql("select count(*) from (select 1 from message where status = 'UNREAD' limit ?) counted")
                .param(COUNTED + 1)
                .query(Integer.class)
                .single();
    }

    /** Notes on a new message by what it will be found. */
    void enter(String number, Inbound words) {
        var company = Optional.ofNullable(words.person())
                .flatMap(people::find)
                .map(PersonCard::company)
                .orElse("");
        jdbc.sql(
                        """
                        update message set words = ?,
                            files = exists (select 1 from letter_attachment a where a.letter_id = message.letter_id),
                            earlier = exists (select 1 from request r where r.person = message.person)
                        where number = ?""")
                .params(words(words.senderName(), words.senderAddress(), company, words.subject()), number)
                .update();
    }

    /** From now on somebody talks with the sender: that counts for what else of him waits. */
    void talkedWithSender(String number) {
        jdbc.sql(
                        """
                        update message set earlier = true where status = 'UNREAD' and earlier = false and number <> ?
                            and person = (select o.person from message o where o.number = ?)""")
                .params(number, number)
                .update();
    }

    /** A condition in SQL with its parameters. */
    private final class Query {
        private final MessageFilter filter;
        private final Map<String, Object> parameters = new HashMap<>();
        private final String shared;

        Query(MessageFilter filter, String me) {
            this.filter = filter;
            put("me", me);
            this.shared = shared();
        }

        final void put(String name, Object value) {
            parameters.put(name, value);
        }

        JdbcClient.StatementSpec of(String sql) {
            // Only what stands in the statement, since a name that it does not know is an error for some drivers.
            var used = new HashMap<String, Object>();
            parameters.forEach((name, value) -> {
                if (Pattern.compile(":" + name + "\\b").matcher(sql).find()) {
                    used.put(name, value);
                }
            });
            return jdbc.sql(sql).params(used);
        }

        /** The views hold either what waits or what is decided, so the conditions are the same for all statuses of one. */
        String ofEachStatus(String select, String condition, String end) {
            if (!words(filter.text()).isEmpty()) {
                // The index of words is read once for all statuses: it is the dear part.
                var statuses = filter.view().statuses();
                return "(" + select + " from message m where m.status in ("
                        + statuses.stream()
                                .map(status -> "'" + status.name() + "'")
                                .collect(Collectors.joining(", "))
                        + ")" + conditions(statuses.iterator().next()) + condition + end + ")";
            }
            return filter.view().statuses().stream()
                    .map(status -> "(" + select + " from message m where m.status = '" + status.name() + "'"
                            + conditions(status) + condition + end + ")")
                    .collect(Collectors.joining(" union all "));
        }

        String conditions(MessageStatus status) {
            if (!filter.mine()) {
                return shared;
            }
            return shared
                    + (status == MessageStatus.UNREAD
                            ? " and m.number in (select w.business_key from work_item w where w.assignee = :me)"
                            : " and m.decided_by = :me");
        }

        String beyond(@Nullable Place place, boolean down) {
            if (place == null) {
                return "";
            }
            put("placeAt", utc(place.receivedAt()));
            put("placeId", place.id());
            return " and (m.received_at, m.id) " + (down ? "<" : ">") + " (:placeAt, :placeId)";
        }

        private String shared() {
            var conditions = new StringBuilder();
            if (filter.source() != null) {
                conditions.append(" and m.source = :source");
                put("source", filter.source());
            }
            if (filter.from() != null) {
                conditions.append(" and m.received_at >= :from");
                put("from", utc(start(filter.from())));
            }
            if (filter.until() != null) {
                conditions.append(" and m.received_at < :until");
                put("until", utc(start(filter.until().plusDays(1))));
            }
            if (filter.files()) {
                conditions.append(" and m.files");
            }
            if (filter.earlier()) {
                conditions.append(" and m.earlier");
            }
            return conditions.append(saying(filter.text().strip())).toString();
        }

        private String saying(String text) {
            if (NUMBER.matcher(text).matches()) {
                put("number", text.toUpperCase(Locale.ROOT));
                return " and m.number = :number";
            }
            var words = words(text);
            if (words.isEmpty()) {
                return "";
            }
            var each = Arrays.stream(words.split(" ")).limit(MOST_WORDS).toList();
            if (database == Database.POSTGRESQL) {
                put("words", each.stream().map("'%s':*"::formatted).collect(Collectors.joining(" & ")));
                return " and array_to_tsvector(string_to_array(m.words, ' ')) @@ cast(:words as tsquery)";
            }
            var conditions = new StringBuilder();
            for (int i = 0; i < each.size(); i++) {
                put("word" + i, "% " + each.get(i) + "%");
                conditions.append(" and ' ' || m.words like :word").append(i);
            }
            return conditions.toString();
        }

        private Instant start(LocalDate day) {
            return day.atStartOfDay(MessageList.this.parameters.zone(Parameter.COMPANY_ZONE))
                    .toInstant();
        }
    }

    private static MessageCard card(ResultSet row, int index) throws SQLException {
        return new MessageCard(
                row.getString("number"),
                row.getString("source"),
                row.getObject("letter_id", Long.class),
                row.getObject("item_id", Long.class),
                row.getString("person"),
                row.getString("link"),
                row.getString("sender_name"),
                row.getString("sender_address"),
                row.getString("subject"),
                row.getString("preview"),
                MessageStatus.valueOf(row.getString("status")),
                instant(row, "received_at"),
                instantOrNull(row, "decided_at"),
                row.getString("decided_by"),
                row.getString("request_number"),
                row.getString("suggested_request"),
                row.getString("group_number"),
                Optional.ofNullable(row.getString("grouped_as"))
                        .map(Grouping::valueOf)
                        .orElse(null),
                row.getInt("repeats"),
                row.getInt("revision"),
                row.getString("hidden_because"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
