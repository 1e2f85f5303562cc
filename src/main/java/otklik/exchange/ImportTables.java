package otklik.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.Charset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The tables of imports. */
@Repository
class ImportTables {
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final TypeReference<List<List<String>>> ROWS = new TypeReference<>() {};
    private static final String CARD =
            """
            select id, owner, file_name, size, format, charset, delimiter, header, preview, row_count, unreadable, plan, check_batch,
                run_batch, uploaded_at from company_import""";

    private static final String UNJUDGED =
            """
            r.batch_id = ? and r.state = 'FAILED' and not exists
                (select 1 from import_verdict v where v.batch_id = r.batch_id and v.place = r.place)""";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final ObjectMapper json;

    ImportTables(JdbcClient jdbc, JdbcTemplate template, ObjectMapper json) {
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
    }

    long insert(String owner, String name, byte[] content, FileLook look, ImportPlan plan, Instant now) {
        var key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        insert into company_import (owner, file_name, size, content, format, charset, delimiter, header, preview, row_count,
                            unreadable, plan, uploaded_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        owner,
                        name,
                        content.length,
                        content,
                        look.format().name(),
                        look.charset() == null ? null : look.charset().name(),
                        look.delimiter() == null ? null : look.delimiter().toString(),
                        write(look.header()),
                        write(look.preview()),
                        look.rows(),
                        look.unreadable(),
                        write(plan),
                        now.atOffset(ZoneOffset.UTC))
                .update(key, "id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    Optional<ImportCard> find(long id) {
        return jdbc.sql(CARD + " where id = ?").param(id).query(this::card).optional();
    }

    /** The import, locked until the transaction ends. */
    Optional<ImportCard> lock(long id) {
        return jdbc.sql(CARD + " where id = ? for update")
                .param(id)
                .query(this::card)
                .optional();
    }

    List<ImportCard> list(@Nullable String owner, int limit) {
        return jdbc.sql(
                        CARD
                                + " where (cast(:owner as varchar(64)) is null or owner = :owner) order by id desc limit :limit")
                .param("owner", owner)
                .param("limit", limit)
                .query(this::card)
                .list();
    }

    /** The file as it came; none when it was kept long enough. */
    Optional<byte[]> content(long id) {
        return jdbc.sql("select content from company_import where id = ? and content is not null")
                .param(id)
                .query((row, number) -> row.getBytes("content"))
                .optional();
    }

    void look(long id, FileLook look, ImportPlan plan) {
        jdbc.sql(
                        """
                        update company_import set charset = ?, delimiter = ?, header = ?, preview = ?, row_count = ?,
                            unreadable = ?, plan = ?, check_batch = null where id = ?""")
                .params(
                        look.charset() == null ? null : look.charset().name(),
                        look.delimiter() == null ? null : look.delimiter().toString(),
                        write(look.header()),
                        write(look.preview()),
                        look.rows(),
                        look.unreadable(),
                        write(plan),
                        id)
                .update();
    }

    void plan(long id, ImportPlan plan) {
        jdbc.sql("update company_import set plan = ? where id = ?")
                .params(write(plan), id)
                .update();
    }

    void checkedBy(long id, @Nullable Long batch) {
        jdbc.sql("update company_import set check_batch = ? where id = ?")
                .params(batch, id)
                .update();
    }

    void runBy(long id, long batch) {
        jdbc.sql("update company_import set run_batch = ? where id = ?")
                .params(batch, id)
                .update();
    }

    Optional<Long> ofBatch(long batch) {
        return jdbc.sql("select id from company_import where check_batch = :batch or run_batch = :batch")
                .param("batch", batch)
                .query(Long.class)
                .optional();
    }

    /** Imports given before a moment of which rows are still kept; at most so many. */
    List<Long> old(Instant before, int limit) {
        return jdbc.sql("select id from company_import where uploaded_at < ? and preview <> '[]' order by id limit ?")
                .params(before.atOffset(ZoneOffset.UTC), limit)
                .query(Long.class)
                .list();
    }

    void forgetPreview(long id) {
        jdbc.sql("update company_import set preview = '[]' where id = ?")
                .param(id)
                .update();
    }

    /** Takes away what is kept of the files in which the company stood, but for those that are still to be imported. */
    void forgetOf(String company) {
        jdbc.sql(
                        """
                        update company_import set preview = '[]', content = null
                        where run_batch in (select batch_id from batch_row where subject = ?)""")
                .param(company)
                .update();
    }

    /** The version that a company has since a row of the batch was taken back; empty when none was. */
    Optional<Long> takenBack(long batch, String company) {
        return jdbc.sql("select version from import_taken_back where batch_id = ? and company = ?")
                .params(batch, company)
                .query(Long.class)
                .optional();
    }

    void takenBack(long batch, String company, long version) {
        jdbc.sql("delete from import_taken_back where batch_id = ? and company = ?")
                .params(batch, company)
                .update();
        jdbc.sql("insert into import_taken_back (batch_id, company, version) values (?, ?, ?)")
                .params(batch, company, version)
                .update();
    }

    void forgetFiles(Instant before) {
        jdbc.sql("update company_import set content = null where uploaded_at < ? and content is not null")
                .param(before.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What the person chose for columns with these names. */
    Map<String, String> remembered(String owner, Collection<String> names) {
        var found = new java.util.HashMap<String, String>();
        jdbc.sql("select column_name, target from import_mapping where owner = :owner and column_name in (:names)")
                .param("owner", owner)
                .param("names", names)
                .query(row -> {
                    found.put(row.getString("column_name"), row.getString("target"));
                });
        return found;
    }

    /** @param targets by the name of the column; an empty one: it is not imported */
    void remember(String owner, Map<String, String> targets) {
        jdbc.sql("delete from import_mapping where owner = :owner and column_name in (:names)")
                .param("owner", owner)
                .param("names", targets.keySet())
                .update();
        template.batchUpdate(
                "insert into import_mapping (owner, column_name, target) values (?, ?, ?)",
                targets.entrySet().stream()
                        .map(target -> new Object[] {owner, target.getKey(), target.getValue()})
                        .toList());
    }

    void verdicts(long batch, Map<Integer, Verdict> verdicts) {
        template.batchUpdate(
                "insert into import_verdict (batch_id, place, verdict) values (?, ?, ?)",
                verdicts.entrySet().stream()
                        .map(row -> new Object[] {
                            batch, row.getKey(), row.getValue().name()
                        })
                        .toList());
    }

    /** How many rows of the batch were judged how; those that failed were judged by nobody and are left out. */
    Map<Verdict, Integer> counts(long batch) {
        var counts = new EnumMap<Verdict, Integer>(Verdict.class);
        jdbc.sql("select verdict, count(*) as n from import_verdict where batch_id = ? group by verdict")
                .param(batch)
                .query(row -> {
                    counts.put(Verdict.valueOf(row.getString("verdict")), row.getInt("n"));
                });
        return counts;
    }

    /** How many rows of the batch failed and were judged by nobody; one that could not be taken back was judged before. */
    int unjudged(long batch) {
        return jdbc.sql("select count(*) from batch_row r where " + UNJUDGED)
                .param(batch)
                .query(Integer.class)
                .single();
    }

    /** Their places, in their order. */
    List<Integer> unjudged(long batch, int offset, int limit) {
        return jdbc.sql("select r.place from batch_row r where " + UNJUDGED + " order by r.place limit ? offset ?")
                .params(batch, limit, offset)
                .query(Integer.class)
                .list();
    }

    /** Places of the rows that were judged so, in their order. */
    List<Integer> places(long batch, Verdict verdict, int offset, int limit) {
        return jdbc.sql(
                        "select place from import_verdict where batch_id = ? and verdict = ? order by place limit ? offset ?")
                .params(batch, verdict.name(), limit, offset)
                .query(Integer.class)
                .list();
    }

    String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The row as it came; an empty one where it was kept long enough. */
    FileLine line(String payload) {
        if (payload.isEmpty()) {
            return new FileLine(0, List.of(), null);
        }
        try {
            return json.readValue(payload, FileLine.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ImportCard card(ResultSet row, int number) throws SQLException {
        try {
            var charset = row.getString("charset");
            var delimiter = row.getString("delimiter");
            return new ImportCard(
                    row.getLong("id"),
                    row.getString("owner"),
                    row.getString("file_name"),
                    row.getLong("size"),
                    FileFormat.valueOf(row.getString("format")),
                    charset == null ? null : Charset.forName(charset).name(),
                    delimiter == null ? null : delimiter.charAt(0),
                    json.readValue(row.getString("header"), NAMES),
                    json.readValue(row.getString("preview"), ROWS),
                    row.getInt("row_count"),
                    row.getInt("unreadable"),
                    json.readValue(row.getString("plan"), ImportPlan.class),
                    (Long) row.getObject("check_batch"),
                    (Long) row.getObject("run_batch"),
                    row.getObject("uploaded_at", OffsetDateTime.class).toInstant());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
