package otklik.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The mailboxes from which letters are fetched, and how they are. */
@Component
public class MailSources {
    private final JdbcClient jdbc;
    private final ObjectProvider<MailPoller> poller;

    MailSources(JdbcClient jdbc, ObjectProvider<MailPoller> poller) {
        this.jdbc = jdbc;
        this.poller = poller;
    }

    /**
     * One mailbox.
     *
     * @param healthy whether the last look into it succeeded
     * @param lastSuccess null before the first
     * @param letters stored so far
     * @param repeats met again under another UID and not stored
     * @param parked stored, but refused by a part of the program; these are waiting for another attempt or, after five, for a person
     */
    public record SourceState(
            String name,
            boolean healthy,
            @Nullable Instant lastSuccess,
            @Nullable String lastError,
            @Nullable Instant lastErrorAt,
            long letters,
            long repeats,
            long parked) {}

    /** Empty until the first look, and where mail is switched off. */
    public List<SourceState> all() {
        return jdbc.sql(
                        """
                        select s.*, (select count(*) from received_letter l where l.source = s.name and l.problem is not null) as parked
                        from mail_source s order by s.name""")
                .query(MailSources::state)
                .list();
    }

    /**
     * Looks into all mailboxes on this thread and returns when all new letters are stored, or the attempt failed: {@link #all} tells. Does
     * nothing where mail is switched off. Not to be called within a transaction.
     */
    public void pollNow() {
        poller.ifAvailable(MailPoller::pollNow);
    }

    /** Lets every parked letter be read again at the next looks, five times from now. */
    public void retryParked() {
        jdbc.sql("update received_letter set retries = 0, next_retry_at = current_timestamp where problem is not null")
                .update();
    }

    private static SourceState state(ResultSet row, int number) throws SQLException {
        return new SourceState(
                row.getString("name"),
                row.getBoolean("healthy"),
                instant(row, "last_success"),
                row.getString("last_error"),
                instant(row, "last_error_at"),
                row.getLong("letters"),
                row.getLong("repeats"),
                row.getLong("parked"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
