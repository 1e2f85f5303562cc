package otklik.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.engine.CurrentStep;
import otklik.history.Event.ActorKind;
import otklik.kernel.Signals;
import otklik.security.Cases;
import otklik.security.CurrentUser;
import otklik.security.Reach;

/** Writes and reads the timeline. A line is written in the transaction of the change it tells of; none is ever changed. */
@Component
public class History {
    private static final int NOTE_LENGTH = 2000;
    private static final int FORGOTTEN_AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Clock clock;
    private final Signals signals;
    private final Cases cases;

    History(JdbcClient jdbc, JdbcTemplate template, Clock clock, Signals signals, Cases cases) {
        this.jdbc = jdbc;
        this.template = template;
        this.clock = clock;
        this.signals = signals;
        this.cases = cases;
    }

    /** A change that is to be told; the actor is found by {@link History}: the step of a diagram, else the person, else the system. */
    public record Change(
            String caseKey,
            String kind,
            @Nullable String onBehalfOf,
            @Nullable String before,
            @Nullable String after,
            @Nullable String note,
            boolean foreignEdit) {

        public Change(String caseKey, String kind) {
            this(caseKey, kind, null, null, null, null, false);
        }

        public Change(
                String caseKey,
                String kind,
                @Nullable String onBehalfOf,
                @Nullable String before,
                @Nullable String after,
                @Nullable String note) {
            this(caseKey, kind, onBehalfOf, before, after, note, false);
        }

        public Change from(@Nullable String before, @Nullable String after) {
            return new Change(caseKey, kind, onBehalfOf, before, after, note, foreignEdit);
        }

        public Change because(@Nullable String note) {
            return new Change(caseKey, kind, onBehalfOf, before, after, note, foreignEdit);
        }

        public Change onBehalfOf(@Nullable String login) {
            return new Change(caseKey, kind, login, before, after, note, foreignEdit);
        }

        /** Marks a change by somebody who is not responsible for what is changed. */
        public Change foreign(boolean isForeign) {
            return new Change(caseKey, kind, onBehalfOf, before, after, note, isForeign);
        }
    }

    public void tell(Change change) {
        tellAll(List.of(change));
        signals.say(change.caseKey());
    }

