package otklik.security;

import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Settings;

/** When a session is over: too long idle, ended by its person from elsewhere, of a person who works here no
 * more or has another password now. */
@Component
public class Sessions {
    private static final String BEGUN = Sessions.class.getName() + ".begun";
    /** With what password the session began: another one ends it. */
    private static final String PASSWORD = Sessions.class.getName() + ".password";

    private static final String SEEN = Sessions.class.getName() + ".seen";
    private static final Duration SNAPSHOT_LIFE = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Settings.SignIn settings;
    private final Accounts accounts;
    private final ApplicationEventPublisher events;
    private volatile @Nullable Snapshot snapshot;

    Sessions(JdbcClient jdbc, Clock clock, Settings settings, Accounts accounts, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings.signIn();
        this.accounts = accounts;
        this.events = events;
    }

    private record Snapshot(Instant at, Map<String, Instant> endedAt) {}

    /** Ends every session of the person but this one: at the next act in them, on the other nodes within five seconds. */
    public void endOthers(String login, HttpSession mine) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var moment = now.atOffset(ZoneOffset.UTC);
        try {
            jdbc.sql(
                            """
                            insert into sign_in_cutoff (login, ended_at)
                            select ?, ? where not exists (select 1 from sign_in_cutoff where login = ?)""")
                    .params(login, moment, login)
                    .update();
        } catch (DuplicateKeyException other) {
            // Written by another session in the same moment; the later moment counts, below.
        }
        jdbc.sql("update sign_in_cutoff set ended_at = ? where login = ?")
                .params(moment, login)
                .update();
        mine.setAttribute(BEGUN, now.toEpochMilli());
        snapshot = null;
        events.publishEvent(new SecurityChange(login, SecurityChange.Kind.SESSIONS_ENDED));
    }

    void begin(HttpSession session) {
        var now = clock.instant().toEpochMilli();
        session.setAttribute(BEGUN, now);
        session.setAttribute(SEEN, now);
    }

    /** Why the session of this person is over, if it is. */
    Optional<String> endOf(HttpSession session, String login) {
        var now = clock.instant();
        if (seen(session).plus(settings.idleTimeout()).isBefore(now)) {
            return Optional.of("idle");
        }
        var endedAt = fresh(now).get(login);
        if (endedAt != null && moment(session, BEGUN).isBefore(endedAt)) {
            return Optional.of("elsewhere");
        }
        var account = accounts.byLogin(login).filter(Account::active);
        if (account.isEmpty()) {
            return Optional.of("inactive");
        }
        var hash = account.get().passwordHash();
        var known = session.getAttribute(PASSWORD);
        session.setAttribute(PASSWORD, hash);
        return known == null || known.equals(hash) ? Optional.empty() : Optional.of("password");
    }

    /** Remembers that the person did something now. */
    void touch(HttpSession session) {
        session.setAttribute(SEEN, clock.instant().toEpochMilli());
    }

    private Instant seen(HttpSession session) {
        return moment(session, SEEN);
    }

    private Instant moment(HttpSession session, String attribute) {
        if (session.getAttribute(attribute) instanceof Long millis) {
            return Instant.ofEpochMilli(millis);
        }
        begin(session);
        return clock.instant();
    }

    private Map<String, Instant> fresh(Instant now) {
        var known = snapshot;
        if (known == null || known.at().plus(SNAPSHOT_LIFE).isBefore(now)) {
            var endedAt = new HashMap<String, Instant>();
            jdbc.sql("select login, ended_at from sign_in_cutoff").query((java.sql.ResultSet row) -> {
                endedAt.put(
                        row.getString("login"),
                        row.getObject("ended_at", OffsetDateTime.class).toInstant());
            });
            known = new Snapshot(now, endedAt);
            snapshot = known;
        }
        return known.endedAt();
    }
}
