package otklik.telephony;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Blanks calls of people whose data are deleted. That somebody was called, when and for how long, stays. */
@Component
public class CallMemory {
    private final JdbcClient jdbc;

    CallMemory(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    /** Blanks numbers, recordings and what providers told; what is not dialled yet is given up. */
    public void forget(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        jdbc.sql("update phone_call set state = 'ENDED', cause = 'CANCELLED', ended_at = ordered_at"
                        + " where state = 'ORDERED' and number in (:numbers)")
                .param("numbers", numbers)
                .update();
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
        jdbc.sql("update phone_call set number = '', recording = null, problem = null where number in (:numbers)")
                .param("numbers", numbers)
                .update();
    }
}
