package otklik.telephony;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.engine.Attempts;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;

/**
 * Blanks calls of people whose data are deleted: that somebody was called, when and for how long, stays. And clears away what is older than
 * the company keeps.
 */
@Component
public class CallMemory {
    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;
    private final CallBook book;
    private final Attempts attempts;
    private final Parameters parameters;
    private final Clock clock;

    CallMemory(JdbcClient jdbc, CallBook book, Attempts attempts, Parameters parameters, Clock clock) {
        this.jdbc = jdbc;
        this.book = book;
        this.attempts = attempts;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** Clears away in short transactions, so that nobody who calls waits for it. Events that still wait, and open calls, stay. */
    void clear() {
        var now = clock.instant();
        inChunks(
                """
                delete from call_event where id in (select id from call_event
                    where received_at < ? and next_try_at is null order by received_at limit ?)""",
                now.minus(parameters.duration(Parameter.CALL_EVENTS_KEPT)));
        inChunks(
                """
                delete from phone_call where id in (select id from phone_call
                    where state = 'ENDED' and ordered_at < ? order by ordered_at limit ?)""",
                now.minus(parameters.duration(Parameter.CALLS_KEPT)));
    }

    private void inChunks(String deletion, Instant before) {
        int deleted;
        do {
            deleted = attempts.inTransaction(() ->
                    jdbc.sql(deletion).params(CallRows.offset(before), CHUNK).update());
        } while (deleted == CHUNK);
    }

    /** How many calls {@link #forget} would blank. */
    public long count(Collection<String> numbers) {
        return numbers.isEmpty()
                ? 0
                : jdbc.sql("select count(*) from phone_call where number in (:numbers)")
                        .param("numbers", numbers)
                        .query(Long.class)
                        .single();
    }

    /** Blanks numbers, recordings and what providers told; calls that nobody has answered yet are given up. */
    public void forget(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        attempts.run(() -> {
            var open = jdbc.sql(
                            """
                            select call_key from phone_call
                            where state in ('ORDERED', 'DIALLING', 'RINGING', 'IN_DOUBT') and number in (:numbers) order by id""")
                    .param("numbers", numbers)
                    .query(String.class)
                    .list();
            blank(numbers);
            // After that, so that nobody who hears of the end writes the number down.
            open.forEach(key -> book.giveUp(key, CallCause.CANCELLED, null));
        });
    }

    private void blank(Collection<String> numbers) {
        // One statement along each index: an "or" between them would read the whole table.
        for (var same :
                new String[] {"c.call_key = e.call_key", "c.provider = e.provider and c.reference = e.reference"}) {
            jdbc.sql(
                            """
                            update call_event set number = null, body = '', recording = null
                            where id in (select e.id from phone_call c join call_event e on %s where c.number in (:numbers))"""
                                    .formatted(same))
                    .param("numbers", numbers)
                    .update();
        }
        jdbc.sql("delete from simulated_client where number in (:numbers)")
                .param("numbers", numbers)
                .update();
        jdbc.sql("delete from simulated_call where number in (:numbers)")
                .param("numbers", numbers)
                .update();
        jdbc.sql(
                        "update phone_call set number = '', recording = null, problem = null, problem_argument = null where number in (:numbers)")
                .param("numbers", numbers)
                .update();
    }
}
