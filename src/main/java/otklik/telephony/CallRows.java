package otklik.telephony;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Database;
import otklik.kernel.ForeignText;
import otklik.kernel.Settings;
import otklik.security.Reach;

/**
 * The statements on the ledger of calls. Leases go by the database's clock, which is the same for all nodes; what a relay has in hand is
 * fenced by its token. A state changes under the lock of its row only.
 */
@Component
class CallRows {
    private static final String LATER = "current_timestamp + cast(? as bigint) * interval '0.001' second";
    private static final int PROBLEM_LENGTH = 500;

    private final JdbcClient jdbc;
    private final Database database;
    private final int code;

    CallRows(JdbcClient jdbc, Database database, Settings settings) {
        this.jdbc = jdbc;
        this.database = database;
        this.code = PhoneNumbers.code(settings.country());
    }

    /** Whether the row was written; a key that is there already leaves everything as it is, and the transaction whole. */
    boolean insert(
            String key,
            Direction direction,
            @Nullable String login,
            String number,
            @Nullable String caseKey,
            CallState state,
            Duration ring,
            Instant at,
            @Nullable String provider,
            @Nullable String reference) {
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            return jdbc.sql(
                                    """
                                    insert into phone_call
                                        (call_key, direction, login, number, case_key, state, ring_millis, ordered_at, provider, reference)
                                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
                                            + unlessThere)
                            .params(
                                    key,
                                    direction.name(),
                                    login,
                                    number,
                                    caseKey,
                                    state.name(),
                                    ring.toMillis(),
                                    offset(at),
                                    provider,
                                    reference)
                            .update()
                    == 1;
        } catch (DuplicateKeyException repeat) {
            return false;
        }
    }

    Optional<PhoneCall> byKey(String key) {
        return jdbc.sql("select * from phone_call where call_key = ?")
                .param(key)
                .query(CallRows::call)
                .optional();
    }

    Optional<PhoneCall> byId(long id) {
        return jdbc.sql("select * from phone_call where id = ?")
                .param(id)
                .query(CallRows::call)
                .optional();
    }

    /** The call as it is now, kept from everybody else until the transaction is over. */
    Optional<PhoneCall> lock(String key) {
        return jdbc.sql("select * from phone_call where call_key = ? for update")
                .param(key)
                .query(CallRows::call)
                .optional();
    }

    Optional<String> keyOf(String provider, String reference) {
        return jdbc
                .sql("select call_key from phone_call where provider = ? and reference = ?")
                .params(provider, reference)
                .query(String.class)
                .list()
                .stream()
                .findFirst();
    }

    /** The call in doubt of the person to the number whose name the provider has not told. */
    Optional<String> doubtful(String provider, String login, String number, Instant orderedAfter) {
        return jdbc
                .sql(
                        """
                        select call_key from phone_call
                        where state = 'IN_DOUBT' and provider = ? and login = ? and number = ? and reference is null
                            and direction = 'OUTGOING' and ordered_at > ? order by ordered_at desc limit 1""")
                .params(provider, login, number, offset(orderedAfter))
                .query(String.class)
                .list()
                .stream()
                .findFirst();
    }

    /** Takes the oldest order that waits in hand; needs a transaction around it. */
    Optional<String> claim(String token, Duration lease, String provider) {
        var found = jdbc.sql(
                        """
                        select call_key from phone_call where state = 'ORDERED'
                        order by ordered_at limit 1 for update skip locked""")
                .query(String.class)
                .optional();
        found.ifPresent(key -> jdbc.sql("update phone_call set provider = ?, lease_token = ?, lease_until = " + LATER
                        + " where call_key = ?")
                .params(provider, token, lease.toMillis(), key)
                .update());
        return found;
    }

    /** Notes what the provider calls the call; whether the lease still held. */
    boolean dialled(String key, String token, @Nullable String reference) {
        named(key, reference);
        return jdbc.sql(
                                "update phone_call set lease_token = null, lease_until = null where call_key = ? and lease_token = ?")
                        .params(key, token)
                        .update()
                == 1;
    }

    /** Notes the provider's name of the call; null leaves what is known. */
    void named(String key, @Nullable String reference) {
        if (reference != null) {
            jdbc.sql("update phone_call set reference = ? where call_key = ?")
                    .params(reference, key)
                    .update();
        }
    }

    /** Keys of calls whose relay has died, or took too long, in the middle of asking. */
    List<String> expired(int limit) {
        return jdbc.sql(
                        """
                        select call_key from phone_call
                        where state = 'DIALLING' and lease_until < current_timestamp order by ordered_at limit ?""")
                .param(limit)
                .query(String.class)
                .list();
    }

    void endLease(String key) {
        jdbc.sql("update phone_call set lease_token = null, lease_until = null where call_key = ?")
                .param(key)
                .update();
    }

    /** Keys of calls that are in the state for longer than since the moment. */
    List<String> since(CallState state, Instant orderedBefore, int limit) {
        return jdbc.sql(
                        "select call_key from phone_call where state = ? and ordered_at < ? order by ordered_at limit ?")
                .params(state.name(), offset(orderedBefore), limit)
                .query(String.class)
                .list();
    }

    /** Keys of calls that ring for longer than they may. */
    List<String> rungOut(Instant now, int limit) {
        return jdbc.sql("select call_key from phone_call where state = 'RINGING' and ring_until < ? limit ?")
                .params(offset(now), limit)
                .query(String.class)
                .list();
    }

    Duration ring(long id) {
        return Duration.ofMillis(jdbc.sql("select ring_millis from phone_call where id = ?")
                .param(id)
                .query(Long.class)
                .single());
    }

    void ringsUntil(long id, Instant until) {
        jdbc.sql("update phone_call set ring_until = ? where id = ?")
                .params(offset(until), id)
                .update();
    }

    /** Sets the state of a call that is locked; nothing where it has another one than was seen. */
    boolean move(
            PhoneCall call,
            CallState to,
            @Nullable CallCause cause,
            @Nullable Instant answeredAt,
            @Nullable Instant endedAt) {
        return jdbc.sql(
                                """
                                update phone_call set state = ?, cause = ?, answered_at = ?, ended_at = ?
                                where id = ? and state = ?""")
                        .params(
                                to.name(),
                                cause == null ? null : cause.name(),
                                answeredAt == null ? null : offset(answeredAt),
                                endedAt == null ? null : offset(endedAt),
                                call.id(),
                                call.state().name())
                        .update()
                == 1;
    }

    void problem(long id, CallProblem problem) {
        var foreign = problem.foreign();
        jdbc.sql("update phone_call set problem_key = ?, problem_argument = ?, problem = ? where id = ?")
                .params(
                        problem.key(),
                        problem.argument(),
                        foreign == null ? null : ForeignText.cut(ForeignText.oneLine(foreign), PROBLEM_LENGTH),
                        id)
                .update();
    }

    void recorded(long id, String recording) {
        jdbc.sql("update phone_call set recording = ? where id = ?")
                .params(recording, id)
                .update();
    }

    /** Whether the incoming call has begun at more phones than it has ended at: each tells both once, in whatever order. */
    boolean hasLegs(String provider, String reference) {
        return jdbc.sql(
                                """
                                select coalesce(sum(case when kind = 'ARRIVED' then 1 else -1 end), 0) from call_event
                                where provider = ? and reference = ? and kind in ('ARRIVED', 'ENDED')""")
                        .params(provider, reference)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void belongs(long id, @Nullable String login, @Nullable String caseKey) {
        jdbc.sql("update phone_call set login = coalesce(?, login), case_key = coalesce(?, case_key) where id = ?")
                .params(login, caseKey, id)
                .update();
    }

    void wishHangUp(long id) {
        jdbc.sql("update phone_call set hang_up_at = current_timestamp, hang_up_tries = 0 where id = ?")
                .param(id)
                .update();
    }

    /** @param reference null where the provider has not told it */
    record HangUp(String key, String provider, @Nullable String reference, int tries) {}

    /** Takes a hang-up that is due in hand until the pause is over; not while its call is still being dialled. */
    Optional<HangUp> claimHangUp(Duration pause) {
        var found = jdbc.sql(
                        """
                        select call_key, provider, reference, hang_up_tries from phone_call
                        where hang_up_at <= current_timestamp and (lease_until is null or lease_until < current_timestamp)
                        order by hang_up_at limit 1 for update skip locked""")
                .query((row, number) -> new HangUp(
                        row.getString("call_key"),
                        java.util.Objects.requireNonNullElse(row.getString("provider"), ""),
                        row.getString("reference"),
                        row.getInt("hang_up_tries")))
                .optional();
        found.ifPresent(hangUp -> jdbc.sql("update phone_call set hang_up_tries = hang_up_tries + 1, hang_up_at = "
                        + LATER + " where call_key = ?")
                .params(pause.toMillis(), hangUp.key())
                .update());
        return found;
    }

    void hungUp(String key) {
        jdbc.sql("update phone_call set hang_up_at = null where call_key = ?")
                .param(key)
                .update();
    }

    Optional<CallProblem> problemOf(String key) {
        return jdbc.sql("select * from phone_call where call_key = ? and problem_key is not null")
                .param(key)
                .query((row, number) -> new CallProblem(
                        row.getString("problem_key"), row.getString("problem_argument"), row.getString("problem")))
                .optional();
    }

    /** What providers have said, by the id of the call. */
    Map<Long, String> foreignProblems(Collection<Long> ids) {
        var found = new HashMap<Long, String>();
        if (!ids.isEmpty()) {
            jdbc.sql("select id, problem from phone_call where id in (:ids) and problem is not null")
                    .param("ids", ids)
                    .query(row -> {
                        found.put(row.getLong("id"), row.getString("problem"));
                    });
        }
        return found;
    }

    Optional<String> provider(String key) {
        return jdbc.sql("select provider from phone_call where call_key = ? and provider is not null")
                .param(key)
                .query(String.class)
                .optional();
    }

    List<PhoneCall> ofCase(String caseKey, int offset, int limit) {
        return jdbc.sql("select * from phone_call where case_key = ? order by id desc limit ? offset ?")
                .params(caseKey, limit, offset)
                .query(CallRows::call)
                .list();
    }

    List<PhoneCall> ofNumbers(Collection<String> numbers, int limit) {
        return numbers.isEmpty()
                ? List.of()
                : jdbc.sql("select * from phone_call where number in (:numbers) order by id desc limit :limit")
                        .param("numbers", numbers)
                        .param("limit", limit)
                        .query(CallRows::call)
                        .list();
    }

    /** Calls of the person that are not over, the newest first. */
    List<PhoneCall> live(String login) {
        return jdbc.sql(
                        """
                        select * from phone_call
                        where state in ('ORDERED', 'DIALLING', 'RINGING', 'ANSWERED', 'IN_DOUBT') and login = ?
                        order by id desc limit 10""")
                .param(login)
                .query(CallRows::call)
                .list();
    }

    List<PhoneCall> page(CallFilter filter, Reach reach, int offset, int limit) {
        var parameters = new HashMap<String, Object>();
        var where = where(filter, reach, parameters);
        parameters.put("offset", offset);
        parameters.put("limit", limit);
        return jdbc.sql("select * from phone_call" + where + " order by id desc limit :limit offset :offset")
                .params(parameters)
                .query(CallRows::call)
                .list();
    }

    /** At most so many; a screen that is refreshed with every call must not count millions. */
    int count(CallFilter filter, Reach reach, int most) {
        var parameters = new HashMap<String, Object>();
        var where = where(filter, reach, parameters);
        parameters.put("most", most);
        return jdbc.sql("select count(*) from (select 1 from phone_call" + where + " limit :most) counted")
                .params(parameters)
                .query(Integer.class)
                .single();
    }

    private String where(CallFilter filter, Reach reach, Map<String, Object> parameters) {
        var conditions = new ArrayList<String>();
        if (!reach.everything()) {
            var mine = reach.owners().isEmpty() ? "1 = 0" : "login in (:owners)";
            conditions.add(reach.free() ? "(login is null or " + mine + ")" : mine);
            parameters.put("owners", reach.owners());
        }
        if (filter.login() != null) {
            conditions.add("login = :login");
            parameters.put("login", filter.login());
        }
        if (filter.direction() != null) {
            conditions.add("direction = :direction");
            parameters.put("direction", filter.direction().name());
        }
        if (filter.cause() != null) {
            conditions.add("cause = :cause");
            parameters.put("cause", filter.cause().name());
        }
        if (filter.from() != null) {
            conditions.add("ordered_at >= :from");
            parameters.put("from", offset(filter.from()));
        }
        if (filter.until() != null) {
            conditions.add("ordered_at < :until");
            parameters.put("until", offset(filter.until()));
        }
        if (!filter.number().isBlank()) {
            // From the beginning, along the index: with the code of the country, without it, and as it is dialled from
            // home.
            var digits = filter.number().replaceAll("\\D", "");
            conditions.add("(number like :number or number like :national or number like :dialled)");
            parameters.put("number", "+" + digits + "%");
            parameters.put("national", "+" + code + digits + "%");
            parameters.put("dialled", "+" + code + digits.replaceFirst("^[08]", "") + "%");
        }
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    static PhoneCall call(ResultSet row, int number) throws SQLException {
        var cause = row.getString("cause");
        return new PhoneCall(
                row.getLong("id"),
                row.getString("call_key"),
                Direction.valueOf(row.getString("direction")),
                row.getString("login"),
                row.getString("number"),
                row.getString("case_key"),
                CallState.valueOf(row.getString("state")),
                cause == null ? null : CallCause.valueOf(cause),
                row.getObject("ordered_at", OffsetDateTime.class).toInstant(),
                instant(row, "answered_at"),
                instant(row, "ended_at"),
                row.getString("recording"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static OffsetDateTime offset(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
