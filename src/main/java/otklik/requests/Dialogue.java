package otklik.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import otklik.requests.ThreadEntry.Kind;

/** The dialogue of a request, line by line; lines are added and never changed. */
@Component
class Dialogue {
    private final JdbcClient jdbc;
    private final Clock clock;

    Dialogue(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A line of what came in. */
    long hear(long requestId, Kind kind, Inbound words) {
        return add(
                requestId,
                kind,
                words.senderName(),
                null,
                words.text(),
                words.letterId(),
                null,
                words.channel(),
                words.itemId());
    }

    /** A line of ours, or of a process. */
    long add(
            long requestId,
            Kind kind,
            String author,
            @Nullable String onBehalfOf,
            String text,
            @Nullable String outgoingNumber,
            @Nullable String channel) {
        return add(requestId, kind, author, onBehalfOf, text, null, outgoingNumber, channel, null);
    }

    private long add(
            long requestId,
            Kind kind,
            String author,
            @Nullable String onBehalfOf,
            String text,
            @Nullable Long letterId,
            @Nullable String outgoingNumber,
            @Nullable String channel,
            @Nullable Long itemId) {
        var key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        insert into request_entry
                            (request_id, kind, at, author, on_behalf_of, text, letter_id, outgoing_number, channel, item_id, awaits_answer)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        requestId,
                        kind.name(),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        author,
                        onBehalfOf,
                        text,
                        letterId,
                        outgoingNumber,
                        channel,
                        itemId,
                        kind == Kind.FROM_CLIENT)
                .update(key, "id");
        return java.util.Objects.requireNonNull(key.getKey()).longValue();
    }

    /** The last lines, the oldest first. */
    List<ThreadEntry> last(String number, int limit) {
        return jdbc.sql(
                        """
                        select * from (select e.* from request_entry e join request r on r.id = e.request_id
                            where r.number = ? order by e.id desc limit ?) newest
                        order by id""")
                .params(number, limit)
                .query(Dialogue::entry)
                .list();
    }

    /** Ids of the client's letters, the newest first: what an answer refers to. */
    List<Long> clientLetters(long requestId) {
        return jdbc.sql(
                        """
                        select letter_id from request_entry where request_id = ? and letter_id is not null
                        order by id desc limit 10""")
                .param(requestId)
                .query(Long.class)
                .list();
    }

    /** When the client wrote the first line that waits for our answer; empty while none does. */
    Optional<Instant> askedAt(long requestId) {
        return jdbc.sql("select min(at) as asked_at from request_entry where request_id = ? and awaits_answer")
                .param(requestId)
                .query((row, number) -> Optional.ofNullable(row.getObject("asked_at", OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    /** The same for many requests, by number. */
    Map<String, Instant> askedAt(Collection<String> numbers) {
        var asked = new HashMap<String, Instant>();
        if (!numbers.isEmpty()) {
            jdbc.sql(
                            """
                            select r.number, min(e.at) as asked_at from request r join request_entry e on e.request_id = r.id
                            where r.number in (:numbers) and e.awaits_answer group by r.number""")
                    .param("numbers", numbers)
                    .query((row, number) -> asked.put(
                            row.getString("number"),
                            row.getObject("asked_at", OffsetDateTime.class).toInstant()))
                    .list();
        }
        return asked;
    }

    /** Whether one of the lines waits for our answer. */
    boolean awaitsAnswer(Collection<Long> entries) {
        return jdbc.sql("select count(*) from request_entry where id in (:ids) and awaits_answer")
                        .param("ids", entries)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** What the client wrote waits for no answer any more: it has one, or needs none. */
    void settle(long requestId) {
        jdbc.sql("update request_entry set awaits_answer = false where request_id = ? and awaits_answer")
                .param(requestId)
                .update();
    }

    /** What the client wrote since this moment and before a letter of ours waits for an answer again. */
    void unsettle(long requestId, OffsetDateTime asked, String letter) {
        jdbc.sql(
                        """
                        update request_entry set awaits_answer = true where request_id = :id and kind = 'FROM_CLIENT' and at >= :asked
                            and id < (select max(o.id) from request_entry o where o.outgoing_number = :letter)""")
                .param("id", requestId)
                .param("asked", asked)
                .param("letter", letter)
                .update();
    }

    /** The last word between the client and us; notes and what processes write are none. */
    Optional<ThreadEntry> lastWord(long requestId) {
        return jdbc.sql(
                        """
                        select * from request_entry where request_id = ? and kind in ('FROM_CLIENT', 'TO_CLIENT')
                        order by at desc, id desc limit 1""")
                .param(requestId)
                .query(Dialogue::entry)
                .optional();
    }

    /** The newest line: what an answer is written after, and so part of its key. */
    long lastId(long requestId) {
        return jdbc.sql("select coalesce(max(id), 0) from request_entry where request_id = ?")
                .param(requestId)
                .query(Long.class)
                .single();
    }

    /** A line of a request by its id. */
    Optional<ThreadEntry> find(long requestId, long entryId) {
        return jdbc.sql("select * from request_entry where id = ? and request_id = ?")
                .params(entryId, requestId)
                .query(Dialogue::entry)
                .optional();
    }

    /** The first line that the client wrote. */
    Optional<Long> first(long requestId) {
        return jdbc.sql("select min(id) from request_entry where request_id = ? and kind = 'FROM_CLIENT'")
                .param(requestId)
                .query(Long.class)
                .optional();
    }

    /** The text of a letter of ours as it stands in the dialogue. */
    Optional<String> textOf(long requestId, String outgoingNumber) {
        return jdbc.sql("select text from request_entry where request_id = ? and outgoing_number = ?")
                .params(requestId, outgoingNumber)
                .query(String.class)
                .optional();
    }

    /** Moves all lines of a request to another; each remembers where it was written. */
    void move(long fromRequest, String fromNumber, long toRequest) {
        jdbc.sql("update request_entry set request_id = ?, moved_from = coalesce(moved_from, ?) where request_id = ?")
                .params(toRequest, fromNumber, fromRequest)
                .update();
    }

    /** Moves one line to another request. */
    void moveLine(long entryId, String fromNumber, long toRequest) {
        jdbc.sql("update request_entry set request_id = ?, moved_from = ? where id = ?")
                .params(toRequest, fromNumber, entryId)
                .update();
    }

    private static ThreadEntry entry(ResultSet row, int number) throws SQLException {
        var letterId = row.getObject("letter_id", Long.class);
        return new ThreadEntry(
                row.getLong("id"),
                Kind.valueOf(row.getString("kind")),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("author"),
                row.getString("on_behalf_of"),
                row.getString("text"),
                letterId,
                row.getString("outgoing_number"),
                row.getString("channel"),
                row.getObject("item_id", Long.class),
                row.getString("moved_from"));
    }
}
