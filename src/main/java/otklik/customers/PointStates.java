package otklik.customers;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.history.History;
import otklik.kernel.Database;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * What is known of phones and addresses, whoever has them: one that bounced is bad in every card, and a corrected one is another one and
 * clean (E65).
 */
@Service
public class PointStates {
    private static final int LONGEST_REASON = 500;
    private static final int MOST_TOLD = 50;

    private final JdbcClient jdbc;
    private final Database database;
    private final Suppressions suppressions;
    private final Policy policy;
    private final History history;
    private final Signals signals;
    private final Clock clock;

    PointStates(
            JdbcClient jdbc,
            Database database,
            Suppressions suppressions,
            Policy policy,
            History history,
            Signals signals,
            Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.suppressions = suppressions;
        this.policy = policy;
        this.history = history;
        this.signals = signals;
        this.clock = clock;
    }

    /** What is known of a point; {@link PointState#VALID} where nothing is. */
    public PointState of(ContactPoint point) {
        return shown(List.of(point)).get(0).state();
    }

    /** The points with what is known of each, in their order. One query. */
    public List<CompanyCard.Point> shown(List<ContactPoint> points) {
        if (points.isEmpty()) {
            return List.of();
        }
        var known = new HashMap<String, CompanyCard.Point>();
        jdbc.sql("select s.kind, s.point_key, s.state, s.reason from point_state s where "
                        + ContactPoint.among("s", "keys"))
                .param("keys", points.stream().map(ContactPoint::key).distinct().toList())
                .query(row -> {
                    var key = row.getString("kind") + row.getString("point_key");
                    var state = PointState.valueOf(row.getString("state"));
                    var reason = row.getString("reason");
                    points.stream()
                            .filter(point -> (point.kind().name() + point.key()).equals(key))
                            .forEach(point -> known.put(key, new CompanyCard.Point(point, state, reason)));
                });
        return points.stream()
                .map(point -> known.getOrDefault(
                        point.kind().name() + point.key(), new CompanyCard.Point(point, PointState.VALID, null)))
                .toList();
    }

    /**
     * Marks a phone or an address; told in the history of each company and person that has it (of fifty at most, for a switchboard).
     * Does nothing where it is marked so already, or a bad one must not be used anyway.
     *
     * @param reason in words of people, at most 500 characters; none where there is nothing to say
     * @throws Refusal also where the client said himself that it must not be used: that is lifted with a right of its own
     */
    @Transactional
    public void mark(ContactPoint point, PointState state, @Nullable String reason) {
        requireMayChange(point);
        var before = of(point);
        var why = reason == null || reason.isBlank() ? null : reason.strip();
        if (why != null && why.length() > LONGEST_REASON) {
            throw new Refusal("customers.company.tooLong", LONGEST_REASON).at("reason");
        }
        if (before == state || state == PointState.BOUNCED && before == PointState.DO_NOT_USE) {
            return;
        }
        if (state == PointState.VALID && suppressions.isSuppressed(point, null)) {
            throw new Refusal("customers.point.suppressed", point.shown());
        }
        jdbc.sql("delete from point_state where kind = ? and point_key = ?")
                .params(point.kind().name(), point.key())
                .update();
        if (state == PointState.VALID || insert(point, state, why)) {
            tell(point, state, why);
        }
    }

    /**
     * Notes that letters to the address come back, whoever works at this moment: the mail server has said so. What is known of it already
     * stays.
     *
     * @param reason in the words of the mail server; cut to 500 characters
     */
    @Transactional
    public void bounced(ContactPoint point, @Nullable String reason) {
        var why = reason == null || reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
        if (insert(point, PointState.BOUNCED, why)) {
            tell(point, PointState.BOUNCED, why);
        }
    }

    /** Whether nothing was known of it before; of two at once only one is the first. */
    private boolean insert(ContactPoint point, PointState state, @Nullable String reason) {
        // A violated key would end the transaction on PostgreSQL; H2 undoes the statement only.
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            return jdbc.sql("insert into point_state (kind, point_key, state, reason, since) values (?, ?, ?, ?, ?)"
                                    + unlessThere)
                            .params(
                                    point.kind().name(),
                                    point.key(),
                                    state.name(),
                                    reason,
                                    clock.instant().atOffset(ZoneOffset.UTC))
                            .update()
                    == 1;
        } catch (DuplicateKeyException marked) {
            return false;
        }
    }

    private void tell(ContactPoint point, PointState state, @Nullable String why) {
        var kind =
                switch (state) {
                    case VALID -> "companyPointValid";
                    case BOUNCED -> "companyPointBounced";
                    case DO_NOT_USE -> "companyPointDoNotUse";
                };
        holders(point)
                .forEach(holder -> history.tell(new History.Change(holder, kind)
                        .from(null, point.shown())
                        .because(why)));
        signals.say(Companies.TOPIC);
    }

    /** Who may change one of the companies that have it may mark it; of a person without a company, whoever may change companies. */
    private void requireMayChange(ContactPoint point) {
        policy.require(Section.COMPANIES, Action.CHANGE);
        var owners = jdbc.sql(
                        """
                        select coalesce(c.responsible, '') from company_point p join company c on c.id = p.company_id
                            where p.kind = :kind and p.point_key = :key
                        union select coalesce(c.responsible, '') from contact_point p join person n on n.id = p.person_id
                            join company c on c.id = n.company_id where p.kind = :kind and p.point_key = :key""")
                .param("kind", point.kind().name())
                .param("key", point.key())
                .query(String.class)
                .list();
        var reach = policy.reach(Section.COMPANIES, Action.CHANGE);
        if (!owners.isEmpty() && owners.stream().noneMatch(owner -> reach.covers(owner.isEmpty() ? null : owner))) {
            throw new Refusal("security.forbidden", Action.CHANGE, Section.COMPANIES);
        }
    }

    private List<String> holders(ContactPoint point) {
        var all = new ArrayList<String>();
        for (var sql : List.of(
                "select c.number from company_point p join company c on c.id = p.company_id",
                "select n.number from contact_point p join person n on n.id = p.person_id")) {
            all.addAll(jdbc.sql(sql + " where p.kind = ? and p.point_key = ? limit " + MOST_TOLD)
                    .params(point.kind().name(), point.key())
                    .query(String.class)
                    .list());
        }
        return all;
    }
}
