package otklik.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import otklik.kernel.Database;
import otklik.requests.OldLeads.Filter;

/** The table of old leads and what is linked with them. */
@Repository
class OldLeadRows {
    private static final String SELECT =
            """
            select l.*, c.name as company_name, p.name as person_name, w.assignee as holder,
                (select count(*) from old_lead_link k where k.lead_id = l.id) as links
            from old_lead l left join company c on c.number = l.company left join person p on p.number = l.person
                left join work_item w on w.business_key = l.case_key and w.process_key = 'lead-recovery'
            """;
    private static final String OPEN = "('RESTING', 'READY')";
    private static final int LINKS = 50;

    private final JdbcClient jdbc;
    private final Database database;
    private final Clock clock;

    OldLeadRows(JdbcClient jdbc, Database database, Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.clock = clock;
    }

    /** What a new one is made of. */
    record Made(
            LeadSource source,
            @Nullable String company,
            @Nullable String person,
            @Nullable String address,
            String title,
            String queue,
            Instant readyAt,
            String by,
            @Nullable String batch) {}

    /** Writes one; the number of the one that the case has already, which then rests anew. */
    OldLead put(@Nullable String caseKey, Made made) {
        var known = caseKey == null ? Optional.<OldLead>empty() : ofCase(caseKey);
        if (known.isPresent()) {
            move(known.get().caseKey(), LeadState.RESTING, made.readyAt());
            return byNumber(known.get().number()).orElseThrow();
        }
        var number = "OL-"
                + jdbc.sql("select nextval('old_lead_number')")
                        .query(Long.class)
                        .single();
        jdbc.sql(
                        """
                        insert into old_lead (number, case_key, source, state, company, person, address, title, queue, ready_at,
                            created_at, created_by, batch)
                        values (?, ?, ?, 'RESTING', ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        number,
                        caseKey == null ? number : caseKey,
                        made.source().name(),
                        made.company(),
                        made.person(),
                        made.address(),
                        made.title(),
                        made.queue(),
                        utc(made.readyAt()),
                        utc(clock.instant()),
                        made.by(),
                        made.batch())
                .update();
        return byNumber(number).orElseThrow();
    }

    Optional<OldLead> byNumber(String number) {
        return jdbc.sql(SELECT + " where l.number = ?")
                .param(number)
                .query(OldLeadRows::lead)
                .optional();
    }

    Optional<OldLead> ofCase(String caseKey) {
        return jdbc.sql(SELECT + " where l.case_key = ?")
                .param(caseKey)
                .query(OldLeadRows::lead)
                .optional();
    }

    /** The row of a case, the caller's until his transaction ends. */
    Optional<LeadState> lock(String caseKey) {
        return jdbc.sql("select state from old_lead where case_key = ? for update")
                .param(caseKey)
                .query(String.class)
                .optional()
                .map(LeadState::valueOf);
    }

    boolean move(String caseKey, LeadState state, Instant readyAt) {
        return jdbc.sql(
                                "update old_lead set state = ?, ready_at = ?, closed_at = ?, version = version + 1 where case_key = ?")
                        .params(state.name(), utc(readyAt), state.isOpen() ? null : utc(clock.instant()), caseKey)
                        .update()
                == 1;
    }

    /** Whether the company or one of its people is in the pool, or has asked not to be. */
    Optional<LeadState> standing(String company) {
        return jdbc.sql(
                        """
                        select state from old_lead where (company = :company
                            or person in (select p.number from person p join company c on c.id = p.company_id where c.number = :company))
                            and state in ('RESTING', 'READY', 'NEVER')
                        order by case state when 'NEVER' then 0 else 1 end limit 1""")
                .param("company", company)
                .query(String.class)
                .optional()
                .map(LeadState::valueOf);
    }

    /** Whether the company, one of its people or the person has asked never to be asked again, in another lead than this one. */
    boolean saidNever(@Nullable String company, @Nullable String person, long except) {
        return jdbc.sql(
                                """
                                select count(*) from old_lead where state = 'NEVER' and id <> :except and (company = :company
                                    or person = :person
                                    or person in (select p.number from person p join company c on c.id = p.company_id
                                        where c.number = :company))""")
                        .param("company", company == null ? "" : company)
                        .param("person", person == null ? "" : person)
                        .param("except", except)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Whether somebody has the task of the case in hand; the task is the caller's until his transaction ends. */
    boolean isHeld(String caseKey) {
        return jdbc.sql(
                        "select assignee from work_item where business_key = ? and process_key = 'lead-recovery' for update")
                .param(caseKey)
                .query((row, index) -> row.getString("assignee") != null)
                .list()
                .contains(true);
    }

    /** Whom the order of work has in hand with the task. */
    Optional<String> contactOf(String task) {
        return jdbc.sql("select contact from work_item where task_id = ? and contact is not null")
                .param(task)
                .query(String.class)
                .optional();
    }

    boolean hasOpenRequest(String company) {
        return jdbc.sql(
                                """
                                select count(*) from request where status in (:open) and person in
                                    (select p.number from person p join company c on c.id = p.company_id where c.number = :company)""")
                        .param(
                                "open",
                                java.util.Arrays.stream(RequestStatus.values())
                                        .filter(RequestStatus::isOpen)
                                        .map(Enum::name)
                                        .toList())
                        .param("company", company)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    List<OldLead> openOfCompany(String company) {
        return jdbc.sql(SELECT + " where l.company = ? and l.state in " + OPEN + " order by l.id limit " + LINKS)
                .param(company)
                .query(OldLeadRows::lead)
                .list();
    }

    List<OldLead> list(Filter filter, int offset, int limit) {
        var query =
                jdbc.sql(SELECT + where(filter) + " order by l.state, l.ready_at, l.id limit :limit offset :offset");
        return bind(query, filter)
                .param("limit", limit)
                .param("offset", offset)
                .query(OldLeadRows::lead)
                .list();
    }

    int count(Filter filter) {
        return bind(jdbc.sql("select count(*) from old_lead l" + where(filter)), filter)
                .query(Integer.class)
                .single();
    }

    /** How many are in the pool of each source. */
    Map<LeadSource, Integer> bySource() {
        var counts = new EnumMap<LeadSource, Integer>(LeadSource.class);
        jdbc.sql("select source, count(*) as leads from old_lead where state in " + OPEN + " group by source")
                .query((row, index) -> counts.put(LeadSource.valueOf(row.getString("source")), row.getInt("leads")))
                .list();
        return counts;
    }

    private static String where(Filter filter) {
        return " where "
                + (filter.state() == null ? "l.state in " + OPEN : "l.state = :state")
                + (filter.source() == null ? "" : " and l.source = :source");
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec query, Filter filter) {
        var bound = filter.state() == null
                ? query
                : query.param("state", filter.state().name());
        return filter.source() == null
                ? bound
                : bound.param("source", filter.source().name());
    }

    /** Links records; those that are linked already stay as they are. */
    void link(long lead, Collection<String> keys) {
        // A violated key would end the transaction on PostgreSQL; H2 undoes the statement only.
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        for (var key : keys) {
            try {
                jdbc.sql("insert into old_lead_link (lead_id, linked_key) values (?, ?)" + unlessThere)
                        .params(lead, key)
                        .update();
            } catch (org.springframework.dao.DuplicateKeyException linked) {
                // That is all that is wanted.
            }
        }
    }

    void unlink(long lead, String key) {
        jdbc.sql("delete from old_lead_link where lead_id = ? and linked_key = ?")
                .params(lead, key)
                .update();
    }

    List<String> links(long lead) {
        return jdbc.sql("select linked_key from old_lead_link where lead_id = ? order by linked_key limit " + LINKS)
                .param(lead)
                .query(String.class)
                .list();
    }

    /** The titles of requests and activities and the names of people, by number. */
    Map<String, String> titles(Collection<String> keys) {
        var titles = new HashMap<String, String>();
        if (!keys.isEmpty()) {
            jdbc.sql(
                            """
                            select number, title as called from request where number in (:keys)
                            union all select number, title as called from activity where number in (:keys)
                            union all select number, name as called from person where number in (:keys)""")
                    .param("keys", keys)
                    .query((row, index) -> titles.put(row.getString("number"), row.getString("called")))
                    .list();
        }
        return titles;
    }

    /** The people of a company and their requests, the newest ones. */
    List<String> relatives(String company) {
        return jdbc.sql(
                        """
                        select number from (
                            select number, created_at from person where company_id = (select id from company where number = :company)
                            union all
                            select r.number, r.opened_at as created_at from request r where r.person in
                                (select p.number from person p join company c on c.id = p.company_id where c.number = :company)
                        ) related order by created_at desc limit 40""")
                .param("company", company)
                .query(String.class)
                .list();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static OldLead lead(ResultSet row, int index) throws SQLException {
        return new OldLead(
                row.getLong("id"),
                row.getString("number"),
                row.getString("case_key"),
                LeadSource.valueOf(row.getString("source")),
                LeadState.valueOf(row.getString("state")),
                row.getString("company"),
                row.getString("company_name"),
                row.getString("person"),
                row.getString("person_name"),
                row.getString("address"),
                row.getString("title"),
                row.getString("queue"),
                row.getObject("ready_at", OffsetDateTime.class).toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                row.getString("batch"),
                row.getString("holder"),
                row.getInt("links"));
    }
}
