package otklik.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Database;
import otklik.kernel.ForeignText;
import otklik.mail.OutgoingLetter.State;

/**
 * The statements on the table of outgoing letters. Leases and due times go by the database's clock, which is the same for all nodes;
 * every change of a letter in hand is fenced by its lease token.
 */
@Component
class OutgoingLetters {
    private static final String LATER = "current_timestamp + cast(? as bigint) * interval '0.001' second";
    private static final int ERROR_LENGTH = 2000;

    private final JdbcClient jdbc;
    private final Database database;
    private final Clock clock;

    OutgoingLetters(JdbcClient jdbc, Database database, Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.clock = clock;
    }

    /** Writes the letter down unless its key is there already; whether it was written. A repeat does not poison the transaction. */
    boolean insert(LetterDraft draft, String messageId) {
        var id = jdbc.sql("select nextval('letter_number')").query(Long.class).single();
        // On PostgreSQL a violated key would end the caller's transaction, so it must not come to that; H2 undoes the
        // statement only.
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            return jdbc.sql(
                                    """
                                    insert into outgoing_letter
                                        (id, number, channel, letter_key, case_key, author, from_name, to_address, to_name, subject, text,
                                         message_id, in_reply_to, message_references, automatic, topic, html, headers, is_answer, state,
                                         attempts, created_at, next_attempt_at)
                                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', 0, ?, current_timestamp)"""
                                            + unlessThere)
                            .params(
                                    id,
                                    "L-" + id,
                                    draft.channel(),
                                    draft.key(),
                                    draft.caseKey(),
                                    draft.author(),
                                    draft.fromName(),
                                    draft.to(),
                                    draft.toName(),
                                    draft.subject(),
                                    draft.text(),
                                    messageId,
                                    draft.inReplyTo(),
                                    String.join("\n", draft.references()),
                                    draft.automatic(),
                                    draft.topic(),
                                    draft.html(),
                                    written(draft.headers()),
                                    draft.answer(),
                                    clock.instant().atOffset(ZoneOffset.UTC))
                            .update()
                    == 1;
        } catch (DuplicateKeyException repeat) {
            return false;
        }
    }

    /** Adds stored files to a letter that has just been written down, in this order. */
    void attach(String key, Collection<Long> files) {
        if (!files.isEmpty()) {
            jdbc.sql(
                            """
                            insert into outgoing_letter_file (letter_id, file_id)
                            select l.id, f.id from outgoing_letter l, outgoing_file f
                            where l.letter_key = :key and f.id in (:files)""")
                    .param("key", key)
                    .param("files", files)
                    .update();
        }
    }

    private List<PostedLetter.File> files(long id) {
        return jdbc.sql(
                        """
                        select f.name, f.type, f.content from outgoing_file f
                        join outgoing_letter_file lf on lf.file_id = f.id where lf.letter_id = ? order by f.id""")
                .param(id)
                .query((row, number) ->
                        new PostedLetter.File(row.getString("name"), row.getString("type"), row.getBytes("content")))
                .list();
    }

    Optional<OutgoingLetter> byKey(String key) {
        return jdbc.sql("select * from outgoing_letter where letter_key = ?")
                .param(key)
                .query(OutgoingLetters::letter)
                .optional();
    }

    Optional<OutgoingLetter> byId(long id) {
        return jdbc.sql("select * from outgoing_letter where id = ?")
                .param(id)
                .query(OutgoingLetters::letter)
                .optional();
    }

    List<OutgoingLetter> byNumbers(Collection<String> numbers) {
        return numbers.isEmpty()
                ? List.of()
                : jdbc.sql("select * from outgoing_letter where number in (:numbers)")
                        .param("numbers", numbers)
                        .query(OutgoingLetters::letter)
                        .list();
    }

    List<OutgoingLetter> byMessageIds(Collection<String> messageIds) {
        return messageIds.isEmpty()
                ? List.of()
                : jdbc.sql("select * from outgoing_letter where message_id in (:messageIds)")
                        .param("messageIds", messageIds)
                        .query(OutgoingLetters::letter)
                        .list();
    }

    List<OutgoingLetter> ofCase(String caseKey, int limit) {
        return jdbc.sql("select * from outgoing_letter where case_key = ? order by id desc limit ?")
                .params(caseKey, limit)
                .query(OutgoingLetters::letter)
                .list();
    }

    List<OutgoingLetter> problems(int limit) {
        return jdbc.sql(
                        """
                        select * from outgoing_letter
                        where state in ('IN_DOUBT', 'FAILED', 'BOUNCED') and (state = 'IN_DOUBT' or topic is null)
                        order by id desc limit ?""")
                .param(limit)
                .query(OutgoingLetters::letter)
                .list();
    }

    /** Takes due letters in hand under the token; ids, the longest due first. Needs a transaction around it. */
    List<Long> claim(int limit, String token, Duration lease) {
        var ids = jdbc.sql(
                        """
                        select id from outgoing_letter where state = 'QUEUED' and next_attempt_at <= current_timestamp
                        order by next_attempt_at, id limit ? for update skip locked""")
                .param(limit)
                .query(Long.class)
                .list();
        for (long id : ids) {
            jdbc.sql("update outgoing_letter set state = 'SENDING', lease_token = ?, lease_until = " + LATER
                            + ", attempt_began_at = null where id = ?")
                    .params(token, lease.toMillis(), id)
                    .update();
        }
        return ids;
    }

    /** The letter to be sent now, with a fresh lease; empty when the lease was lost to somebody else meanwhile. */
    Optional<PostedLetter> begin(long id, String token, Duration lease) {
        var mine = jdbc.sql(
                        "update outgoing_letter set attempt_began_at = current_timestamp, lease_until = " + LATER
                                + " where id = ? and lease_token = ? and state = 'SENDING' and lease_until >= current_timestamp")
                .params(lease.toMillis(), id, token)
                .update();
        return mine == 0
                ? Optional.empty()
                : jdbc.sql("select * from outgoing_letter where id = ?")
                        .param(id)
                        .query(OutgoingLetters::posted)
                        .optional()
                        .map(posted -> posted.with(files(id)));
    }

    /** Gives back what was claimed under the token and never begun. */
    int release(String token) {
        return jdbc.sql(
                        """
                        update outgoing_letter set state = 'QUEUED', lease_token = null, lease_until = null
                        where lease_token = ? and state = 'SENDING' and attempt_began_at is null""")
                .param(token)
                .update();
    }

    /** Gives back what a dead relay claimed and never began: there is no doubt about these. */
    int releaseExpired() {
        return jdbc.sql(
                        """
                        update outgoing_letter set state = 'QUEUED', lease_token = null, lease_until = null
                        where state = 'SENDING' and lease_until < current_timestamp and attempt_began_at is null""")
                .update();
    }

    /** Letters whose attempt began and outlived its lease. */
    List<Long> expired() {
        return jdbc.sql("select id from outgoing_letter where state = 'SENDING' and lease_until < current_timestamp")
                .query(Long.class)
                .list();
    }

    boolean doubtExpired(long id, String error) {
        return jdbc.sql(
                                """
                                update outgoing_letter
                                set state = 'IN_DOUBT', last_error = ?, lease_token = null, lease_until = null
                                where id = ? and state = 'SENDING' and lease_until < current_timestamp
                                  and attempt_began_at is not null""")
                        .params(cut(error), id)
                        .update()
                == 1;
    }

    boolean sent(long id, String token) {
        return jdbc.sql(
                                """
                                update outgoing_letter
                                set state = 'SENT', sent_at = ?, last_error = null, lease_token = null, lease_until = null
                                where id = ? and lease_token = ? and state = 'SENDING'""")
                        .params(clock.instant().atOffset(ZoneOffset.UTC), id, token)
                        .update()
                == 1;
    }

    /** Queues the letter for another attempt after the pause. */
    boolean again(long id, String token, String error, Duration pause) {
        return jdbc.sql(
                                "update outgoing_letter set state = 'QUEUED', attempts = attempts + 1, last_error = ?, next_attempt_at = "
                                        + LATER
                                        + ", lease_token = null, lease_until = null"
                                        + " where id = ? and lease_token = ? and state = 'SENDING'")
                        .params(cut(error), pause.toMillis(), id, token)
                        .update()
                == 1;
    }

    /** Ends the attempt as failed or in doubt. */
    boolean end(long id, String token, State state, String error) {
        return jdbc.sql(
                                """
                                update outgoing_letter
                                set state = ?, attempts = attempts + 1, last_error = ?, lease_token = null, lease_until = null
                                where id = ? and lease_token = ? and state = 'SENDING'""")
                        .params(state.name(), cut(error), id, token)
                        .update()
                == 1;
    }

    /** Ends the attempt before it began. */
    boolean withheld(long id, String token, String reason) {
        return jdbc.sql(
                                """
                                update outgoing_letter
                                set state = 'WITHHELD', last_error = ?, lease_token = null, lease_until = null
                                where id = ? and lease_token = ? and state = 'SENDING'""")
                        .params(cut(reason), id, token)
                        .update()
                == 1;
    }

    /** Ends a letter that no relay has in hand. */
    boolean withdrawn(long id, String reason) {
        return jdbc.sql(
                                "update outgoing_letter set state = 'WITHHELD', last_error = ? where id = ? and state = 'QUEUED'")
                        .params(cut(reason), id)
                        .update()
                == 1;
    }

    /** Not of a letter whose recipient's data have been deleted: its address is blank, and the report would bring it back. */
    boolean bounced(long id, State before, String error) {
        return jdbc.sql(
                                """
                                update outgoing_letter
                                set state = 'BOUNCED', last_error = ?, lease_token = null, lease_until = null
                                where id = ? and state = ? and to_address <> ''""")
                        .params(cut(error), id, before.name())
                        .update()
                == 1;
    }

    boolean requeue(long id, @Nullable String correctedAddress) {
        return jdbc.sql(
                                """
                                update outgoing_letter
                                set state = 'QUEUED', attempts = 0, last_error = null, next_attempt_at = current_timestamp,
                                    to_address = coalesce(cast(? as varchar(320)), to_address)
                                where id = ? and state in ('IN_DOUBT', 'FAILED', 'BOUNCED')""")
                        .params(correctedAddress, id)
                        .update()
                == 1;
    }

    /** A person's word on a letter that did not go out: sent after all, or abandoned. */
    boolean settle(long id, State state) {
        return jdbc.sql(
                                """
                                update outgoing_letter set state = ?, sent_at = coalesce(sent_at, cast(? as timestamp with time zone))
                                where id = ? and state in ('IN_DOUBT', 'FAILED', 'BOUNCED')""")
                        .params(
                                state.name(),
                                state == State.SENT ? clock.instant().atOffset(ZoneOffset.UTC) : null,
                                id)
                        .update()
                == 1;
    }

    void forgetText(String number, String text) {
        jdbc.sql("update outgoing_letter set text = ? where number = ? and state not in ('QUEUED', 'SENDING')")
                .params(text, number)
                .update();
    }

    private static @Nullable String cut(String text) {
        return ForeignText.cut(ForeignText.clean(text), ERROR_LENGTH);
    }

    /** One header a line: neither names nor values have line breaks. */
    private static @Nullable String written(Map<String, String> headers) {
        return headers.isEmpty()
                ? null
                : headers.entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue())
                        .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> headers(@Nullable String written) {
        var headers = new LinkedHashMap<String, String>();
        if (written != null) {
            written.lines().forEach(line -> {
                var colon = line.indexOf(": ");
                headers.put(line.substring(0, colon), line.substring(colon + 2));
            });
        }
        return headers;
    }

    private static OutgoingLetter letter(ResultSet row, int number) throws SQLException {
        return new OutgoingLetter(
                row.getLong("id"),
                row.getString("number"),
                row.getString("channel"),
                row.getString("letter_key"),
                row.getString("case_key"),
                row.getString("author"),
                row.getString("to_address"),
                row.getString("subject"),
                row.getString("text"),
                row.getString("message_id"),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getString("last_error"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "sent_at"),
                row.getString("topic"),
                row.getBoolean("automatic"),
                row.getString("in_reply_to"),
                row.getBoolean("is_answer"));
    }

    private static PostedLetter posted(ResultSet row, int number) throws SQLException {
        return new PostedLetter(
                letter(row, number),
                row.getString("from_name"),
                row.getString("to_name"),
                row.getString("message_references").lines().toList(),
                List.of(),
                row.getString("html"),
                headers(row.getString("headers")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
