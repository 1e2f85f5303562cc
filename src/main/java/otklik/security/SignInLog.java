package otklik.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.stereotype.Component;
import otklik.kernel.Settings;

/** Who came in, who was refused, and when sessions ended; kept for a limited time. */
@Component
public class SignInLog {
    private static final int LOGIN_LENGTH = 64;
    private static final int DETAIL_LENGTH = 200;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Policy policy;
    private final Settings.SignIn settings;

    SignInLog(JdbcClient jdbc, Clock clock, Settings settings, Policy policy) {
        this.policy = policy;
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings.signIn();
    }

    void write(String login, Visitor visitor, SignInOutcome outcome, @Nullable String detail) {
        jdbc.sql(
                        """
                        insert into sign_in_event (happened_at, login, address, browser, outcome, detail)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(
                        clock.instant().atOffset(ZoneOffset.UTC),
                        cut(login, LOGIN_LENGTH),
                        visitor.address(),
                        visitor.browser(),
                        outcome.name(),
                        detail == null ? null : cut(detail, DETAIL_LENGTH))
                .update();
    }

    @EventListener
    void signedOut(LogoutSuccessEvent left) {
        var person = left.getAuthentication();
        write(person.getName(), Visitor.of(person), SignInOutcome.SIGNED_OUT, null);
    }

    /**
     * The newest lines first.
     *
     * @param login only of this login; null: of all
     * @param outcome only with this outcome; null: with any
     */
    public List<SignInEvent> list(@Nullable String login, @Nullable SignInOutcome outcome, int offset, int limit) {
        if (login == null || !CurrentUser.login().map(login::equals).orElse(true)) {
            policy.require(Section.SYSTEM, Action.VIEW);
        }
        var parameters = new ArrayList<Object>();
        var where = new ArrayList<String>();
        if (login != null) {
            where.add("login = ?");
            parameters.add(login);
        }
        if (outcome != null) {
            where.add("outcome = ?");
            parameters.add(outcome.name());
        }
        parameters.add(limit);
        parameters.add(offset);
        return jdbc.sql("select * from sign_in_event " + (where.isEmpty() ? "" : "where " + String.join(" and ", where))
                        + " order by id desc limit ? offset ?")
                .params(parameters)
                .query(SignInLog::event)
                .list();
    }

    /** Forgets what is older than the time for which lines are kept. */
    void forgetOld() {
        jdbc.sql("delete from sign_in_event where happened_at < ?")
                .param(clock.instant().minus(settings.keepLog()).atOffset(ZoneOffset.UTC))
                .update();
    }

    private static SignInEvent event(ResultSet row, int number) throws SQLException {
        return new SignInEvent(
                row.getLong("id"),
                row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                row.getString("login"),
                row.getString("address"),
                row.getString("browser"),
                SignInOutcome.valueOf(row.getString("outcome")),
                row.getString("detail"));
    }

    /** In the database's form: without control characters, which PostgreSQL does not take all. */
    private static String cut(String text, int length) {
        var readable = text.replaceAll("\\p{Cntrl}", "?");
        return readable.length() <= length ? readable : readable.substring(0, length);
    }
}