    /**
     * Tells many changes at once, with one statement: for imports. No open screen is woken: nobody looks at what has just begun to be.
     */
    public void tellAll(List<Change> changes) {
        var step = CurrentStep.find();
        var person = CurrentUser.login();
        var kind = step.isPresent() ? ActorKind.PROCESS : person.isPresent() ? ActorKind.PERSON : ActorKind.SYSTEM;
        var actor = step.map(CurrentStep::toString).or(() -> person).orElse("otklik");
        var behalf = step.isPresent() ? person.orElse(null) : null;
        var at = clock.instant().atOffset(ZoneOffset.UTC);
        template.batchUpdate(
                """
                insert into history_event
                    (case_key, kind, happened_at, actor_kind, actor, on_behalf_of, value_before, value_after, note,
                     foreign_edit)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                changes.stream()
                        .map(change -> new Object[] {
                            change.caseKey(),
                            change.kind(),
                            at,
                            kind.name(),
                            actor,
                            change.onBehalfOf() != null ? change.onBehalfOf() : behalf,
                            cut(change.before()),
                            cut(change.after()),
                            cut(change.note()),
                            change.foreignEdit()
                        })
                        .toList());
    }

    /** The timeline of a case, the newest first; empty for who may not see the case. */
    public List<Event> of(String caseKey, int offset, int limit) {
        if (!cases.maySee(caseKey)) {
            return List.of();
        }
        return jdbc.sql("select * from history_event where case_key = ? order by id desc limit ? offset ?")
                .params(caseKey, limit, offset)
                .query(History::event)
                .list();
    }

    /**
     * Which lines of a timeline are wanted.
     *
     * @param beginnings of kinds or of business keys, one of which a line must have; any line where there are none
     * @param byProcess only what steps of diagrams did
     * @param person login of who did it, or in whose name it was done
     * @param from the first moment, in it
     * @param until the last moment, not in it
     */
    public record Filter(
            List<String> beginnings,
            boolean byProcess,
            @Nullable String person,
            @Nullable Instant from,
            @Nullable Instant until) {
        public static final Filter ALL = new Filter(List.of(), false, null, null, null);
    }

    /**
     * The timelines of several cases as one, the newest first, without those of cases that the person may not see.
     *
     * @param before id of the last line that is known already; none for the newest
     */
    public List<Event> of(Collection<String> caseKeys, Filter filter, @Nullable Long before, int limit) {
        var visible = cases.visible(caseKeys);
        return visible.isEmpty()
                ? List.of()
                : read("case_key in (:keys)", filter, before, limit)
                        .param("keys", visible)
                        .query(History::event)
                        .list();
    }

    /**
     * The changes by people who were not responsible, the newest first (S2.47).
     *
     * @param reach whose changes are told
     */
    public List<Event> foreignEdits(Reach reach, Filter filter, @Nullable Long before, int limit) {
        var sql = "foreign_edit = true and "
                + reach.condition("coalesce(on_behalf_of, actor)", "cast(null as varchar(64))");
        return reach.bind(read(sql, filter, before, limit))
                .query(History::event)
                .list();
    }

    private JdbcClient.StatementSpec read(String which, Filter filter, @Nullable Long before, int limit) {
        var sql = new StringBuilder("select * from history_event where ").append(which);
        var values = new HashMap<String, Object>();
        if (before != null) {
            sql.append(" and id < :before");
            values.put("before", before);
        }
        if (filter.person() != null) {
            sql.append(" and (actor = :person or on_behalf_of = :person)");
            values.put("person", filter.person());
        }
        if (filter.from() != null) {
            sql.append(" and happened_at >= :since");
            values.put("since", filter.from().atOffset(ZoneOffset.UTC));
        }
        if (filter.until() != null) {
            sql.append(" and happened_at < :until");
            values.put("until", filter.until().atOffset(ZoneOffset.UTC));
        }
        if (filter.byProcess()) {
            sql.append(" and actor_kind = 'PROCESS'");
        }
        if (!filter.beginnings().isEmpty()) {
            var likes = new ArrayList<String>();
            for (var beginning : filter.beginnings()) {
                var name = "beginning" + likes.size();
                likes.add("kind like :" + name + " or case_key like :" + name);
                values.put(name, beginning + "%");
            }
            sql.append(" and (").append(String.join(" or ", likes)).append(")");
        }
        var statement = jdbc.sql(sql + " order by id desc limit :most").param("most", limit);
        for (var value : values.entrySet()) {
            statement = statement.param(value.getKey(), value.getValue());
        }
        return statement;
    }

    private static Event event(ResultSet row, int number) throws SQLException {
        return new Event(
                row.getLong("id"),
                row.getString("case_key"),
                row.getString("kind"),
                row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                ActorKind.valueOf(row.getString("actor_kind")),
                row.getString("actor"),
                row.getString("on_behalf_of"),
                row.getString("value_before"),
                row.getString("value_after"),
                row.getString("note"),
                row.getBoolean("foreign_edit"));
    }

    /**
     * Blanks the values and notes of cases whose data are deleted on request. That something happened, when and by whom, stays; it is the
     * one exception to the rule that no line is ever changed.
     */
    public void forget(Collection<String> caseKeys) {
        var keys = List.copyOf(caseKeys);
        for (int from = 0; from < keys.size(); from += FORGOTTEN_AT_ONCE) {
            jdbc.sql(
                            "update history_event set value_before = null, value_after = null, note = null where case_key in (:keys)")
                    .param("keys", keys.subList(from, Math.min(keys.size(), from + FORGOTTEN_AT_ONCE)))
                    .update();
        }
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= NOTE_LENGTH ? text : text.substring(0, NOTE_LENGTH);
    }
}
