package otklik.batches;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes out of batches what they kept of records whose data are deleted; the numbers and what became of the rows stay. */
@Component
public class BatchMemory {
    private final JdbcClient jdbc;

    BatchMemory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param subjects business keys of the records */
    public void forget(Collection<String> subjects) {
        if (!subjects.isEmpty()) {
            jdbc.sql(
                            "update batch_row set label = subject, payload = '', undo = null, note = null where subject in (:subjects)")
                    .param("subjects", subjects)
                    .update();
        }
    }
}
