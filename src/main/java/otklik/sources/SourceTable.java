package otklik.sources;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.kernel.ForeignText;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Signals;

/** The rows of sources: their settings, how they are, who looks into them, and how much comes in. */
@Component
class SourceTable {
    private static final Logger log = LoggerFactory.getLogger(SourceTable.class);
    private static final int ERROR_LENGTH = 2000;
    private static final int DAYS = 14;

    /** A source that works says so at most once in this time: its row must not be a bottleneck. */
    private static final Duration SAY_AGAIN = Duration.ofSeconds(20);

    private static final Duration REFUSED_AGAIN = Duration.ofSeconds(1);

    /** A look that takes longer belongs to a node that is gone. */
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(5);

    /** Later than any look that is planned. */
    private static final Instant WHENEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Signals signals;
    private final Secrets secrets;
    private final Parameters parameters;
    private final TransactionTemplate apart;
    private final Set<String> daysThere = ConcurrentHashMap.newKeySet();

    SourceTable(
            JdbcClient jdbc,
            Clock clock,
            Signals signals,
            Secrets secrets,
            Parameters parameters,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.signals = signals;
        this.secrets = secrets;
        this.parameters = parameters;
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** A claim on one look; who has lost it writes nothing more. */
    record Look(Source source, Instant until) {}

    Optional<Source> find(String key) {
        return jdbc.sql("select * from source where source_key = ?")
                .param(key)
                .query(this::source)
                .optional();
    }

    List<Source> ofKind(String kind) {
        return jdbc.sql("select * from source where kind = ? order by source_key")
                .param(kind)
                .query(this::source)
                .list();
    }

    Map<String, String> names() {
        var names = new HashMap<String, String>();
        jdbc.sql("select source_key, name from source").query(row -> {
            names.put(row.getString("source_key"), row.getString("name"));
        });
        return names;
    }

    List<SourceCard> cards() {
        var today = today();
        var counts = new HashMap<String, Map<LocalDate, SourceCard.Count>>();
        jdbc.sql("select * from source_day where on_day > ?")
                .param(today.minusDays(DAYS))
                .query(row -> {
                    var day = row.getObject("on_day", LocalDate.class);
                    counts.computeIfAbsent(row.getString("source_key"), key -> new HashMap<>())
                            .put(day, new SourceCard.Count(day, row.getLong("items"), row.getLong("repeats")));
                });
        var parked = new HashMap<String, Long>();
        jdbc.sql("select source, count(*) as parked from received_item where problem is not null group by source")
                .query(row -> {
                    parked.put(row.getString("source"), row.getLong("parked"));
                });
        return jdbc.sql("select * from source order by name, source_key")
                .query((row, number) -> card(
                        row,
                        days(today, counts.getOrDefault(row.getString("source_key"), Map.of())),
                        parked.getOrDefault(row.getString("source_key"), 0L)))
                .list();
    }

    private static List<SourceCard.Count> days(LocalDate today, Map<LocalDate, SourceCard.Count> counts) {
        return today.minusDays(DAYS - 1L)
                .datesUntil(today.plusDays(1))
                .map(day -> counts.getOrDefault(day, new SourceCard.Count(day, 0, 0)))
                .toList();
    }

    private SourceCard card(ResultSet row, List<SourceCard.Count> days, long parked) throws SQLException {
        return new SourceCard(
                row.getString("source_key"),
                row.getString("kind"),
                row.getString("name"),
                secrets.read(row.getString("settings")),
                Set.copyOf(secrets.open(row.getString("secrets")).keySet()),
                row.getBoolean("paused"),
                row.getBoolean("healthy"),
                instant(row, "last_success"),
                row.getString("last_error"),
                instant(row, "last_error_at"),
                days,
                parked,
                row.getLong("version"));
    }

    private Source source(ResultSet row, int number) throws SQLException {
        var settings = new HashMap<>(secrets.read(row.getString("settings")));
        settings.putAll(secrets.open(row.getString("secrets")));
        return new Source(
                row.getString("source_key"),
                row.getString("kind"),
                row.getString("name"),
                Map.copyOf(settings),
                row.getBoolean("paused"),
                row.getString("mark"));
    }

    /** @return whether it was not there */
    boolean insert(String key, String kind, String name, Map<String, String> settings, Map<String, String> hidden) {
        try {
            return jdbc.sql(
                                    """
                                    insert into source
                                        (source_key, kind, name, settings, secrets, paused, healthy, next_look_at, version)
                                    select ?, ?, ?, ?, ?, false, true, ?, 1
                                    where not exists (select 1 from source where source_key = ?)""")
                            .params(
                                    key,
                                    kind,
                                    name,
                                    secrets.write(settings),
                                    secrets.close(hidden),
                                    utc(clock.instant()),
                                    key)
                            .update()
                    == 1;
        } catch (DuplicateKeyException otherNode) {
            log.debug("Another node has registered {} first", key);
            return false;
        }
    }

    /** @return whether the row was still of this version; the source begins anew with its new settings then */
    boolean update(String key, long version, String name, Map<String, String> settings, Map<String, String> hidden) {
        return jdbc.sql(
                                """
                                update source set name = ?, settings = ?, secrets = ?, mark = null, looking_until = null, next_look_at = ?,
                                    version = version + 1 where source_key = ? and version = ?""")
                        .params(
                                name,
                                secrets.write(settings),
                                secrets.close(hidden),
                                utc(clock.instant()),
                                key,
                                version)
                        .update()
                == 1;
    }

    boolean pause(String key, boolean paused) {
        return jdbc.sql("update source set paused = ?, next_look_at = ? where source_key = ? and paused <> ?")
                        .params(paused, utc(clock.instant()), key, paused)
                        .update()
                == 1;
    }

    /** Takes a source away that has never brought anything. */
    boolean delete(String key) {
        return jdbc.sql(
                                """
                                delete from source where source_key = ? and not exists (select 1 from received_item where source = ?)
                                    and not exists (select 1 from source_day where source_key = ?)""")
                        .params(key, key, key)
                        .update()
                == 1;
    }

    /** Keys of the sources that wait for a look. */
    List<String> due() {
        var now = utc(clock.instant());
        return jdbc.sql(
                        """
                        select source_key from source where paused = false and next_look_at <= ?
                            and (looking_until is null or looking_until < ?) order by next_look_at""")
                .params(now, now)
                .query(String.class)
                .list();
    }

    /**
     * Claims a look, on one node at a time; empty where another has it, or where the source is paused.
     *
     * @param onlyDue empty also where its time has not come: another node has looked since it was found due
     */
    Optional<Look> claim(String key, boolean onlyDue) {
        var now = clock.instant();
        var until = now.plus(LONGEST_LOOK).truncatedTo(ChronoUnit.MILLIS);
        var claimed = jdbc.sql(
                                """
                                update source set looking_until = ? where source_key = ? and paused = false
                                    and (looking_until is null or looking_until < ?) and next_look_at <= ?""")
                        .params(utc(until), key, utc(now), utc(onlyDue ? now : WHENEVER))
                        .update()
                == 1;
        return claimed ? find(key).map(source -> new Look(source, until)) : Optional.empty();
    }

    void finish(Look look, Duration pause, @Nullable String mark) {
        jdbc.sql(
                        """
                        update source set looking_until = null, next_look_at = ?, mark = coalesce(?, mark)
                        where source_key = ? and looking_until = ?""")
                .params(utc(clock.instant().plus(pause)), mark, look.source().key(), utc(look.until()))
                .update();
    }

    void succeeded(String key) {
        var now = clock.instant();
        var was = jdbc.sql("select healthy from source where source_key = ?")
                .param(key)
                .query(Boolean.class)
                .optional();
        jdbc.sql(
                        """
                        update source set healthy = true, last_success = ? where source_key = ?
                            and (healthy = false or last_success is null or last_success < ?)""")
                .params(utc(now), key, utc(now.minus(SAY_AGAIN)))
                .update();
        if (was.isPresent() && !was.get()) {
            log.info("Source {} works again", key);
            signals.say(Signals.HEALTH);
        }
    }

    void failed(String key, String error) {
        var was = jdbc.sql("select healthy from source where source_key = ?")
                .param(key)
                .query(Boolean.class)
                .optional();
        jdbc.sql("update source set healthy = false, last_error = ?, last_error_at = ? where source_key = ?")
                .params(cut(error), utc(clock.instant()), key)
                .update();
        if (was.isPresent() && was.get()) {
            log.warn("Source {} does not work: {}", key, ForeignText.oneLine(error));
            signals.say(Signals.HEALTH);
        }
    }

    /** Keeps a word about a call that was refused: it is the caller's mistake, the source itself is well. */
    void refused(String key, String error) {
        var now = clock.instant();
        // A robot that calls a thousand times a second must not write a thousand times a second.
        jdbc.sql(
                        """
                        update source set last_error = ?, last_error_at = ? where source_key = ?
                            and (last_error_at is null or last_error_at < ?)""")
                .params(cut(error), utc(now), key, utc(now.minus(REFUSED_AGAIN)))
                .update();
    }

    private static String cut(String error) {
        return ForeignText.cut(ForeignText.oneLine(error), ERROR_LENGTH);
    }

    /** Counts what came in today; called last in a transaction, since all arrivals of the source wait for its row. */
    void count(String key, long items, long repeats) {
        var day = today();
        ensure(key, day);
        jdbc.sql("update source_day set items = items + ?, repeats = repeats + ? where source_key = ? and on_day = ?")
                .params(items, repeats, key, day)
                .update();
    }

    private void ensure(String key, LocalDate day) {
        if (daysThere.contains(key + " " + day)) {
            return;
        }
        try {
            // Apart, since a row that another node has made meanwhile would spoil the caller's transaction.
            apart.executeWithoutResult(status -> jdbc.sql(
                            """
                            insert into source_day (source_key, on_day, items, repeats)
                            select ?, ?, 0, 0 where not exists (select 1 from source_day where source_key = ? and on_day = ?)""")
                    .params(key, day, key, day)
                    .update());
        } catch (DuplicateKeyException otherNode) {
            log.debug("Another node counts {} today already", key);
        }
        daysThere.add(key + " " + day);
    }

    private LocalDate today() {
        return clock.instant().atZone(parameters.zone(Parameter.COMPANY_ZONE)).toLocalDate();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
