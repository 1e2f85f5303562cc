package otklik.work;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;

/** The company's reasons for a pause and for a skip. A reason that was used is closed, never removed: reports name it. */
@Component
public class WorkReasons {
    private static final int LONGEST = 100;

    private final JdbcClient jdbc;
    private final TaskTypes types;
    private final Signals signals;

    WorkReasons(JdbcClient jdbc, TaskTypes types, Signals signals) {
        this.jdbc = jdbc;
        this.types = types;
        this.signals = signals;
    }

    /** What a reason is for. */
    public enum Kind {
        PAUSE,
        SKIP
    }

    /** A reason, in both languages; only open ones can be chosen. */
    public record Reason(String id, Kind kind, String english, String russian, boolean isOpen) {
        public String name(Locale locale) {
            return locale.getLanguage().equals("ru") ? russian : english;
        }
    }

    /** All of the kind in their order, the closed ones too. */
    public List<Reason> all(Kind kind) {
        return jdbc.sql("select * from work_reason where kind = ? order by place, id")
                .param(kind.name())
                .query((row, number) -> new Reason(
                        row.getString("id"),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("english"),
                        row.getString("russian"),
                        row.getBoolean("is_open")))
                .list();
    }

    /** Those that can be chosen. */
    public List<Reason> open(Kind kind) {
        return all(kind).stream().filter(Reason::isOpen).toList();
    }

    /** The name of a reason; the id of one that nobody knows any more. */
    public String name(Kind kind, String id, Locale locale) {
        return all(kind).stream()
                .filter(reason -> reason.id().equals(id))
                .map(reason -> reason.name(locale))
                .findFirst()
                .orElse(id);
    }

    /** Adds a reason at the end of its list. */
    @Transactional
    public void add(Kind kind, String english, String russian) {
        types.requireMayOrder();
        var known = all(kind);
        jdbc.sql("insert into work_reason (id, kind, english, russian, place, is_open) values (?, ?, ?, ?, ?, ?)")
                .params(
                        java.util.UUID.randomUUID().toString().substring(0, 8),
                        kind.name(),
                        named(english),
                        named(russian),
                        known.size(),
                        true)
                .update();
        signals.say(Signals.SETTINGS);
    }

    /** Opens a reason again, or closes it; the last open one stays. */
    @Transactional
    public void open(Kind kind, String id, boolean isOpen) {
        types.requireMayOrder();
        if (!isOpen && open(kind).stream().allMatch(reason -> reason.id().equals(id))) {
            throw new Refusal("work.reason.last");
        }
        jdbc.sql("update work_reason set is_open = ? where id = ? and kind = ?")
                .params(isOpen, id, kind.name())
                .update();
        signals.say(Signals.SETTINGS);
    }

    void require(Kind kind, String id) {
        if (open(kind).stream().noneMatch(reason -> reason.id().equals(id))) {
            throw new Refusal("work.reason.unknown");
        }
    }

    private static String named(String name) {
        var text = name.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new Refusal("work.reason.name", LONGEST);
        }
        return text;
    }
}
