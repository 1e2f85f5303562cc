package otklik.customers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.kernel.Database;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;

/**
 * Who has a client in hand just now, and how often we came to him by ourselves (E40): one client is never in two hands at once, whatever the
 * flows and queues, is not come to more often than {@link Parameter#CONTACT_DAILY_CAP} a day, and is not brought back twice within
 * {@link Parameter#RECOVERY_SAME_CLIENT}. A client is a text that stays the same: {@code P-12} a person, else {@code K-7} a company, else the
 * phone, else what stands for an address.
 */
@Service
public class ContactLeases {
    private static final Duration ONE_TALK = Duration.ofMinutes(30);
    private static final int STRANGER_BYTES = 20;

    private final JdbcClient jdbc;
    private final Database database;
    private final Parameters parameters;
    private final Clock clock;

    ContactLeases(JdbcClient jdbc, Database database, Parameters parameters, Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.parameters = parameters;
        this.clock = clock;
    }

    /**
     * As {@link #take(String, String, String, Duration, boolean)} where nothing was promised.
     */
    @Transactional
    public boolean take(String contact, String login, String taskId, Duration length) {
        return take(contact, login, taskId, length, false);
    }

    /**
     * Takes the client into the person's hand for one task, or keeps him there. False when a colleague has him, and when we came to him often
     * enough today, unless it is he who wants us to come.
     *
     * @param length how long at most, should nobody free him
     * @param isPromised whether the moment was promised to him (E38)
     */
    @Transactional
    public boolean take(String contact, String login, String taskId, Duration length, boolean isPromised) {
        var now = clock.instant();
        var until = now.plus(length).atOffset(ZoneOffset.UTC);
        if (!isPromised && isCapped(contact)) {
            return false;
        }
        int kept = jdbc.sql(
                        """
                        update contact_lease set login = ?, task_id = ?, until_at = ?
                        where contact = ? and (login = ? or until_at <= ?)""")
                .params(login, taskId, until, contact, login, now.atOffset(ZoneOffset.UTC))
                .update();
        return kept == 1 || insert(contact, login, taskId, until);
    }

    private boolean insert(String contact, String login, String taskId, java.time.OffsetDateTime until) {
        // A violated key would end the transaction on PostgreSQL; H2 undoes the statement only.
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            return jdbc.sql("insert into contact_lease (contact, login, task_id, until_at) values (?, ?, ?, ?)"
                                    + unlessThere)
                            .params(contact, login, taskId, until)
                            .update()
                    == 1;
        } catch (DuplicateKeyException held) {
            return false;
        }
    }

    /** The task is over or given back; nothing where it had no client in hand. */
    public void free(String taskId) {
        jdbc.sql("delete from contact_lease where task_id = ?").param(taskId).update();
    }

    /** The person goes on with the task: its client, if it has one in hand, stays with him for so long from now on. */
    public void keep(String taskId, String login, Duration length) {
        jdbc.sql("update contact_lease set until_at = greatest(until_at, ?) where task_id = ? and login = ?")
                .params(clock.instant().plus(length).atOffset(ZoneOffset.UTC), taskId, login)
                .update();
    }

    /** The person has given the task back; whoever has the client for it now keeps him. */
    public void free(String taskId, String login) {
        jdbc.sql("delete from contact_lease where task_id = ? and login = ?")
                .params(taskId, login)
                .update();
    }

    /** Whether the person may be given the client now; a look only, {@link #take} decides. */
    public boolean isFree(String contact, String login) {
        return isFree(contact, login, false);
    }

    /**
     * As {@link #isFree(String, String)}.
     *
     * @param isPromised whether the moment was promised to him (E38)
     */
    public boolean isFree(String contact, String login, boolean isPromised) {
        return !isHeld(contact, login) && (isPromised || !isCapped(contact));
    }

    /** Whether a colleague of the person has the client in hand. */
    public boolean isHeld(String contact, String login) {
        return jdbc.sql("select count(*) from contact_lease where contact = ? and login <> ? and until_at > ?")
                        .params(contact, login, clock.instant().atOffset(ZoneOffset.UTC))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Who has the client in hand. */
    public Optional<String> holder(String contact) {
        return jdbc.sql("select login from contact_lease where contact = ? and until_at > ?")
                .params(contact, clock.instant().atOffset(ZoneOffset.UTC))
                .query(String.class)
                .optional();
    }

    /** When the client may be had again by anybody, unless he is freed before: after the day in which we came often enough, else after the hold. */
    public Instant freeAt(String contact, boolean isPromised) {
        var now = clock.instant();
        if (!isPromised && isCapped(contact)) {
            return startOfDay(1);
        }
        return jdbc.sql("select until_at from contact_lease where contact = ? and until_at > ?")
                .params(contact, now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional()
                .orElse(now);
    }

    /**
     * We came to the client by ourselves: dialled, or talked. What several steps tell of one talk counts once.
     *
     * @param flow the key of the process for which, such as {@code planned-activity}
     */
    public void touched(String contact, String flow, Instant at) {
        if (!wasTouchedSince(contact, at.minus(ONE_TALK), 1)) {
            jdbc.sql("insert into contact_touch (contact, flow, touched_at) values (?, ?, ?)")
                    .params(contact, flow, at.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    /** Whether nobody came to the client for so long that he may be asked to come back; of a company, to none of its people either. */
    public boolean mayRecover(String contact) {
        var since = clock.instant().minus(parameters.duration(Parameter.RECOVERY_SAME_CLIENT));
        return jdbc.sql(
                                """
                                select count(*) from contact_touch where touched_at >= :since and (contact = :contact
                                    or contact in (select p.number from person p join company c on c.id = p.company_id
                                        where c.number = :contact)
                                    or contact in (select c.number from company c join person p on p.company_id = c.id
                                        where p.number = :contact))""")
                        .param("since", since.atOffset(ZoneOffset.UTC))
                        .param("contact", contact)
                        .query(Integer.class)
                        .single()
                == 0;
    }

    /** Whom one has in hand of whom only an address is known: a key that is as long as others and does not tell the address. */
    public static String stranger(String address) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(address.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            return "@" + HexFormat.of().formatHex(digest, 0, STRANGER_BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }

    private boolean isCapped(String contact) {
        return wasTouchedSince(contact, startOfDay(0), parameters.number(Parameter.CONTACT_DAILY_CAP));
    }

    /** @param later days after today */
    private Instant startOfDay(int later) {
        var zone = parameters.zone(Parameter.COMPANY_ZONE);
        return clock.instant()
                .atZone(zone)
                .toLocalDate()
                .plusDays(later)
                .atStartOfDay(zone)
                .toInstant();
    }

    private boolean wasTouchedSince(String contact, Instant since, int times) {
        return jdbc.sql("select count(*) from contact_touch where contact = ? and touched_at >= ?")
                        .params(contact, since.atOffset(ZoneOffset.UTC))
                        .query(Integer.class)
                        .single()
                >= times;
    }
}
