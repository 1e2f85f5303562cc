package otklik.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import otklik.security.CurrentUser;

/** What each merge moved, so that it can be taken back: the lines, the unsent answers, whose turn it was. */
@Component
class MergeRecords {
    private final JdbcClient jdbc;
    private final Drafts drafts;
    private final Clock clock;

    MergeRecords(JdbcClient jdbc, Drafts drafts, Clock clock) {
        this.jdbc = jdbc;
        this.drafts = drafts;
        this.clock = clock;
    }

    /**
     * A merge that was not taken back.
     *
     * @param by login of the person who merged
     * @param ball whose turn it was in the request that was merged
     */
    record Merge(long id, String from, String into, Instant at, @Nullable String by, Ball ball) {}

    private record Draft(String author, String text, String joined, @Nullable String theirs) {}

    /** Writes down what is about to move; to be called before anything moves. */
    void remember(Request from, Request into) {
        var key = new GeneratedKeyHolder();
        jdbc.sql(
                        "insert into request_merge (from_number, into_number, merged_at, merged_by, ball) values (?, ?, ?, ?, ?)")
                .params(
                        from.number(),
                        into.number(),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        CurrentUser.login().orElse(null),
                        from.ball().name())
                .update(key, "id");
        var id = java.util.Objects.requireNonNull(key.getKey()).longValue();
        jdbc.sql(
                        "insert into request_merge_entry (merge_id, entry_id) select ?, id from request_entry where request_id = ?")
                .params(id, from.id())
                .update();
        drafts.all(from.number()).forEach(draft -> {
            var theirs = drafts.find(into.number(), draft.author())
                    .map(Drafts.Draft::text)
                    .orElse(null);
            jdbc.sql("insert into request_merge_draft (merge_id, author, text, joined, theirs) values (?, ?, ?, ?, ?)")
                    .params(id, draft.author(), draft.text(), Drafts.joined(theirs, draft.text()), theirs)
                    .update();
            jdbc.sql(
                            """
                            insert into request_merge_draft_file (merge_id, author, file_id)
                            select ?, author, file_id from request_draft_file where request_number = ? and author = ?""")
                    .params(id, from.number(), draft.author())
                    .update();
        });
    }

    /** The merge by which the request ended. */
    Optional<Merge> last(String from) {
        return jdbc.sql(
                        "select * from request_merge where from_number = ? and undone_at is null order by id desc limit 1")
                .param(from)
                .query(MergeRecords::merge)
                .optional();
    }

    /** The merges into a request, the newest first; at most fifty. */
    List<Merge> into(String into) {
        return jdbc.sql(
                        "select * from request_merge where into_number = ? and undone_at is null order by id desc limit 50")
                .param(into)
                .query(MergeRecords::merge)
                .list();
    }

    /** Takes the lines back that are still in the other request, and the unsent answers as far as nobody went on writing. */
    void takeBack(Merge merge, Request from, Request into) {
        jdbc.sql("update request_entry set moved_from = null where moved_from = ? and id in"
                        + " (select entry_id from request_merge_entry where merge_id = ?)")
                .params(merge.from(), merge.id())
                .update();
        jdbc.sql("update request_entry set request_id = ? where request_id = ? and id in"
                        + " (select entry_id from request_merge_entry where merge_id = ?)")
                .params(from.id(), into.id(), merge.id())
                .update();
        jdbc.sql("select author, text, joined, theirs from request_merge_draft where merge_id = ?")
                .param(merge.id())
                .query((row, index) -> new Draft(
                        row.getString("author"),
                        row.getString("text"),
                        row.getString("joined"),
                        row.getString("theirs")))
                .list()
                .forEach(draft -> {
                    var now = drafts.find(merge.into(), draft.author()).map(Drafts.Draft::text);
                    if (now.filter(draft.joined()::equals).isPresent()) {
                        jdbc.sql(
                                        """
                                        update request_draft_file set request_number = ? where request_number = ? and author = ?
                                            and file_id in (select file_id from request_merge_draft_file where merge_id = ? and author = ?)""")
                                .params(merge.from(), merge.into(), draft.author(), merge.id(), draft.author())
                                .update();
                        drafts.save(merge.into(), draft.author(), draft.theirs() == null ? "" : draft.theirs());
                        drafts.save(merge.from(), draft.author(), draft.text());
                    }
                });
    }

    /** Whether one of the lines that the merge brought and that are still there waits for an answer. */
    boolean awaitsAnswer(Merge merge, Request into) {
        return jdbc.sql("select count(*) from request_entry where request_id = ? and awaits_answer and id in"
                                + " (select entry_id from request_merge_entry where merge_id = ?)")
                        .params(into.id(), merge.id())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The merge is taken back for good. */
    void undone(Merge merge) {
        jdbc.sql("update request_merge set undone_at = ? where id = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), merge.id())
                .update();
    }

    private static Merge merge(ResultSet row, int index) throws SQLException {
        return new Merge(
                row.getLong("id"),
                row.getString("from_number"),
                row.getString("into_number"),
                row.getObject("merged_at", OffsetDateTime.class).toInstant(),
                row.getString("merged_by"),
                Ball.valueOf(row.getString("ball")));
    }
}
