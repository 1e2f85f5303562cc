package otklik.notices;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.kernel.Database;
import otklik.kernel.Signals;
import otklik.security.Cases;
import otklik.security.CurrentUser;

/** Tells people things by name, and keeps what they have not read. */
@Service
public class Notices {
    /** How many the bell shows; older ones are found in the timelines of their cases. */
    public static final int SHOWN = 30;

    /** Stands for the author of what no person has caused. */
    public static final String PROGRAM = "otklik";

    private static final int LONGEST_TEXT = 500;

    private final JdbcClient jdbc;
    private final Database database;
    private final Cases cases;
    private final Signals signals;
    private final Clock clock;

    Notices(JdbcClient jdbc, Database database, Cases cases, Signals signals, Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.cases = cases;
        this.signals = signals;
        this.clock = clock;
    }

    /** Topic of a person's notices. */
    public static String topic(String login) {
        return "notices:" + login;
    }

    /** Tells a person something, in the current transaction. */
    @Transactional
    public void tell(String login, String kind, String caseKey, String path, String text) {
        insert(login, kind, caseKey, path, text, null);
    }

    /**
     * Tells a person something that several cases have in common, in the current transaction: nothing where he was told of this kind about
     * it before.
     *
     * @param about what they have in common; at most 96 characters
     */
    @Transactional
    public void tellOnce(String login, String kind, String caseKey, String path, String text, String about) {
        // The key keeps two nodes from telling it both; asked before, so that it is seldom violated.
        if (!isTold(login, kind, about)) {
            insert(login, kind, caseKey, path, text, about);
        }
    }

    private boolean isTold(String login, String kind, String about) {
        return jdbc.sql("select count(*) from notice where login = ? and kind = ? and about = ?")
                        .params(login, kind, about)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private void insert(String login, String kind, String caseKey, String path, String text, @Nullable String about) {
        // A violated key would end the transaction of the caller on PostgreSQL; H2 undoes the statement only.
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            jdbc.sql(
                            """
                            insert into notice (login, kind, case_key, path, author, text, told_at, about)
                            values (?, ?, ?, ?, ?, ?, ?, ?)"""
                                    + unlessThere)
                    .params(
                            login,
                            kind,
                            caseKey,
                            path,
                            CurrentUser.login().orElse(PROGRAM),
                            text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT),
                            clock.instant().atOffset(ZoneOffset.UTC),
                            about)
                    .update();
            signals.say(topic(login));
        } catch (DuplicateKeyException toldMeanwhile) {
            // He knows.
        }
    }

    /** The person's newest notices of cases that he may still see, unread or not; at most {@link #SHOWN}. */
    public List<Notice> mine() {
        var login = CurrentUser.login();
        if (login.isEmpty()) {
            return List.of();
        }
        var found = jdbc.sql("select * from notice where login = ? order by id desc limit " + SHOWN)
                .param(login.get())
                .query((row, number) -> new Notice(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getString("case_key"),
                        row.getString("path"),
                        row.getString("author"),
                        row.getString("text"),
                        row.getObject("told_at", OffsetDateTime.class).toInstant(),
                        row.getObject("read_at") != null))
                .list();
        var visible =
                cases.visible(found.stream().map(Notice::caseKey).distinct().toList());
        return found.stream()
                .filter(notice -> visible.contains(notice.caseKey()))
                .toList();
    }

    /** How many of {@link #mine} are unread. */
    public int unread() {
        return (int) mine().stream().filter(notice -> !notice.read()).count();
    }

    /** Marks one of the person's notices as read; another's is left alone. */
    @Transactional
    public void read(long id) {
        mark("id = :id", id);
    }

    @Transactional
    public void readAll() {
        mark("id <= :id", Long.MAX_VALUE);
    }

    private void mark(String condition, long id) {
        var login = CurrentUser.login();
        // Who only looks in another's stead reads nothing for him.
        if (login.isPresent() && !CurrentUser.isTrying()) {
            jdbc.sql("update notice set read_at = :now where login = :login and read_at is null and " + condition)
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("login", login.get())
                    .param("id", id)
                    .update();
            signals.say(topic(login.get()));
        }
    }

    /** Removes what was told about cases whose data are deleted. */
    public void forget(Collection<String> caseKeys) {
        if (!caseKeys.isEmpty()) {
            jdbc.sql("delete from notice where case_key in (:keys)")
                    .param("keys", caseKeys)
                    .update();
        }
    }
}
