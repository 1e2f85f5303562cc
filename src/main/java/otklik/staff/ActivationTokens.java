package otklik.staff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The links of letters. Only their hashes are kept: who reads the database cannot use them. A person has at most one link in force for each
 * purpose; whoever makes one holds the person's row.
 */
@Component
class ActivationTokens {
    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    ActivationTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The person a letter goes to, as the current transaction sees the row. */
    record Person(
            long id,
            String login,
            String name,
            String email,
            EmployeeState state,
            @Nullable String zone,
            Locale language) {}

    /** A row of {@code activation_token}. */
    record Token(
            long id,
            long employeeId,
            String login,
            String name,
            EmployeeState employeeState,
            LinkPurpose purpose,
            long letterCount,
            boolean inForce,
            String sentTo,
            @Nullable String letter,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant openedAt,
            @Nullable Instant undeliveredAt,
            @Nullable Instant usedAt) {

        LinkState state(Instant now) {
            if (usedAt != null) {
                return LinkState.USED;
            }
            if (!inForce) {
                return LinkState.REPLACED;
            }
            return expiresAt.isAfter(now) ? LinkState.LIVE : LinkState.EXPIRED;
        }
    }

    /** Locks the row of the person until the end of the transaction: letters to one person are written one after the other. */
    Optional<Person> lock(String login) {
        return jdbc.sql("select id, login, name, email, state, zone, language from employee where login = ? for update")
                .param(login)
                .query((row, number) -> new Person(
                        row.getLong("id"),
                        row.getString("login"),
                        row.getString("name"),
                        row.getString("email"),
                        EmployeeState.valueOf(row.getString("state")),
                        row.getString("zone"),
                        Locale.forLanguageTag(row.getString("language"))))
                .optional();
    }

    /** Login of the active person who has this login or mail. */
    Optional<String> findActive(String loginOrMail) {
        var sought = loginOrMail.strip().toLowerCase(Locale.ROOT);
        return jdbc.sql("select login from employee where state = 'ACTIVE' and (login = ? or email_key = ?)")
                .params(sought, sought)
                .query(String.class)
                .optional();
    }

    /** What goes into a new link: 256 bits from the system's random source, as 43 characters of an address. */
    String random() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Puts the link in force and ends the one before; returns how many there have been. */
    long issue(Person person, LinkPurpose purpose, String token, Instant now, Instant expires) {
        kill(person.id(), purpose, now);
        var count = jdbc.sql(
                                "select coalesce(max(letter_count), 0) from activation_token where employee_id = ? and purpose = ?")
                        .params(person.id(), purpose.name())
                        .query(Long.class)
                        .single()
                + 1;
        jdbc.sql(
                        """
                        insert into activation_token
                            (employee_id, purpose, letter_count, token_hash, in_force, sent_to, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        person.id(),
                        purpose.name(),
                        count,
                        hash(token),
                        person.id() + "/" + purpose.name(),
                        person.email(),
                        utc(now),
                        utc(expires))
                .update();
        return count;
    }

    void setLetter(String token, String letter) {
        jdbc.sql("update activation_token set letter = ? where token_hash = ?")
                .params(letter, hash(token))
                .update();
    }

    /** Ends the link that is in force, if there is one. */
    void kill(long employeeId, LinkPurpose purpose, Instant now) {
        jdbc.sql("update activation_token set in_force = null, killed_at = ? where in_force = ?")
                .params(utc(now), employeeId + "/" + purpose.name())
                .update();
    }

    Optional<Token> find(String token) {
        return query("t.token_hash = ?", hash(token));
    }

    Optional<Token> byLetter(String letter) {
        return query("t.letter = ?", letter);
    }

    /** The newest activation letter of the person. */
    Optional<Token> newestInvitation(String login) {
        return jdbc.sql(SELECT + " where e.login = ? and t.purpose = 'ACTIVATION' order by t.letter_count desc limit 1")
                .param(login)
                .query(ActivationTokens::token)
                .optional();
    }

    long countSince(long employeeId, LinkPurpose purpose, Instant since) {
        return jdbc.sql(
                        "select count(*) from activation_token where employee_id = ? and purpose = ? and created_at > ?")
                .params(employeeId, purpose.name(), utc(since))
                .query(Long.class)
                .single();
    }

    /** Whether it was opened for the first time. */
    boolean open(long id, Instant now) {
        return jdbc.sql("update activation_token set opened_at = ? where id = ? and opened_at is null")
                        .params(utc(now), id)
                        .update()
                == 1;
    }

    /** Uses the link up; false where somebody else has, or it is no longer in force. */
    boolean use(long id, Instant now) {
        return jdbc.sql(
                                "update activation_token set in_force = null, used_at = ? where id = ? and in_force is not null and expires_at > ?")
                        .params(utc(now), id, utc(now))
                        .update()
                == 1;
    }

    void expire(long id, Instant now) {
        jdbc.sql("update activation_token set expires_at = ? where id = ? and expires_at > ?")
                .params(utc(now), id, utc(now))
                .update();
    }

    void undelivered(long id, Instant now) {
        jdbc.sql("update activation_token set undelivered_at = ? where id = ?")
                .params(utc(now), id)
                .update();
    }

    private static final String SELECT =
            "select t.*, e.login, e.name, e.state as employee_state from activation_token t join employee e on e.id = t.employee_id";

    private Optional<Token> query(String condition, String argument) {
        return jdbc.sql(SELECT + " where " + condition)
                .param(argument)
                .query(ActivationTokens::token)
                .optional();
    }

    private static Token token(ResultSet row, int number) throws SQLException {
        return new Token(
                row.getLong("id"),
                row.getLong("employee_id"),
                row.getString("login"),
                row.getString("name"),
                EmployeeState.valueOf(row.getString("employee_state")),
                LinkPurpose.valueOf(row.getString("purpose")),
                row.getLong("letter_count"),
                row.getString("in_force") != null,
                row.getString("sent_to"),
                row.getString("letter"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                instant(row, "opened_at"),
                instant(row, "undelivered_at"),
                instant(row, "used_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
