package otklik.history;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.engine.CurrentStep;
import otklik.history.Event.ActorKind;
import otklik.kernel.Signals;
import otklik.security.Cases;
import otklik.security.CurrentUser;

/** Writes and reads the timeline. A line is written in the transaction of the change it tells of; none is ever changed. */
@Component
public class History {
    private static final int NOTE_LENGTH = 2000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Signals signals;
    private final Cases cases;

    History(JdbcClient jdbc, Clock clock, Signals signals, Cases cases) {
        this.jdbc = jdbc;
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
            @Nullable String note) {

        public Change(String caseKey, String kind) {
            this(caseKey, kind, null, null, null, null);
        }

        public Change from(@Nullable String before, @Nullable String after) {
            return new Change(caseKey, kind, onBehalfOf, before, after, note);
        }

        public Change because(@Nullable String note) {
            return new Change(caseKey, kind, onBehalfOf, before, after, note);
        }

        public Change onBehalfOf(@Nullable String login) {
            return new Change(caseKey, kind, login, before, after, note);
        }
    }

    public void tell(Change change) {
        var step = CurrentStep.find();
        var person = CurrentUser.login();
        var kind = step.isPresent() ? ActorKind.PROCESS : person.isPresent() ? ActorKind.PERSON : ActorKind.SYSTEM;
        var actor = step.map(CurrentStep::toString).or(() -> person).orElse("otklik");
        var behalf = change.onBehalfOf() != null ? change.onBehalfOf() : step.isPresent() ? person.orElse(null) : null;
        jdbc.sql(
                        """
                        insert into history_event
                            (case_key, kind, happened_at, actor_kind, actor, on_behalf_of, value_before, value_after, note)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        change.caseKey(),
                        change.kind(),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        kind.name(),
                        actor,
                        behalf,
                        cut(change.before()),
                        cut(change.after()),
                        cut(change.note()))
                .update();
        signals.say(change.caseKey());
    }

    /** The timeline of a case, the newest first; empty for who may not see the case. */
    public List<Event> of(String caseKey, int offset, int limit) {
        if (!cases.maySee(caseKey)) {
            return List.of();
        }
        return jdbc.sql("select * from history_event where case_key = ? order by id desc limit ? offset ?")
                .params(caseKey, limit, offset)
                .query((row, number) -> new Event(
                        row.getLong("id"),
                        row.getString("case_key"),
                        row.getString("kind"),
                        row.getObject("happened_at", java.time.OffsetDateTime.class)
                                .toInstant(),
                        ActorKind.valueOf(row.getString("actor_kind")),
                        row.getString("actor"),
                        row.getString("on_behalf_of"),
                        row.getString("value_before"),
                        row.getString("value_after"),
                        row.getString("note")))
                .list();
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= NOTE_LENGTH ? text : text.substring(0, NOTE_LENGTH);
    }
}
