package otklik.batches;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import otklik.batches.Batch.State;
import otklik.batches.BatchKind.NewRow;
import otklik.kernel.Database;

/** The tables of batches and their rows. */
@Repository
class BatchRows {
    private static final int TITLE = 300;
    private static final int NOTE = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Database database;

    BatchRows(JdbcClient jdbc, JdbcTemplate template, Database database) {
        this.jdbc = jdbc;
        this.template = template;
        this.database = database;
    }

    long insert(String kind, String title, String settings, String owner, int expected, Instant now) {
        var key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        insert into batch (kind, title, settings, owner, state, expected, total, started_at)
                        values (?, ?, ?, ?, 'COLLECTING', ?, 0, ?)""")
                .params(kind, cut(title, TITLE), settings, owner, expected, now.atOffset(ZoneOffset.UTC))
                .update(key, "id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    Optional<Batch> find(long id) {
        return jdbc.sql("select * from batch where id = ?")
                .param(id)
                .query(BatchRows::batch)
                .optional();
    }

    /** The batch, locked until the transaction ends: two runs of it find its rows one after the other. */
    Optional<Batch> lock(long id) {
        return jdbc.sql("select * from batch where id = ? for update")
                .param(id)
                .query(BatchRows::batch)
                .optional();
    }

    /**
     * Whether the batch stands in the state, which it then keeps until the transaction ends: whoever moves it waits. Runs do not wait for
     * each other where the database can share a lock.
     */
    boolean hold(long id, State state) {
        return jdbc.sql("select state from batch where id = ? for "
                        + (database == Database.POSTGRESQL ? "share" : "update"))
                .param(id)
                .query(String.class)
                .optional()
                .filter(state.name()::equals)
                .isPresent();
    }

    List<Batch> list(@Nullable String owner, int offset, int limit) {
        var statement = owner == null
                ? jdbc.sql("select * from batch order by id desc limit :limit offset :offset")
                : jdbc.sql("select * from batch where owner = :owner order by id desc limit :limit offset :offset")
                        .param("owner", owner);
        return statement
                .param("limit", limit)
                .param("offset", offset)
                .query(BatchRows::batch)
                .list();
    }

    List<Batch> active(String owner) {
        return jdbc.sql(
                        """
                        select * from batch where owner = ? and state in ('COLLECTING', 'RUNNING', 'UNDOING')
                        order by id desc limit 20""")
                .param(owner)
                .query(BatchRows::batch)
                .list();
    }

    boolean move(long id, State to, State... from) {
        return jdbc.sql("update batch set state = :to where id = :id and state in (:from)")
                        .param("to", to.name())
                        .param("id", id)
                        .param("from", Arrays.stream(from).map(Enum::name).toList())
                        .update()
                == 1;
    }

    boolean end(long id, State to, State from, Instant now) {
        return jdbc.sql("update batch set state = ?, ended_at = ? where id = ? and state = ?")
                        .params(to.name(), now.atOffset(ZoneOffset.UTC), id, from.name())
                        .update()
                == 1;
    }

    /**
     * The records could not be found, or are more than were confirmed.
     *
     * @return whether the batch was still looking for them
     */
    boolean fail(long id, String failure, @Nullable Integer found, Instant now) {
        return jdbc.sql(
                                """
                        update batch set state = 'FAILED', ended_at = ?, failure = ?, found = ?
                        where id = ? and state = 'COLLECTING'""")
                        .params(now.atOffset(ZoneOffset.UTC), cut(failure, NOTE), found, id)
                        .update()
                == 1;
    }

    /** The other way round, with the number that the person confirms now. */
    boolean beginAnew(long id, int expected) {
        return jdbc.sql(
                                """
                                update batch set state = 'COLLECTING', expected = ?, failure = null, found = null, ended_at = null
                                where id = ? and state = 'FAILED'""")
                        .params(expected, id)
                        .update()
                == 1;
    }

    /** Rows that failed wait again; what failed when it was taken back counts as done again. */
    int wakeFailed(long id, boolean isUndo) {
        return jdbc.sql("update batch_row set state = ?, note = null where batch_id = ? and state = 'FAILED' and "
                        + failedAt(isUndo))
                .params(isUndo ? "DONE" : "WAITING", id)
                .update();
    }

    boolean hasFailed(long id, boolean isUndo) {
        return jdbc.sql("select exists (select 1 from batch_row where batch_id = ? and state = 'FAILED' and "
                        + failedAt(isUndo) + ")")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private static String failedAt(boolean isUndo) {
        return isUndo ? "undo is not null" : "undo is null";
    }

    void append(long id, int first, List<NewRow> rows) {
        var places = new java.util.concurrent.atomic.AtomicInteger(first);
        template.batchUpdate(
                "insert into batch_row (batch_id, place, subject, label, payload, state) values (?, ?, ?, ?, ?, 'WAITING')",
                rows,
                rows.size(),
                (statement, row) -> {
                    statement.setLong(1, id);
                    statement.setInt(2, places.getAndIncrement());
                    statement.setString(3, row.subject());
                    statement.setString(4, cut(row.label(), TITLE));
                    statement.setString(5, row.payload() == null ? "" : row.payload());
                });
    }

    void collected(long id, int total) {
        jdbc.sql("update batch set total = ?, state = 'RUNNING' where id = ? and state = 'COLLECTING'")
                .params(total, id)
                .update();
    }

    /** The places of the next rows in a state, the first ones when doing, the last ones when taking back. */
    List<Integer> next(long id, BatchRow.RowState state, boolean forwards, int limit) {
        return jdbc.sql("select place from batch_row where batch_id = ? and state = ? order by place "
                        + (forwards ? "" : "desc ") + "limit ?")
                .params(id, state.name(), limit)
                .query(Integer.class)
                .list();
    }

    /** The row if it still stands in the state and no other run has it in hand; locked until the transaction ends. */
    Optional<BatchRow> claim(long id, int place, BatchRow.RowState state) {
        return jdbc.sql("select * from batch_row where batch_id = ? and place = ? and state = ? for update skip locked")
                .params(id, place, state.name())
                .query(BatchRows::row)
                .optional();
    }

    /** Those of the rows that still stand in the state and that no other run has in hand, in their order; locked until the transaction ends. */
    List<BatchRow> claimAll(long id, List<Integer> places, BatchRow.RowState state) {
        return jdbc.sql(
                        "select * from batch_row where batch_id = :id and place in (:places) and state = :state order by place"
                                + " for update skip locked")
                .param("id", id)
                .param("places", places)
                .param("state", state.name())
                .query(BatchRows::row)
                .list();
    }

    void recordAll(long id, List<BatchRow> rows, List<BatchKind.Result> results) {
        template.batchUpdate(
                "update batch_row set state = ?, note = ?, undo = ? where batch_id = ? and place = ?",
                IntStream.range(0, rows.size())
                        .mapToObj(index -> {
                            var result = results.get(index);
                            var note = result.note();
                            return new Object[] {
                                result.state().name(),
                                note == null ? null : cut(note, NOTE),
                                result.undo(),
                                id,
                                rows.get(index).place()
                            };
                        })
                        .toList());
    }

    void record(long id, int place, BatchRow.RowState state, @Nullable String note, @Nullable String undo) {
        jdbc.sql("update batch_row set state = ?, note = ?, undo = ? where batch_id = ? and place = ?")
                .params(state.name(), note == null ? null : cut(note, NOTE), undo, id, place)
                .update();
    }

    Map<BatchRow.RowState, Integer> counts(long id) {
        var counts = new EnumMap<BatchRow.RowState, Integer>(BatchRow.RowState.class);
        jdbc.sql("select state, count(*) as n from batch_row where batch_id = ? group by state")
                .param(id)
                .query((row, number) -> counts.put(BatchRow.RowState.valueOf(row.getString("state")), row.getInt("n")))
                .list();
        return counts;
    }

    List<BatchRow> rows(long id, BatchRow.@Nullable RowState state, int offset, int limit) {
        var statement = jdbc.sql("select * from batch_row where batch_id = :id "
                        + (state == null ? "" : "and state = :state ") + "order by place limit :limit offset :offset")
                .param("id", id)
                .param("limit", limit)
                .param("offset", offset);
        return (state == null ? statement : statement.param("state", state.name()))
                .query(BatchRows::row)
                .list();
    }

    List<BatchRow> at(long id, Collection<Integer> places) {
        return jdbc.sql("select * from batch_row where batch_id = :id and place in (:places) order by place")
                .param("id", id)
                .param("places", places)
                .query(BatchRows::row)
                .list();
    }

    private static Batch batch(ResultSet row, int number) throws SQLException {
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Batch(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("title"),
                row.getString("settings"),
                row.getString("owner"),
                State.valueOf(row.getString("state")),
                row.getInt("expected"),
                row.getInt("total"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("failure"),
                row.getObject("found", Integer.class));
    }

    private static BatchRow row(ResultSet row, int number) throws SQLException {
        return new BatchRow(
                row.getInt("place"),
                row.getString("subject"),
                row.getString("label"),
                row.getString("payload"),
                BatchRow.RowState.valueOf(row.getString("state")),
                row.getString("note"),
                row.getString("undo"));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
