package otklik.exchange;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of exports. A file is kept in parts, so that a large one is neither made nor sent as a whole. */
@Repository
class ExportTables {
    private static final String CARDS =
            """
            select e.*, exists (select 1 from batch_row r where r.batch_id = e.batch_id and r.state = 'FAILED') as broken
            from company_export e""";

    private final JdbcClient jdbc;

    ExportTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(long batch, String owner, ExportFormat format, String header, Instant now) {
        jdbc.sql(
                        """
                        insert into company_export (batch_id, owner, format, header, companies, kept, started_at)
                        values (?, ?, ?, ?, 0, true, ?)""")
                .params(batch, owner, format.name(), header, now.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<ExportCard> find(long batch) {
        return jdbc.sql(CARDS + " where e.batch_id = ?")
                .param(batch)
                .query(ExportTables::card)
                .optional();
    }

    List<ExportCard> list(@Nullable String owner, int limit) {
        var condition = owner == null ? "" : " where e.owner = :owner";
        var statement = jdbc.sql(CARDS + condition + " order by e.batch_id desc limit :limit")
                .param("limit", limit);
        return (owner == null ? statement : statement.param("owner", owner))
                .query(ExportTables::card)
                .list();
    }

    String header(long batch) {
        return jdbc.sql("select header from company_export where batch_id = ?")
                .param(batch)
                .query(String.class)
                .single();
    }

    /**
     * Adds rows to a file, unless it has been thrown away. The row of the export is locked by it: who throws the file away meanwhile waits,
     * and finds this part too.
     *
     * @param companies how many are in the part
     */
    void append(long batch, int place, int companies, String content) {
        var isKept = jdbc.sql("update company_export set companies = companies + ? where batch_id = ? and kept = true")
                        .params(companies, batch)
                        .update()
                == 1;
        if (isKept) {
            jdbc.sql("insert into company_export_part (batch_id, place, content) values (?, ?, ?)")
                    .params(batch, place, content)
                    .update();
        }
    }

    /** The first part behind a place. */
    Optional<Part> next(long batch, int after) {
        return jdbc.sql(
                        "select place, content from company_export_part where batch_id = ? and place > ? order by place limit 1")
                .params(batch, after)
                .query((row, number) -> new Part(row.getInt("place"), row.getString("content")))
                .optional();
    }

    /** Some rows of the file. */
    record Part(int place, String content) {}

    void forget(Instant before) {
        forget(jdbc.sql("select batch_id from company_export where kept = true and started_at < ?")
                .param(before.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .list());
    }

    /** Throws files away: first it is said, so that no part is added behind the deletion of the others. */
    void forget(List<Long> batches) {
        if (!batches.isEmpty()) {
            for (var statement : List.of(
                    "update company_export set kept = false where batch_id in (:batches)",
                    "delete from company_export_part where batch_id in (:batches)")) {
                jdbc.sql(statement).param("batches", batches).update();
            }
        }
    }

    private static ExportCard card(ResultSet row, int number) throws SQLException {
        return new ExportCard(
                row.getLong("batch_id"),
                row.getString("owner"),
                ExportFormat.valueOf(row.getString("format")),
                row.getInt("companies"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("kept"),
                row.getBoolean("broken"));
    }
}
