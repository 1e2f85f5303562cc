package otklik.inbox;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.work.WorkItems;

/** Finds the earlier message that an arriving one repeats, and keeps the count of what stands behind each (E5, E6, E21). */
@Component
class MessageGroups {
    /** Rows on which arrivals queue that could repeat each other. */
    private static final int SLOTS = 32;

    private final JdbcClient jdbc;
    private final WorkItems work;
    private final Parameters parameters;
    private final Clock clock;

    MessageGroups(JdbcClient jdbc, WorkItems work, Parameters parameters, Clock clock) {
        this.jdbc = jdbc;
        this.work = work;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** An earlier message, as far as it matters here. */
    private record Earlier(String number, String group, @Nullable Grouping as) {
        /** The message that stands in the list: itself, unless it is hidden behind another one. */
        String shown() {
            return as == null || as == Grouping.ALIKE ? number : group;
        }
    }

    /**
     * Puts the message into the group of the one that it repeats.
     *
     * @return whether it is hidden behind that one
     */
    boolean place(Message message) {
        line(message);
        var since = clock.instant()
                .minus(parameters.duration(Parameter.REPEAT_SPAN))
                .atOffset(ZoneOffset.UTC);
        var copied = copied(message, since);
        if (copied.isPresent()) {
            return join(message, copied.get(), Grouping.COPY);
        }
        var waiting = waitingOfTheSamePerson(message, since);
        if (waiting.isPresent()) {
            return join(message, waiting.get(), Grouping.PERSON);
        }
        alike(message, since).ifPresent(earlier -> message.joins(earlier.shown(), Grouping.ALIKE));
        return false;
    }

    /** Counts a message of a known spammer with the newest spam of the same sender. */
    void placeInThread(Message message) {
        line(message);
        first(
                        """
                        select number, group_number, grouped_as from message
                        where (person = :sender or person is null and sender_address = :sender) and status = 'SPAM' and number <> :number
                        order by received_at desc limit 1""",
                        message,
                        null)
                .ifPresent(earlier -> join(message, earlier, Grouping.THREAD));
    }

    /** Two copies that arrive on two nodes at the same moment would otherwise not see each other. */
    private void line(Message message) {
        var key = message.sender().isEmpty() ? message.likeness() : message.sender();
        if (key != null) {
            line(jdbc, key);
        }
    }

    /** Waits until nobody else is deciding about the same sender or text, until the end of the transaction. */
    static void line(JdbcClient jdbc, String key) {
        jdbc.sql("select slot from message_turn where slot = ? for update")
                .param(Math.floorMod(key.hashCode(), SLOTS))
                .query(Integer.class)
                .single();
    }

    /** Behind one that is hidden nothing is hidden: else a sender who was restored would stay out of sight with his old words (E21). */
    private Optional<Earlier> copied(Message message, OffsetDateTime since) {
        var same = first(
                """
                select number, group_number, grouped_as from message
                where fingerprint = :fingerprint and received_at > :since and number <> :number
                    and status not in ('SPAM', 'AUTOMATIC') and not exists (select 1 from message head
                        where head.number = message.group_number and head.status in ('SPAM', 'AUTOMATIC'))
                order by received_at limit 1""",
                message,
                since);
        if (same.isPresent() || message.likeness() == null) {
            return same;
        }
        // The same words by another way: of the same sender, or of one who left nothing to answer to.
        return first(
                """
                select number, group_number, grouped_as from message
                where likeness = :likeness and received_at > :since and number <> :number
                    and (:sender = '' or (person = :sender or person is null and sender_address = :sender) and source <> :source)
                    and status not in ('SPAM', 'AUTOMATIC') and not exists (select 1 from message head
                        where head.number = message.group_number and head.status in ('SPAM', 'AUTOMATIC'))
                order by received_at limit 1""",
                message,
                since);
    }

    /** Only while nobody reads it: words that the reader has not seen must not be decided on. */
    private Optional<Earlier> waitingOfTheSamePerson(Message message, OffsetDateTime since) {
        return message.sender().isEmpty()
                ? Optional.empty()
                : first(
                                """
                                select number, group_number, grouped_as from message
                                where (person = :sender or person is null and sender_address = :sender) and source <> :source
                                    and status = 'UNREAD'
                                    and received_at > :since and number <> :number
                                order by received_at limit 1""",
                                message,
                                since)
                        .filter(earlier ->
                                work.ofCase(earlier.number()).stream().noneMatch(item -> item.assignee() != null));
    }

    private Optional<Earlier> alike(Message message, OffsetDateTime since) {
        return message.likeness() == null
                ? Optional.empty()
                : first(
                        """
                        select number, group_number, grouped_as from message
                        where likeness = :likeness and received_at > :since and number <> :number
                            and status not in ('SPAM', 'AUTOMATIC') and not exists (select 1 from message head
                                where head.number = message.group_number and head.status in ('SPAM', 'AUTOMATIC'))
                        order by received_at limit 1""",
                        message,
                        since);
    }

    private Optional<Earlier> first(String sql, Message message, @Nullable OffsetDateTime since) {
        return jdbc.sql(sql)
                .param("number", message.number())
                .param("fingerprint", message.fingerprint())
                .param("likeness", message.likeness())
                .param("sender", message.sender())
                .param("source", message.source())
                .param("since", since)
                .query((row, position) -> {
                    var as = row.getString("grouped_as");
                    return new Earlier(
                            row.getString("number"),
                            row.getString("group_number"),
                            as == null ? null : Grouping.valueOf(as));
                })
                .optional();
    }

    private boolean join(Message message, Earlier earlier, Grouping as) {
        message.joins(earlier.shown(), as);
        count(earlier.shown(), 1);
        return true;
    }

    /** One more, or one less, behind the first message of a group. */
    void count(String group, int by) {
        jdbc.sql("update message set repeats = repeats + ? where number = ?")
                .params(by, group)
                .update();
    }

    /** A message that somebody put back into the list stands for itself from now on. */
    void leave(Message message) {
        if (message.groupedAs() != null) {
            if (message.groupedAs() != Grouping.ALIKE) {
                count(message.group(), -1);
            }
            message.leavesGroup();
        }
    }

    /** What was decided on the first message of a group holds for what is hidden behind it. */
    void cover(Message first, @Nullable String by, @Nullable OffsetDateTime at, @Nullable String request) {
        jdbc.sql(
                        """
                        update message set decided_by = ?, decided_at = ?, request_number = ?
                        where group_number = ? and number <> ? and status = 'REPEAT'""")
                .params(by, at, request, first.number(), first.number())
                .update();
    }
}
