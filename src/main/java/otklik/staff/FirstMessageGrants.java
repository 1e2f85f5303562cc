package otklik.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Role;
import otklik.security.Section;

/**
 * The right that a manager gives to an operator: to write the first message of a request in the manager's name (S0.23). It is asked again
 * at the moment of sending, so a grant that was revoked or has run out between draft and sending holds no more (E19).
 */
@Service
public class FirstMessageGrants {
    private static final Duration LONGEST = Duration.ofDays(5 * 366);

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Policy policy;
    private final History history;
    private final Clock clock;

    FirstMessageGrants(JdbcClient jdbc, Accounts accounts, Policy policy, History history, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.policy = policy;
        this.history = history;
        this.clock = clock;
    }

    /** By what way the first message goes out. */
    public enum Channel {
        MAIL
    }

    /**
     * A grant that holds.
     *
     * @param channel none: any
     * @param until none: until it is revoked
     */
    public record FirstMessageGrant(
            long id,
            String manager,
            String operator,
            @Nullable Channel channel,
            Instant grantedAt,
            @Nullable Instant until) {}

    /** Whether the operator may write in the manager's name by this channel now; everybody may in his own. */
    public boolean isGranted(String manager, String operator, Channel channel) {
        return manager.equals(operator)
                || jdbc.sql(
                                        """
                                        select count(*) from writing_grant where manager = ? and operator = ? and revoked_at is null
                                        and (until_at is null or until_at > ?) and (channel is null or channel = ?)""")
                                .params(manager, operator, now(), channel.name())
                                .query(Long.class)
                                .single()
                        > 0;
    }

    /** What a manager has granted and still holds, the newest first; at most a hundred. */
    public List<FirstMessageGrant> of(String manager) {
        return jdbc.sql(
                        """
                        select * from writing_grant where manager = ? and revoked_at is null
                        and (until_at is null or until_at > ?) order by id desc limit 100""")
                .params(manager, now())
                .query(FirstMessageGrants::grant)
                .list();
    }

    /** Grants it; an earlier grant of the same channel to the same operator is replaced. In force at once. */
    @Transactional
    public void grant(String manager, String operator, @Nullable Channel channel, @Nullable Instant until) {
        requireOwn(manager);
        if (accounts.byLogin(manager)
                .filter(account -> account.is(Role.MANAGER))
                .isEmpty()) {
            throw new Refusal("staff.grants.notAManager", accounts.nameOf(manager)).at("manager");
        }
        if (manager.equals(operator) || !policy.may(operator, Section.INBOX, Action.CHANGE)) {
            throw new Refusal("staff.grants.notAnOperator", accounts.nameOf(operator)).at("operator");
        }
        var now = clock.instant();
        if (until != null && (!until.isAfter(now) || until.isAfter(now.plus(LONGEST)))) {
            throw new Refusal("staff.grants.wrongUntil").at("until");
        }
        jdbc.sql(
                        """
                        update writing_grant set revoked_at = ? where manager = ? and operator = ? and revoked_at is null
                        and coalesce(channel, '') = ?""")
                .params(now(), manager, operator, channel == null ? "" : channel.name())
                .update();
        jdbc.sql("insert into writing_grant (manager, operator, channel, granted_at, until_at) values (?, ?, ?, ?, ?)")
                .params(
                        manager,
                        operator,
                        channel == null ? null : channel.name(),
                        now(),
                        until == null ? null : until.atOffset(ZoneOffset.UTC))
                .update();
        history.tell(new History.Change("employee:" + manager, "firstMessageGranted")
                .from(null, operator)
                .because(until == null ? null : until.toString()));
    }

    /** Takes a grant back; what was drafted by it and not sent goes to the manager. */
    @Transactional
    public void revoke(long id) {
        var grant = jdbc.sql("select manager, operator from writing_grant where id = ? and revoked_at is null")
                .param(id)
                .query((row, number) -> List.of(row.getString("manager"), row.getString("operator")))
                .optional();
        if (grant.isEmpty()) {
            return;
        }
        requireOwn(grant.get().get(0));
        end(id, grant.get().get(0), grant.get().get(1));
    }

    /** Grants that hold and that the person has given or has been given; at most two hundred. */
    List<FirstMessageGrant> touching(String login) {
        return jdbc.sql(
                        """
                        select * from writing_grant where (manager = ? or operator = ?) and revoked_at is null
                        and (until_at is null or until_at > ?) order by id limit 200""")
                .params(login, login, now())
                .query(FirstMessageGrants::grant)
                .list();
    }

    /** Ends a grant by a process, which has asked whether it may. */
    void end(long id, String manager, String operator) {
        jdbc.sql("update writing_grant set revoked_at = ? where id = ? and revoked_at is null")
                .params(now(), id)
                .update();
        history.tell(new History.Change("employee:" + manager, "firstMessageRevoked").from(operator, null));
    }

    /** Lets a grant hold again that a process has ended; false where the same has been granted anew meanwhile. */
    boolean restore(long id, String manager, String operator) {
        var isBack = jdbc.sql(
                                """
                                update writing_grant set revoked_at = null where id = ? and revoked_at is not null
                                and not exists (select 1 from writing_grant other where other.manager = ? and other.operator = ?
                                    and other.revoked_at is null)""")
                        .params(id, manager, operator)
                        .update()
                == 1;
        if (isBack) {
            history.tell(new History.Change("employee:" + manager, "firstMessageGranted").from(null, operator));
        }
        return isBack;
    }

    private static FirstMessageGrant grant(ResultSet row, int number) throws SQLException {
        var until = row.getObject("until_at", OffsetDateTime.class);
        var channel = row.getString("channel");
        return new FirstMessageGrant(
                row.getLong("id"),
                row.getString("manager"),
                row.getString("operator"),
                channel == null ? null : Channel.valueOf(channel),
                row.getObject("granted_at", OffsetDateTime.class).toInstant(),
                until == null ? null : until.toInstant());
    }

    /** One's name is one's own; only who changes employees acts for others. */
    private void requireOwn(String manager) {
        if (CurrentUser.isTrying() || !CurrentUser.login().map(manager::equals).orElse(true)) {
            policy.require(Section.EMPLOYEES, Action.CHANGE);
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
