package otklik.kernel;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import otklik.kernel.Parameter.Type;

/**
 * The values of the company's settings that are in force now. Ask at use and keep nothing: an administrator may change a value at any time,
 * and every node has the new one at once, or after five seconds where its signal is lost. Where nobody has changed it, the value is that of
 * the installation ({@code otklik.work.lease}, {@code otklik.inbox.repeat-span}, {@code otklik.working-time}), else the product's own.
 */
@Component
public class Parameters {
    private static final Logger log = LoggerFactory.getLogger(Parameters.class);
    private static final long OLDEST_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** The row on which changes queue: a rule about two settings must see both. */
    private static final String QUEUE = "*";

    private final Settings settings;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Signals signals;
    private final Set<String> complained = ConcurrentHashMap.newKeySet();
    private final AtomicLong drops = new AtomicLong();
    private volatile @Nullable Snapshot snapshot;

    public Parameters(Settings settings, JdbcClient jdbc, Clock clock, Signals signals) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
        this.signals = signals;
        signals.listen(topic -> {
            if (topic.equals(Signals.SETTINGS)) {
                drop();
            }
        });
    }

    private record Snapshot(Map<Parameter, Object> values, long takenAt) {}

    /**
     * One setting as it stands in the database.
     *
     * @param value in force
     * @param byDefault in force when nobody has changed it
     * @param changed whether an administrator's value is in force
     * @param version grows with each change; 0: never changed
     * @param changedBy login of the person who changed it last
     */
    public record Entry(
            Parameter parameter,
            Object value,
            Object byDefault,
            boolean changed,
            long version,
            @Nullable String changedBy,
            @Nullable Instant changedAt) {}

    /** Somebody has changed the setting since it was read; nothing was written. */
    public static final class Outdated extends RuntimeException {
        private final transient Entry now;

        Outdated(Entry now) {
            super("%s was changed meanwhile".formatted(now.parameter().key()));
            this.now = now;
        }

        /** The setting as it is now. */
        public Entry now() {
            return now;
        }
    }

    public Duration duration(Parameter parameter) {
        return (Duration) value(parameter, Type.DURATION, Type.WORKING_TIME);
    }

    public int number(Parameter parameter) {
        return Math.toIntExact((Long) value(parameter, Type.NUMBER));
    }

    /** A share in percent, {@code 50} for a half. */
    public BigDecimal percent(Parameter parameter) {
        return (BigDecimal) value(parameter, Type.PERCENT);
    }

    public BigDecimal money(Parameter parameter) {
        return (BigDecimal) value(parameter, Type.MONEY);
    }

    public LocalTime time(Parameter parameter) {
        return (LocalTime) value(parameter, Type.TIME_OF_DAY);
    }

    public LocalDate day(Parameter parameter) {
        return (LocalDate) value(parameter, Type.DAY);
    }

    @SuppressWarnings("unchecked")
    public Set<DayOfWeek> days(Parameter parameter) {
        return (Set<DayOfWeek>) value(parameter, Type.WEEKDAYS);
    }

    public boolean isOn(Parameter parameter) {
        return (Boolean) value(parameter, Type.SWITCH);
    }

    public ZoneId zone(Parameter parameter) {
        return (ZoneId) value(parameter, Type.ZONE);
    }

    private Object value(Parameter parameter, Type... types) {
        if (!Arrays.asList(types).contains(parameter.type())) {
            throw new IllegalArgumentException("Setting %s is a %s"
                    .formatted(parameter.key(), parameter.type().name()));
        }
        return Objects.requireNonNull(current().values().get(parameter));
    }

    private Snapshot current() {
        var kept = snapshot;
        if (kept != null && System.nanoTime() - kept.takenAt() < OLDEST_NANOS) {
            return kept;
        }
        // What was read before a drop must not be kept after it.
        var dropsBefore = drops.get();
        var fresh = new Snapshot(values(stored()), System.nanoTime());
        snapshot = fresh;
        if (drops.get() != dropsBefore) {
            snapshot = null;
        }
        return fresh;
    }

    private void drop() {
        drops.incrementAndGet();
        snapshot = null;
    }

    /** All settings from the database itself, in the order of the catalogue. */
    public List<Entry> all() {
        var rows = stored();
        return Arrays.stream(Parameter.values())
                .map(parameter -> entry(parameter, rows))
                .toList();
    }

    public Entry find(Parameter parameter) {
        return entry(parameter, stored());
    }

    /**
     * Changes one setting, inside the transaction of the caller; the next question on any node is answered by the new value once that has
     * committed.
     *
     * @param text the new value; null: as it is by default
     * @param seen the version that the person has seen
     * @param who login of the person
     * @return the setting before the change; equal to {@link #find} afterwards where nothing had to be changed
     * @throws Refusal when the value is no value, out of its range, or does not go with another setting
     * @throws Outdated when somebody else has changed it since, to something else
     */
    public Entry set(Parameter parameter, @Nullable String text, long seen, String who) {
        line();
        var rows = stored();
        var before = entry(parameter, rows);
        var value = text == null ? before.byDefault() : parameter.read(text);
        var isSame =
                parameter.write(value).equals(parameter.write(before.value())) && (text != null) == before.changed();
        if (isSame) {
            return before;
        }
        if (before.version() != seen) {
            throw new Outdated(before);
        }
        var values = values(rows);
        values.put(parameter, value);
        requireThatTheyGoTogether(parameter, values);
        write(before, text == null ? null : parameter.write(value), who);
        return before;
    }

    /** Lets changes of the settings and of the calendar happen one after the other, until the end of the transaction. */
    public void line() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Settings are changed inside a transaction");
        }
        jdbc.sql("select version from company_parameter where name = ? for update")
                .param(QUEUE)
                .query(Long.class)
                .single();
        signals.say(Signals.SETTINGS);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                // After a rollback too: somebody may have asked inside the transaction.
                drop();
            }
        });
    }

    private void write(Entry before, @Nullable String text, String who) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        int rows = jdbc.sql(
                        "update company_parameter set setting = ?, version = version + 1, changed_by = ?, changed_at = ? where name = ?")
                .params(text, who, now, before.parameter().key())
                .update();
        if (rows == 0) {
            jdbc.sql(
                            "insert into company_parameter (name, setting, version, changed_by, changed_at) values (?, ?, 1, ?, ?)")
                    .params(before.parameter().key(), text, who, now)
                    .update();
        }
    }

    private static void requireThatTheyGoTogether(Parameter changed, Map<Parameter, Object> values) {
        requireLess(changed, Parameter.WORKING_FROM, Parameter.WORKING_UNTIL, false, values);
        requireLess(changed, Parameter.CALL_WINDOW_FROM, Parameter.CALL_WINDOW_UNTIL, false, values);
        requireLess(changed, Parameter.CLIENT_CHASER_AFTER, Parameter.CLIENT_SILENT_CLOSE, false, values);
        requireLess(changed, Parameter.MOST_ATTEMPTS_PER_DAY, Parameter.MOST_ATTEMPTS, true, values);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void requireLess(
            Parameter changed, Parameter less, Parameter more, boolean orEqual, Map<Parameter, Object> values) {
        if (changed != less && changed != more) {
            return;
        }
        var one = Objects.requireNonNull(values.get(less));
        var other = Objects.requireNonNull(values.get(more));
        int order = ((Comparable) one).compareTo(other);
        if (order > 0 || order == 0 && !orEqual) {
            throw changed == less
                    ? new Refusal("kernel.rule.less", less, less.shown(one), more, more.shown(other))
                    : new Refusal("kernel.rule.more", more, more.shown(other), less, less.shown(one));
        }
    }

    private record Row(
            @Nullable String setting, long version, @Nullable String changedBy, @Nullable Instant changedAt) {
        static Row of(ResultSet row) throws SQLException {
            var at = row.getObject("changed_at", OffsetDateTime.class);
            return new Row(
                    row.getString("setting"),
                    row.getLong("version"),
                    row.getString("changed_by"),
                    at == null ? null : at.toInstant());
        }
    }

    private Map<String, Row> stored() {
        return jdbc.sql("select name, setting, version, changed_by, changed_at from company_parameter")
                .query(rows -> {
                    var found = new HashMap<String, Row>();
                    while (rows.next()) {
                        found.put(rows.getString("name"), Row.of(rows));
                    }
                    return found;
                });
    }

    private Map<Parameter, Object> values(Map<String, Row> rows) {
        var values = new EnumMap<Parameter, Object>(Parameter.class);
        for (var parameter : Parameter.values()) {
            values.put(parameter, given(parameter, rows).orElseGet(() -> byDefault(parameter)));
        }
        return values;
    }

    private Entry entry(Parameter parameter, Map<String, Row> rows) {
        var row = rows.get(parameter.key());
        var given = given(parameter, rows);
        return new Entry(
                parameter,
                given.orElseGet(() -> byDefault(parameter)),
                byDefault(parameter),
                given.isPresent(),
                row == null ? 0 : row.version(),
                row == null ? null : row.changedBy(),
                row == null ? null : row.changedAt());
    }

    /** What an administrator has set. A row that this version of the program cannot read is as if it were not there. */
    private Optional<Object> given(Parameter parameter, Map<String, Row> rows) {
        var row = rows.get(parameter.key());
        if (row == null || row.setting() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parameter.read(row.setting()));
        } catch (Refusal unreadable) {
            if (complained.add(parameter.key() + row.setting())) {
                log.warn("Setting {} is not used: {}", parameter.key(), unreadable.getMessage());
            }
            return Optional.empty();
        }
    }

    /** The installation's value where the server has a property for it. */
    private Object byDefault(Parameter parameter) {
        return switch (parameter) {
            case COMPANY_ZONE -> settings.workingTime().zone();
            case WORKING_DAYS -> EnumSet.copyOf(settings.workingTime().days());
            case WORKING_FROM -> settings.workingTime().from();
            case WORKING_UNTIL -> settings.workingTime().until();
            case CLAIM_LEASE -> settings.work().lease();
            case REPEAT_SPAN -> settings.inbox().repeatSpan();
            default -> parameter.byDefault();
        };
    }
}
