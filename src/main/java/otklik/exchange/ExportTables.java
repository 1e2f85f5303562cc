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

    void counted(long batch, int companies) {
        jdbc.sql("update company_export set companies = ? where batch_id = ?")
                .params(companies, batch)
                .update();
    }

    Optional<ExportCard> find(long batch) {
        return jdbc.sql("select * from company_export where batch_id = ?")
                .param(batch)
                .query(ExportTables::card)
                .optional();
    }

    List<ExportCard> list(@Nullable String owner, int limit) {
        var condition = owner == null ? "" : " where owner = :owner";
        var statement = jdbc.sql("select * from company_export" + condition + " order by batch_id desc limit :limit")
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

    void append(long batch, int place, String content) {
        jdbc.sql("insert into company_export_part (batch_id, place, content) values (?, ?, ?)")
                .params(batch, place, content)
                .update();
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
        var at = before.atOffset(ZoneOffset.UTC);
        jdbc.sql(
                        "delete from company_export_part where batch_id in (select batch_id from company_export where kept = true and started_at < ?)")
                .param(at)
                .update();
        jdbc.sql("update company_export set kept = false where kept = true and started_at < ?")
                .param(at)
                .update();
    }

    private static ExportCard card(ResultSet row, int number) throws SQLException {
        return new ExportCard(
                row.getLong("batch_id"),
                row.getString("owner"),
                ExportFormat.valueOf(row.getString("format")),
                row.getInt("companies"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("kept"));
    }
}
