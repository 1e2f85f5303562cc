package otklik.customers;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import otklik.customers.CompanyCard.Point;
import otklik.customers.ContactPoint.Kind;
import otklik.kernel.Database;

/** The tables of companies. Rights and checks are the callers' matter. */
@Repository
class CompanyRows {
    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Database database;

    CompanyRows(JdbcClient jdbc, JdbcTemplate template, Database database) {
        this.jdbc = jdbc;
        this.template = template;
        this.database = database;
    }

    /** Writes new companies, many with a fixed number of statements. */
    List<String> insert(List<CompanyForm> forms, List<CustomField> fields, Instant now) {
        var ids = ids(forms.size());
        var at = now.atOffset(ZoneOffset.UTC);
        var companies = new ArrayList<Object[]>();
        var points = new ArrayList<Object[]>();
        var tags = new ArrayList<Object[]>();
        var values = new ArrayList<Object[]>();
        for (int index = 0; index < forms.size(); index++) {
            var form = forms.get(index);
            long id = ids.get(index);
            companies.add(new Object[] {
                id,
                "K-" + id,
                form.name(),
                NameKey.ofCompany(form.name()),
                NameKey.sorting(form.name()),
                none(form.inn()),
                none(form.kpp()),
                none(form.address()),
                form.zone(),
                none(form.note()),
                form.responsible(),
                form.manager(),
                form.inWork(),
                CompanyState.ACTIVE.name(),
                searchText(form),
                at,
                at
            });
            gather(id, form, fields, points, tags, values);
        }
        template.batchUpdate(
                """
                insert into company (id, number, name, name_key, name_sort, inn, kpp, address, zone, note, responsible, manager, in_work,
                    state, search_text, created_at, changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                companies);
        insertParts(points, tags, values);
        wanted(ids);
        return ids.stream().map(id -> "K-" + id).toList();
    }

    /** Puts the form in the place of what is saved. */
    void update(CompanyCard before, CompanyForm form, List<CustomField> fields, Instant now) {
        jdbc.sql(
                        """
                        update company set name = ?, name_key = ?, name_sort = ?, inn = ?, kpp = ?, address = ?, zone = ?, note = ?, responsible = ?,
                            manager = ?, in_work = ?, search_text = ?, changed_at = ?, version = version + 1 where id = ?""")
                .params(
                        form.name(),
                        NameKey.ofCompany(form.name()),
                        NameKey.sorting(form.name()),
                        none(form.inn()),
                        none(form.kpp()),
                        none(form.address()),
                        form.zone(),
                        none(form.note()),
                        form.responsible(),
                        form.manager(),
                        form.inWork(),
                        searchText(form),
                        now.atOffset(ZoneOffset.UTC),
                        before.id())
                .update();
        var points = new ArrayList<Object[]>();
        var tags = new ArrayList<Object[]>();
        var values = new ArrayList<Object[]>();
        gather(before.id(), form, fields, points, tags, values);
        jdbc.sql("delete from company_point where company_id = ?")
                .param(before.id())
                .update();
        jdbc.sql("delete from company_tag where company_id = ?")
                .param(before.id())
                .update();
        jdbc.sql(
                        "delete from custom_value where company_id = ? and field_id in (select id from custom_field where retired = false)")
                .param(before.id())
                .update();
        insertParts(points, tags, values);
        wanted(List.of(before.id()));
    }

    private void insertParts(List<Object[]> points, List<Object[]> tags, List<Object[]> values) {
        template.batchUpdate(
                "insert into company_point (company_id, kind, written, point_key) values (?, ?, ?, ?)", points);
        template.batchUpdate("insert into company_tag (company_id, tag) values (?, ?)", tags);
        rememberTags(tags);
        template.batchUpdate(
                """
                insert into custom_value (company_id, field_id, text_value, text_key, number_value, date_value)
                values (?, ?, ?, ?, ?, ?)""",
                values);
    }

    /** New tags become suggestions; two people may think of the same one at once. */
    private void rememberTags(List<Object[]> rows) {
        var used = rows.stream().map(row -> String.valueOf(row[1])).distinct().toList();
        if (used.isEmpty()) {
            return;
        }
        var known = jdbc.sql("select tag from tag_name where tag in (:tags)")
                .param("tags", used)
                .query(String.class)
                .set();
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        for (var tag : used) {
            if (!known.contains(tag)) {
                try {
                    jdbc.sql("insert into tag_name (tag, tag_key) values (?, ?)" + unlessThere)
                            .params(tag, tag.toLowerCase(Locale.ROOT))
                            .update();
                } catch (DuplicateKeyException thoughtOfTwice) {
                    // It is a suggestion now, whoever was first.
                }
            }
        }
    }

    /** Tags that begin with the text, in order. */
    List<String> tags(String text, int offset, int limit) {
        var beginning = SearchText.literally(text.strip().toLowerCase(Locale.ROOT));
        return jdbc.sql(
                        "select tag from tag_name where tag_key like ? escape '!' order by tag_key, tag limit ? offset ?")
                .params(beginning + "%", limit, offset)
                .query(String.class)
                .list();
    }

    private static void gather(
            long id,
            CompanyForm form,
            List<CustomField> fields,
            List<Object[]> points,
            List<Object[]> tags,
            List<Object[]> values) {
        form.points()
                .forEach(point -> points.add(new Object[] {id, point.kind().name(), point.written(), point.key()}));
        form.tags().forEach(tag -> tags.add(new Object[] {id, tag}));
        fields.forEach(field -> CustomFields.read(field, form.custom().getOrDefault(field.key(), ""))
                .ifPresent(value -> values.add(
                        new Object[] {id, field.id(), value.text(), value.key(), value.number(), value.date()})));
    }

    private List<Long> ids(int count) {
        var rows = database == Database.POSTGRESQL ? "generate_series(1, ?)" : "system_range(1, ?)";
        return jdbc.sql("select nextval('company_number') from " + rows)
                .param(count)
                .query(Long.class)
                .list();
    }

    /** Name, numbers, phones and addresses in small letters: what a search looks through. */
    static String searchText(CompanyForm form) {
        return SearchText.small(form.name() + " " + form.inn() + " "
                + form.points().stream().map(ContactPoint::key).collect(Collectors.joining(" ")));
    }

    Optional<CompanyCard> lock(String number) {
        return jdbc.sql("select id from company where number = ? for update")
                .param(number)
                .query(Long.class)
                .optional()
                .flatMap(id -> all(List.of(number)).stream().findFirst());
    }

    /** In the order of their ids; four queries. */
    List<CompanyCard> all(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        var points = parts(
                numbers,
                """
                select p.company_id, p.kind, p.written, p.point_key, s.state, s.reason from company_point p
                join company c on c.id = p.company_id left join point_state s on s.kind = p.kind and s.point_key = p.point_key
                where c.number in (:numbers) order by p.id""",
                row -> new Point(
                        new ContactPoint(
                                Kind.valueOf(row.getString("kind")),
                                row.getString("written"),
                                row.getString("point_key")),
                        row.getString("state") == null ? PointState.VALID : PointState.valueOf(row.getString("state")),
                        row.getString("reason")));
        var tags = parts(
                numbers,
                "select t.company_id, t.tag from company_tag t join company c on c.id = t.company_id where c.number in (:numbers) order by t.tag",
                row -> row.getString("tag"));
        var values = parts(
                numbers,
                """
                select v.company_id, f.field_key, v.text_value from custom_value v join custom_field f on f.id = v.field_id
                join company c on c.id = v.company_id where c.number in (:numbers) and f.retired = false order by f.place, f.id""",
                row -> Map.entry(row.getString("field_key"), row.getString("text_value")));
        return jdbc.sql("select * from company where number in (:numbers) order by id")
                .param("numbers", numbers)
                .query((row, index) -> {
                    long id = row.getLong("id");
                    return card(
                            row,
                            points.getOrDefault(id, List.of()),
                            tags.getOrDefault(id, List.of()),
                            values.getOrDefault(id, List.of()));
                })
                .list();
    }

    /** Reads a part of a row. */
    private interface PartReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> Map<Long, List<T>> parts(Collection<String> numbers, String sql, PartReader<T> reader) {
        return jdbc
                .sql(sql)
                .param("numbers", numbers)
                .query((row, index) -> Map.entry(row.getLong("company_id"), reader.read(row)))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, HashMap::new, mapping(Map.Entry::getValue, toList())));
    }

    private static CompanyCard card(
            ResultSet row, List<Point> points, List<String> tags, List<Map.Entry<String, String>> values)
            throws SQLException {
        var custom = new LinkedHashMap<String, String>();
        values.forEach(value -> custom.put(value.getKey(), value.getValue()));
        var form = new CompanyForm(
                row.getString("name"),
                text(row, "inn"),
                text(row, "kpp"),
                text(row, "address"),
                row.getString("zone"),
                text(row, "note"),
                row.getString("responsible"),
                row.getString("manager"),
                row.getBoolean("in_work"),
                points.stream().map(Point::point).toList(),
                new LinkedHashSet<>(tags),
                custom);
        return new CompanyCard(
                row.getLong("id"),
                row.getString("number"),
                form,
                CompanyState.valueOf(row.getString("state")),
                points,
                row.getInt("open_activities"),
                instant(row, "next_due"),
                row.getString("next_title"),
                instant(row, "last_contact_at"),
                instant(row, "cycle_refused_at"),
                Objects.requireNonNull(instant(row, "created_at")),
                Objects.requireNonNull(instant(row, "changed_at")),
                row.getLong("version"));
    }

    void plan(String number, int open, @Nullable Instant due, @Nullable String title) {
        jdbc.sql("update company set open_activities = ?, next_due = ?, next_title = ? where number = ?")
                .params(open, utc(due), title, number)
                .update();
    }

    void contacted(String number, Instant at) {
        jdbc.sql(
                        """
                        update company set last_contact_at = :at
                        where number = :number and (last_contact_at is null or last_contact_at < :at)""")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("number", number)
                .update();
    }

    void refused(String number, Instant at) {
        jdbc.sql("update company set cycle_refused_at = ? where number = ?")
                .params(at.atOffset(ZoneOffset.UTC), number)
                .update();
    }

    /** Puts both moments in the place of what is saved. */
    void contact(String number, @Nullable Instant last, @Nullable Instant refused) {
        jdbc.sql("update company set last_contact_at = ?, cycle_refused_at = ? where number = ?")
                .params(utc(last), utc(refused), number)
                .update();
    }

    void state(String number, CompanyState state) {
        jdbc.sql("update company set state = ?, version = version + 1 where number = ?")
                .params(state.name(), number)
                .update();
    }

    void merged(String number, String into) {
        jdbc.sql("update company set state = 'MERGED', merged_into = ?, version = version + 1 where number = ?")
                .params(into, number)
                .update();
    }

    void unmerged(String number, CompanyState state) {
        jdbc.sql("update company set state = ?, merged_into = null, version = version + 1 where number = ?")
                .params(state.name(), number)
                .update();
        wanted(List.of(Long.parseLong(number.substring(2))));
    }

    /** Puts the companies among those whose doubles are looked for. */
    private void wanted(List<Long> ids) {
        template.batchUpdate(
                "insert into company_double_wanted (company_id) values (?)",
                ids.stream().map(id -> new Object[] {id}).toList());
    }

    /** Takes everything out of a company's row but its number, its responsible operator and its dates. */
    void blank(CompanyCard company) {
        deleteParts(company);
        jdbc.sql(
                        """
                        update company set name = number, name_key = lower(number), name_sort = lower(number), inn = null, kpp = null, address = null, note = null,
                            search_text = lower(number), next_due = null, next_title = null, open_activities = 0, in_work = false,
                            state = 'ANONYMISED', merged_into = null, version = version + 1 where id = ?""")
                .param(company.id())
                .update();
    }

    /** Removes a company's row and the rows of its people with all that hangs on them. */
    void delete(CompanyCard company) {
        deleteParts(company);
        var people = " in (select id from person where company_id = :id)";
        jdbc.sql("delete from contact_point where person_id" + people)
                .param("id", company.id())
                .update();
        jdbc.sql("delete from person_double where person_id" + people + " or other_id" + people)
                .param("id", company.id())
                .update();
        jdbc.sql("delete from person where company_id = ?").param(company.id()).update();
        jdbc.sql("delete from company where id = ?").param(company.id()).update();
    }

    private void deleteParts(CompanyCard company) {
        for (var table : List.of("company_point", "company_tag", "custom_value", "company_product", "segment_member")) {
            jdbc.sql("delete from " + table + " where company_id = ?")
                    .param(company.id())
                    .update();
        }
        jdbc.sql("delete from company_double where one_id = :id or other_id = :id")
                .param("id", company.id())
                .update();
    }

    Optional<String> ofPerson(String person) {
        return jdbc.sql("select c.number from company c join person p on p.company_id = c.id where p.number = ?")
                .param(person)
                .query(String.class)
                .optional();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static String text(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? "" : text;
    }

    private static @Nullable String none(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The numbers of the company and of its people. */
    List<String> withPeople(String number) {
        return jdbc.sql(
                        """
                        select number from company where number = :number
                        union all select p.number from person p join company c on c.id = p.company_id where c.number = :number""")
                .param("number", number)
                .query(String.class)
                .list();
    }
}
