package otklik.customers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.security.CurrentUser;

/** The tables of merges of companies and of people. */
@Repository
class MergeRows {
    private static final int MOST = 20;

    private final JdbcClient jdbc;
    private final Parameters parameters;
    private final Clock clock;

    MergeRows(JdbcClient jdbc, Parameters parameters, Clock clock) {
        this.jdbc = jdbc;
        this.parameters = parameters;
        this.clock = clock;
    }

    long insert(String from, String into, @Nullable String before, @Nullable String after) {
        var now = clock.instant();
        var key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        insert into customer_merge (from_number, into_number, merged_at, merged_by, until_at, before_into, after_into)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        from,
                        into,
                        now.atOffset(ZoneOffset.UTC),
                        CurrentUser.login().orElse(null),
                        now.plus(parameters.duration(Parameter.CUSTOMER_MERGE_UNDO))
                                .atOffset(ZoneOffset.UTC),
                        before,
                        after)
                .update(key, "id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    void part(long merge, String part, String record) {
        jdbc.sql("insert into customer_merge_part (merge_id, part, record) values (?, ?, ?)")
                .params(merge, part, record)
                .update();
    }

    /** Lets each part move what it keeps, and writes down what it needs to move that back. */
    void move(long merge, String from, String into, Stream<? extends Merging> all) {
        all.forEach(part -> part(merge, part.part(), part.move(from, into)));
    }

    /** Lets each part that has moved something move that back. */
    static void back(CustomerMerge merge, Map<String, String> records, Stream<? extends Merging> all) {
        all.filter(part -> records.containsKey(part.part()))
                .forEach(part -> part.back(merge.from(), merge.into(), records.getOrDefault(part.part(), "")));
    }

    Map<String, String> parts(long merge) {
        var parts = new LinkedHashMap<String, String>();
        jdbc.sql("select part, record from customer_merge_part where merge_id = ?")
                .param(merge)
                .query((row, index) -> parts.put(row.getString("part"), row.getString("record")))
                .list();
        return parts;
    }

    /** Merges in which the company or the person takes part and that can still be taken back, the newest first. */
    List<CustomerMerge> undoable(String number) {
        return jdbc.sql(
                        """
                        select * from customer_merge where (from_number = :number or into_number = :number)
                            and undone_at is null and until_at > :now order by id desc limit :most""")
                .param("number", number)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("most", MOST)
                .query(MergeRows::merge)
                .list();
    }

    /** Locked until the transaction ends: of two who take it back, the second finds it done. */
    Optional<Full> lock(long id) {
        return jdbc.sql("select * from customer_merge where id = ? for update")
                .param(id)
                .query((row, index) -> new Full(
                        merge(row, index),
                        row.getObject("undone_at", OffsetDateTime.class) != null
                                || !row.getObject("until_at", OffsetDateTime.class)
                                        .toInstant()
                                        .isAfter(clock.instant()),
                        row.getString("before_into"),
                        row.getString("after_into")))
                .optional();
    }

    /** @param over taken back already, or too late for it */
    record Full(CustomerMerge merge, boolean over, @Nullable String before, @Nullable String after) {}

    void undone(long id) {
        jdbc.sql("update customer_merge set undone_at = ?, undone_by = ? where id = ?")
                .params(
                        clock.instant().atOffset(ZoneOffset.UTC),
                        CurrentUser.login().orElse(null),
                        id)
                .update();
    }

    /** Companies that were joined with these, also by way of others. */
    Set<String> companiesIn(Collection<String> numbers) {
        return joined("company", numbers);
    }

    /** People who were joined with these, also by way of others. */
    Set<String> peopleIn(Collection<String> numbers) {
        return joined("person", numbers);
    }

    private Set<String> joined(String table, Collection<String> numbers) {
        var found = new LinkedHashSet<String>();
        var newest = List.copyOf(numbers);
        while (!newest.isEmpty()) {
            newest = jdbc.sql("select number from " + table + " where merged_into in (:numbers) order by id")
                    .param("numbers", newest)
                    .query(String.class)
                    .list();
            newest = newest.stream().filter(found::add).toList();
        }
        return found;
    }

    /** Whether somebody wants the company deleted and nobody has decided yet. */
    boolean isDeletionAsked(String company) {
        return jdbc.sql("select count(*) from company_deletion where company = ? and state = 'ASKED'")
                        .param(company)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private static CustomerMerge merge(ResultSet row, int index) throws SQLException {
        return new CustomerMerge(
                row.getLong("id"),
                row.getString("from_number"),
                row.getString("into_number"),
                row.getObject("merged_at", OffsetDateTime.class).toInstant(),
                row.getString("merged_by"),
                row.getObject("until_at", OffsetDateTime.class).toInstant());
    }
}
