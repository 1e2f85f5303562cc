package otklik.customers;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.customers.Suppression.Scope;
import otklik.history.History;
import otklik.kernel.Database;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * Who must not be written to or called. Kept by the hash of the normalised phone or address, so that it outlives the deletion of the
 * address and holds again when it is imported anew (G3, E66). Every outgoing step asks here at the moment of sending.
 */
@Service
public class Suppressions {
    private static final int REASON = 500;
    private static final int TOPIC = 200;
    private static final int CHUNK = 1000;
    private static final String INN = "INN";

    private final JdbcClient jdbc;
    private final Database database;
    private final InstallationSecret secret;
    private final History history;
    private final Policy policy;
    private final Signals signals;
    private final Clock clock;

    Suppressions(
            JdbcClient jdbc,
            Database database,
            InstallationSecret secret,
            History history,
            Policy policy,
            Signals signals,
            Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.secret = secret;
        this.history = history;
        this.policy = policy;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * Writes down that this one phone or address is not wanted; whoever else of the same company has another one is not touched (E63).
     * Said twice, the first time counts; it stands by itself beside what a company of his said as a whole.
     *
     * @param topic what {@link Scope#KIND} is about, or which mailing {@link Scope#THIS}; not looked at for {@link Scope#ALL}
     * @param reason for people; at most 500 characters are kept
     * @param letter key or number of the letter by which the client said it
     */
    @Transactional
    public void suppress(
            ContactPoint point, Scope scope, @Nullable String topic, String reason, @Nullable String letter) {
        write(hash(point), point.kind().name(), scope, topic, reason, letter, null);
        if (scope == Scope.ALL) {
            doNotUse(point, reason);
        }
        owners(List.of(point))
                .forEach(owner -> history.tell(new History.Change(owner, "pointSuppressed")
                        .from(null, point.shown())
                        .because(reason)));
        signals.say(Companies.TOPIC);
    }

    /** The whole company does not want anything: all its points and those of its people. Gives back how many were new. */
    int suppressCompany(String company, String inn, Collection<ContactPoint> points, String reason) {
        var fresh = 0;
        for (var point : points) {
            if (write(hash(point), point.kind().name(), Scope.ALL, null, reason, null, company)) {
                doNotUse(point, reason);
                fresh++;
            }
        }
        if (!inn.isEmpty()) {
            write(hashOfInn(inn), INN, Scope.ALL, null, reason, null, company);
        }
        return fresh;
    }

    /**
     * Takes back what was written down for the company as a whole; what single people of it said, and what somebody marked by hand for
     * another reason, stays.
     */
    void liftCompany(String company, Collection<ContactPoint> points) {
        var reasons = jdbc.sql("select distinct reason from suppression where company = ?")
                .param(company)
                .query(String.class)
                .list();
        if (reasons.isEmpty()) {
            return;
        }
        jdbc.sql("delete from suppression where company = ?").param(company).update();
        var still = of(points);
        for (var point : points) {
            jdbc.sql(
                            """
                            delete from point_state
                            where kind = :kind and point_key = :key and state = :state and reason in (:reasons)""")
                    .param("kind", point.kind().name())
                    .param("key", point.key())
                    .param("state", PointState.DO_NOT_USE.name())
                    .param("reasons", reasons)
                    .update();
            still.getOrDefault(point, List.of()).stream()
                    .filter(said -> said.stops(null, null))
                    .findFirst()
                    .ifPresent(said -> doNotUse(point, said.reason()));
        }
    }

    /**
     * Takes back everything that was written down for one phone or address.
     *
     * @throws Refusal without a reason, and without the right to delete each company whose point it is: that is the right to decide who is
     *     left alone
     */
    @Transactional
    public void lift(ContactPoint point, String reason) {
        requireMayLift(point);
        var why = QuietCompanies.checked(reason);
        var lifted = jdbc.sql("delete from suppression where point_hash = ? and kind = ?")
                .params(hash(point), point.kind().name())
                .update();
        usable(point);
        if (lifted > 0) {
            owners(List.of(point))
                    .forEach(owner -> history.tell(new History.Change(owner, "pointAllowed")
                            .from(point.shown(), null)
                            .because(why)));
            signals.say(Companies.TOPIC);
        }
    }

    private void requireMayLift(ContactPoint point) {
        var responsible = jdbc.sql(
                        """
                        select coalesce(c.responsible, '') from company c join company_point p on p.company_id = c.id
                        where p.kind = :kind and p.point_key = :key
                        union select coalesce(c.responsible, '') from company c join person p on p.company_id = c.id
                        join contact_point x on x.person_id = p.id where x.kind = :kind and x.point_key = :key""")
                .param("kind", point.kind().name())
                .param("key", point.key())
                .query(String.class)
                .list();
        if (responsible.isEmpty()) {
            policy.require(Section.COMPANIES, Action.DELETE, null, null);
        }
        responsible.forEach(
                login -> policy.require(Section.COMPANIES, Action.DELETE, login.isEmpty() ? null : login, null));
    }

    /** Whether a letter of the topic must not go to the point. */
    public boolean isSuppressed(ContactPoint point, @Nullable String topic) {
        return !suppressed(List.of(point), topic).isEmpty();
    }

    /** Whether one of the points, or its company, wants nothing at all. */
    public boolean isSuppressed(Collection<ContactPoint> points) {
        return !suppressed(points, null).isEmpty();
    }

    /** Those of the points to which a letter of the topic must not go. One query for each thousand points. */
    public Set<ContactPoint> suppressed(Collection<ContactPoint> points, @Nullable String topic) {
        var stopped = new LinkedHashSet<ContactPoint>();
        of(points).forEach((point, all) -> {
            if (all.stream().anyMatch(one -> one.stops(topic, null))) {
                stopped.add(point);
            }
        });
        return stopped;
    }

    /** Why a letter must not go to the point; empty when it may. */
    Optional<Suppression> stopping(ContactPoint point, @Nullable String topic, @Nullable String mailing) {
        return of(List.of(point)).getOrDefault(point, List.of()).stream()
                .filter(one -> one.stops(topic, mailing))
                .findFirst();
    }

    /** What is written down for the points, for people to read; points without anything are left out. */
    public Map<ContactPoint, List<Suppression>> of(Collection<ContactPoint> points) {
        var byHash = new HashMap<String, List<ContactPoint>>();
        points.forEach(point -> byHash.computeIfAbsent(point.kind().name() + hash(point), key -> new ArrayList<>())
                .add(point));
        var found = new LinkedHashMap<ContactPoint, List<Suppression>>();
        rows(points.stream().map(this::hash).distinct().toList())
                .forEach(row -> byHash.getOrDefault(row.kind() + row.hash(), List.of())
                        .forEach(point -> found.computeIfAbsent(point, key -> new ArrayList<>())
                                .add(row.suppression())));
        return found;
    }

    /** What is written down for taxpayer numbers: their company may come again with other phones (E66). Numbers without are left out. */
    public Map<String, Suppression> suppressedInns(Collection<String> inns) {
        var byHash = new HashMap<String, String>();
        inns.stream().filter(inn -> !inn.isBlank()).forEach(inn -> byHash.put(hashOfInn(inn), inn));
        var found = new LinkedHashMap<String, Suppression>();
        rows(List.copyOf(byHash.keySet())).stream()
                .filter(row -> row.kind().equals(INN))
                .forEach(row -> found.putIfAbsent(byHash.get(row.hash()), row.suppression()));
        return found;
    }

    private record Row(String kind, String hash, Suppression suppression) {}

    private List<Row> rows(List<String> hashes) {
        var rows = new ArrayList<Row>();
        for (int from = 0; from < hashes.size(); from += CHUNK) {
            rows.addAll(jdbc.sql("select * from suppression where point_hash in (:hashes) order by id")
                    .param("hashes", hashes.subList(from, Math.min(hashes.size(), from + CHUNK)))
                    .query((row, index) -> new Row(
                            row.getString("kind"),
                            row.getString("point_hash"),
                            new Suppression(
                                    Scope.valueOf(row.getString("scope")),
                                    row.getString("topic"),
                                    row.getString("reason"),
                                    row.getString("letter"),
                                    row.getString("company").isEmpty() ? null : row.getString("company"),
                                    row.getObject("since", OffsetDateTime.class).toInstant(),
                                    row.getString("by_login"))))
                    .list());
        }
        return rows;
    }

    private boolean write(
            String hash,
            String kind,
            Scope scope,
            @Nullable String topic,
            String reason,
            @Nullable String letter,
            @Nullable String company) {
        // A violated key would end the transaction on PostgreSQL; H2 undoes the statement only.
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            return jdbc.sql(
                                    """
                                    insert into suppression (kind, point_hash, scope, topic, reason, letter, company, since, by_login)
                                    values (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
                                            + unlessThere)
                            .params(
                                    kind,
                                    hash,
                                    scope.name(),
                                    scope == Scope.ALL || topic == null ? "" : cut(topic, TOPIC),
                                    cut(reason, REASON),
                                    letter,
                                    company == null ? "" : company,
                                    clock.instant().atOffset(ZoneOffset.UTC),
                                    CurrentUser.login().orElse(null))
                            .update()
                    == 1;
        } catch (DuplicateKeyException said) {
            return false;
        }
    }

    /** The state that cards and lists show beside the point; what stands there already, by hand or for another wish, stays. */
    private void doNotUse(ContactPoint point, String reason) {
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            jdbc.sql("insert into point_state (kind, point_key, state, reason, since) values (?, ?, ?, ?, ?)"
                            + unlessThere)
                    .params(
                            point.kind().name(),
                            point.key(),
                            PointState.DO_NOT_USE.name(),
                            cut(reason, REASON),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException marked) {
            // Another node marked it a moment ago.
        }
    }

    private void usable(ContactPoint point) {
        jdbc.sql("delete from point_state where kind = ? and point_key = ? and state = ?")
                .params(point.kind().name(), point.key(), PointState.DO_NOT_USE.name())
                .update();
    }

    /** Numbers of the companies and the people who have one of the points. */
    List<String> owners(Collection<ContactPoint> points) {
        var keys = points.stream().map(ContactPoint::key).toList();
        return keys.isEmpty()
                ? List.of()
                : jdbc.sql(
                                """
                                select c.number from company c join company_point x on x.company_id = c.id where %1$s
                                union select p.number from person p join contact_point x on x.person_id = p.id where %1$s
                                union select c.number from company c join person p on p.company_id = c.id
                                join contact_point x on x.person_id = p.id where %1$s"""
                                        .formatted(ContactPoint.among("x", "keys")))
                        .param("keys", keys)
                        .query(String.class)
                        .list();
    }

    String hash(ContactPoint point) {
        return secret.hash(point.kind().name() + " " + point.key());
    }

    private String hashOfInn(String inn) {
        return secret.hash(INN + " " + inn);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
