package otklik.batches;

import java.util.Collection;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes out of batches what they kept of records whose data are deleted; the numbers and what became of the rows stay. */
@Component
public class BatchMemory {
    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    BatchMemory(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** @param subjects business keys of what rows turned out to be of, by their places */
    public void remember(long batch, Map<Integer, String> subjects) {
        template.batchUpdate(
                "update batch_row set subject = ? where batch_id = ? and place = ?",
                subjects.entrySet().stream()
                        .map(row -> new Object[] {row.getValue(), batch, row.getKey()})
                        .toList());
    }

    /**
     * Blanks the rows of all batches of these kinds that were started with these settings, as {@link #forget} does, but leaves them what
     * they need to be taken back.
     *
     * @return whether it was done; not while one of them still works
     */
    public boolean forgetRows(Collection<String> kinds, String settings) {
        var states = jdbc.sql("select id, state from batch where kind in (:kinds) and settings = :settings")
                .param("kinds", kinds)
                .param("settings", settings)
                .query((row, index) -> Map.entry(row.getLong("id"), Batch.State.valueOf(row.getString("state"))))
                .list();
        if (states.stream()
                .anyMatch(batch ->
                        batch.getValue() == Batch.State.COLLECTING || batch.getValue() == Batch.State.RUNNING)) {
            return false;
        }
        states.forEach(batch -> jdbc.sql(
                        "update batch_row set label = coalesce(subject, ''), payload = '', note = null where batch_id = ?")
                .param(batch.getKey())
                .update());
        return true;
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
