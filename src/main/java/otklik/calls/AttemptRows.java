package otklik.calls;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.telephony.CallCause;
import otklik.work.WorkItem;

/** The statements on attempts. An open one is the only one of its task: a unique key holds that. */
@Component
class AttemptRows {
    static final String PREFIX = "CA-";

    private static final String RANG = " and coalesce(cause, '') not in ('PROVIDER_FAILED', 'CONGESTION', 'CANCELLED')";

    private static final String AFTER_THE_LAST =
            """
             and id > coalesce((select max(id) from call_attempt where contact = ? and (exhausted = true
                or connected_at is not null and cause = 'ANSWERED')), 0)""";

    private final JdbcClient jdbc;

    AttemptRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String insert(
            WorkItem item, @Nullable String phone, String contact, String login, int ofDay, int inAll, Instant now) {
        var id = jdbc.sql("select nextval('call_attempt_number')")
                .query(Long.class)
                .single();
        jdbc.sql(
                        """
                        insert into call_attempt (id, number, login, task_id, open_task, process_key, case_key, contact, phone, state,
                            of_day, in_all, started_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        PREFIX + id,
                        login,
                        item.taskId(),
                        item.taskId(),
                        item.processKey(),
                        item.businessKey(),
                        contact,
                        phone,
                        AttemptState.RINGING.name(),
                        ofDay,
                        inAll,
                        utc(now))
                .update();
        return PREFIX + id;
    }

    Optional<CallAttempt> find(String number) {
        return jdbc.sql("select * from call_attempt where number = ?")
                .param(number)
                .query(AttemptRows::attempt)
                .optional();
    }

    /** The attempt as it is now; kept until the transaction is over. */
    Optional<CallAttempt> lock(String number) {
        return jdbc.sql("select * from call_attempt where number = ? for update")
                .param(number)
                .query(AttemptRows::attempt)
                .optional();
    }

    Optional<CallAttempt> open(String taskId) {
        return jdbc.sql("select * from call_attempt where open_task = ?")
                .param(taskId)
                .query(AttemptRows::attempt)
                .optional();
    }

    Optional<CallAttempt> newest(String taskId) {
        return jdbc.sql("select * from call_attempt where task_id = ? order by id desc limit 1")
                .param(taskId)
                .query(AttemptRows::attempt)
                .optional();
    }

    /** Whether the person is in the call of an attempt; what waits for a number, and what is over and only weighed yet, is none. */
    boolean isInCall(String login) {
        return jdbc.sql(
                                """
                                select count(*) from call_attempt where login = ? and open_task is not null and phone is not null
                                    and state <> ?""")
                        .params(login, AttemptState.ENDED.name())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Whether a colleague of the person is calling the client. */
    boolean isCalledByAnother(String contact, String login) {
        return jdbc.sql(
                                """
                                select count(*) from call_attempt where contact = ? and login <> ? and open_task is not null
                                    and phone is not null and state <> ?""")
                        .params(contact, login, AttemptState.ENDED.name())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** How often the provider has failed the person since the moment. */
    int countFailed(String login, Instant since) {
        return jdbc.sql("select count(*) from call_attempt where login = ? and started_at >= ? and cause = ?")
                .params(login, utc(since), CallCause.PROVIDER_FAILED.name())
                .query(Integer.class)
                .single();
    }

    List<CallAttempt> ofCase(String caseKey, int limit) {
        return jdbc.sql("select * from call_attempt where case_key = ? order by id desc limit ?")
                .params(caseKey, limit)
                .query(AttemptRows::attempt)
                .list();
    }

    /**
     * How often the client's phone may have rung in vain since the moment, since he was reached last, and since he rested last. Calls that did
     * not get as far as his phone are not counted.
     */
    int countInVain(String contact, Instant since) {
        return jdbc.sql("select count(*) from call_attempt where contact = ? and started_at >= ? and phone is not null"
                        + RANG + AFTER_THE_LAST)
                .params(contact, utc(since), contact)
                .query(Integer.class)
                .single();
    }

    /** When the client was dialled last of those that {@link #countInVain} counts, or before he began to rest. */
    Optional<Instant> last(String contact) {
        return jdbc.sql("select started_at from call_attempt where contact = ? and phone is not null" + RANG
                        + " order by started_at desc, id desc limit 1")
                .param(contact)
                .query((row, index) -> java.util.Objects.requireNonNull(instant(row, "started_at")))
                .optional();
    }

    /** Whether the client rests: his last attempt was the last of the ladder, not before the moment, and nobody has reached him since. */
    boolean rests(String contact, Instant since) {
        return jdbc.sql(
                                """
                                select count(*) from call_attempt where contact = ? and started_at >= ? and exhausted = true
                                    and id > coalesce((select max(id) from call_attempt where contact = ? and connected_at is not null
                                        and cause = 'ANSWERED'), 0)""")
                        .params(contact, utc(since), contact)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** How many calls to the client have not got as far as his phone since the moment. */
    int countTechnical(String contact, Instant since) {
        return jdbc.sql(
                        """
                        select count(*) from call_attempt where contact = ? and started_at >= ?
                            and cause in ('PROVIDER_FAILED', 'CONGESTION')""")
                .params(contact, utc(since))
                .query(Integer.class)
                .single();
    }

    void exhausted(String number) {
        jdbc.sql("update call_attempt set exhausted = true where number = ?")
                .param(number)
                .update();
    }

    void move(String number, AttemptState state) {
        jdbc.sql("update call_attempt set state = ? where number = ?")
                .params(state.name(), number)
                .update();
    }

    void connected(String number, Instant at) {
        jdbc.sql("update call_attempt set state = ?, connected_at = ? where number = ?")
                .params(AttemptState.CONNECTED.name(), utc(at), number)
                .update();
    }

    void ended(String number, CallCause cause, Instant at) {
        jdbc.sql("update call_attempt set state = ?, cause = ?, ended_at = coalesce(ended_at, ?) where number = ?")
                .params(AttemptState.ENDED.name(), cause.name(), utc(at), number)
                .update();
    }

    void closed(String number, @Nullable Instant retryAt) {
        jdbc.sql("update call_attempt set state = ?, open_task = null, retry_at = ? where number = ?")
                .params(AttemptState.CLOSED.name(), retryAt == null ? null : utc(retryAt), number)
                .update();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static CallAttempt attempt(ResultSet row, int index) throws SQLException {
        var cause = row.getString("cause");
        return new CallAttempt(
                row.getString("number"),
                row.getString("login"),
                row.getString("task_id"),
                row.getString("case_key"),
                row.getString("contact"),
                row.getString("phone"),
                AttemptState.valueOf(row.getString("state")),
                cause == null ? null : CallCause.valueOf(cause),
                row.getInt("of_day"),
                row.getInt("in_all"),
                java.util.Objects.requireNonNull(instant(row, "started_at")),
                instant(row, "connected_at"),
                instant(row, "ended_at"),
                instant(row, "retry_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
