package otklik.customers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * Sets of companies with names (S1.39): a dynamic one is a saved filter and holds what the filter finds now, for the person who looks; a
 * frozen one keeps the members of the moment, as far as the person who froze it could see them.
 */
@Service
public class Segments {
    /** Topic of every change of a segment. */
    public static final String TOPIC = "segments";

    static final int MOST = 200;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_QUERY = 2000;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Policy policy;
    private final History history;
    private final Signals signals;
    private final Clock clock;

    Segments(JdbcClient jdbc, JdbcTemplate template, Policy policy, History history, Signals signals, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.policy = policy;
        this.history = history;
        this.signals = signals;
        this.clock = clock;
    }

    /** Business key of a segment in the timeline. */
    public static String caseKey(long id) {
        return "segment:" + id;
    }

    /** The person's own and the shared ones, by name. */
    public List<Segment> all() {
        return jdbc.sql("select * from segment where owner = ? or shared = true order by name, id limit " + MOST)
                .param(me())
                .query(Segments::segment)
                .list();
    }

    /** One of those that the person is offered; a step of a process, which acts for nobody, finds each. */
    public Optional<Segment> find(long id) {
        return jdbc.sql("select * from segment where id = ? and (owner = ? or shared = true or ? = '')")
                .params(id, me(), me())
                .query(Segments::segment)
                .optional();
    }

    /** Saves a filter as a dynamic segment. */
    @Transactional
    public Segment save(String name, CompanyFilter filter, boolean shared) {
        return insert(name, filter, false, shared);
    }

    /** An empty frozen segment, whose members {@link FreezeSegment} writes down in the same name. */
    @Transactional
    Segment prepareFrozen(String name, CompanyFilter filter, boolean shared) {
        return insert(name, filter, true, shared);
    }

    private Segment insert(String name, CompanyFilter filter, boolean frozen, boolean shared) {
        policy.require(Section.COMPANIES, Action.VIEW);
        var trimmed = name.strip();
        if (trimmed.isEmpty() || trimmed.length() > LONGEST_NAME) {
            throw new Refusal("customers.segment.nameWrong", LONGEST_NAME).at("name");
        }
        var query = filter.query();
        if (query.length() > LONGEST_QUERY) {
            throw new Refusal("customers.segment.tooLong").at("name");
        }
        if (shared && !mayShare()) {
            throw new Refusal("customers.segment.mayNotShare").at("shared");
        }
        if (all().size() >= MOST) {
            throw new Refusal("customers.segment.tooMany", MOST).at("name");
        }
        if (all().stream().anyMatch(other -> other.name().equalsIgnoreCase(trimmed))) {
            throw new Refusal("customers.segment.nameTaken", trimmed).at("name");
        }
        var key = new GeneratedKeyHolder();
        jdbc.sql(
                        "insert into segment (name, query, frozen, filling, shared, owner, created_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        trimmed,
                        query,
                        frozen,
                        frozen,
                        shared,
                        me(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKey()).longValue();
        history.tell(new History.Change(caseKey(id), frozen ? "segmentFrozen" : "segmentSaved").from(null, trimmed));
        signals.say(TOPIC);
        return find(id).orElseThrow();
    }

    /** Writes members of a frozen segment down; those that are there already stay. */
    void enter(long id, List<String> numbers) {
        template.batchUpdate(
                """
                insert into segment_member (segment_id, company_id) select ?, c.id from company c where c.number = ?
                    and not exists (select 1 from segment_member m where m.segment_id = ? and m.company_id = c.id)""",
                numbers.stream().map(number -> new Object[] {id, number, id}).toList());
    }

    void filled(long id) {
        jdbc.sql("update segment set filling = false where id = ?").param(id).update();
        signals.say(TOPIC);
    }

    /** Whether the person may offer segments to everybody: whoever may give companies to others. */
    public boolean mayShare() {
        return policy.may(Section.COMPANIES, Action.ASSIGN);
    }

    /** Whether the person may delete the segment: his own, or a shared one if he may share. */
    public boolean mayRemove(Segment segment) {
        return segment.owner().equals(me()) || segment.shared() && mayShare();
    }

    /** Deletes the segment; its companies stay as they are. What is gone already is no error. */
    @Transactional
    public void remove(Segment segment) {
        if (!mayRemove(segment)) {
            throw new Refusal("customers.segment.notYours", segment.name());
        }
        if (jdbc.sql("delete from segment where id = ?").param(segment.id()).update() > 0) {
            history.tell(new History.Change(caseKey(segment.id()), "segmentRemoved").from(segment.name(), null));
            signals.say(TOPIC);
        }
    }

    private static String me() {
        return CurrentUser.login().orElse("");
    }

    private static Segment segment(ResultSet row, int number) throws SQLException {
        return new Segment(
                row.getLong("id"),
                row.getString("name"),
                row.getString("query"),
                row.getBoolean("frozen"),
                row.getBoolean("filling"),
                row.getBoolean("shared"),
                row.getString("owner"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
