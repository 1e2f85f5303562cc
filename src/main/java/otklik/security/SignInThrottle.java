package otklik.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.kernel.Settings;

/**
 * Slows guessing down, per account and per address, on all nodes together. An attempt is counted as a failure <em>before</em> the password is
 * looked at and taken back when it was right: so many guesses at once see no more of the password than so many one after the other.
 */
@Component
public class SignInThrottle {
    private static final Logger log = LoggerFactory.getLogger(SignInThrottle.class);
    private static final int LOGIN_LENGTH = 64;
    private static final int MOST_DOUBLINGS = 30;
    private static final int ATTEMPTS_TO_COUNT = 10;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Settings.SignIn settings;
    private final SignInLog signIns;
    private final ApplicationEventPublisher events;
    private final Policy policy;
    private final TransactionTemplate transaction;

    SignInThrottle(
            JdbcClient jdbc,
            Clock clock,
            Settings settings,
            SignInLog signIns,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Policy policy) {
        this.policy = policy;
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings.signIn();
        this.signIns = signIns;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** What is being guessed. */
    enum Guess {
        PASSWORD,
        CODE;

        String counter(String login) {
            return name().toLowerCase(Locale.ROOT) + ":" + login;
        }
    }

    /**
     * An account or address that has to wait.
     *
     * @param counter what an administrator gives to {@link #unlock}
     * @param name the login or the address
     * @param isAddress whether it is an address
     */
    public record Lock(String counter, String name, boolean isAddress, int failures, Instant until) {}

    private record Limit(String counter, int attempts) {}

    private record Row(int failures, Instant beganAt, @Nullable Instant lockedUntil, boolean told) {}

    private record Answer(@Nullable Instant until, boolean first) {}

    /** The login in the form in which it is looked up and counted. */
    static String login(String typed) {
        var login = typed.strip().toLowerCase(Locale.ROOT).replaceAll("\\p{Cntrl}", "?");
        return login.length() <= LOGIN_LENGTH ? login : login.substring(0, LOGIN_LENGTH);
    }

    /** Lets one guess through, counted as a failure until {@link #wasRight}; thrown back while the account or the address has to wait. */
    void enter(Guess guess, String login, Visitor visitor) {
        var limits = limits(guess, login, visitor);
        var answer = count(limits);
        if (answer.until() != null) {
            if (answer.first()) {
                signIns.write(login, visitor, SignInOutcome.LOCKED, guess == Guess.CODE ? "code" : null);
            }
            throw new TooManyAttempts(answer.until());
        }
    }

    /** Takes the attempt back: the account begins anew, the address has one failure less. */
    void wasRight(Guess guess, String login, Visitor visitor) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        transaction.executeWithoutResult(status -> {
            jdbc.sql(
                            """
                            update sign_in_counter
                            set failures = failures - 1, locked_until = case when failures <= ? then null else ? end
                            where counter = ? and failures > 0""")
                    .params(settings.addressAttempts(), now, addressCounter(visitor))
                    .update();
            jdbc.sql("update sign_in_counter set failures = 0, locked_until = null where counter = ?")
                    .param(guess.counter(login))
                    .update();
        });
    }

    /** Those who have to wait now, the longest wait first. */
    public List<Lock> locked(int limit) {
        return jdbc.sql("select * from sign_in_counter where locked_until > ? order by locked_until desc limit ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), limit)
                .query((row, number) -> {
                    var counter = row.getString("counter");
                    return new Lock(
                            counter,
                            counter.substring(counter.indexOf(':') + 1),
                            counter.startsWith("address:"),
                            row.getInt("failures"),
                            row.getObject("locked_until", OffsetDateTime.class).toInstant());
                })
                .list();
    }

    /** Lets the account or the address try again at once. */
    @Transactional
    public void unlock(Lock lock) {
        policy.require(Section.SYSTEM, Action.CHANGE);
        jdbc.sql("delete from sign_in_counter where counter = ?")
                .param(lock.counter())
                .update();
        events.publishEvent(new SecurityChange(
                lock.name(),
                lock.isAddress() ? SecurityChange.Kind.ADDRESS_UNLOCKED : SecurityChange.Kind.ACCOUNT_UNLOCKED));
    }

    /** Forgets failures that count no more; whoever tries thousands of logins leaves thousands of rows, for an hour at most. */
    void forgetOld() {
        var old = clock.instant().minus(settings.window()).atOffset(ZoneOffset.UTC);
        jdbc.sql("delete from sign_in_counter where last_at < ? and (locked_until is null or locked_until < ?)")
                .params(old, old)
                .update();
    }

    private List<Limit> limits(Guess guess, String login, Visitor visitor) {
        // Always in the same order, or two attempts could wait for each other.
        return Stream.of(
                        new Limit(guess.counter(login), settings.attempts()),
                        new Limit(addressCounter(visitor), settings.addressAttempts()))
                .sorted(Comparator.comparing(Limit::counter))
                .toList();
    }

    private Answer count(List<Limit> limits) {
        for (var attempt = 0; attempt < ATTEMPTS_TO_COUNT; attempt++) {
            limits.forEach(limit -> ensure(limit.counter()));
            var answer = transaction.execute(status -> tryToCount(limits));
            if (answer != null) {
                return answer;
            }
            log.debug("A counter was tidied away between its making and its lock");
        }
        throw new IllegalStateException("The counters of sign-ins cannot be kept");
    }

    /** In a transaction of its own, whatever the caller has: a row that nobody else sees counts nothing. */
    private void ensure(String counter) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        try {
            transaction.executeWithoutResult(status -> jdbc.sql(
                            """
                            insert into sign_in_counter (counter, failures, began_at, last_at, told)
                            select ?, 0, ?, ?, false where not exists (select 1 from sign_in_counter where counter = ?)""")
                    .params(counter, now, now, counter)
                    .update());
        } catch (DuplicateKeyException other) {
            log.debug("{} is counted by another attempt already", counter);
        }
    }

    private @Nullable Answer tryToCount(List<Limit> limits) {
        var rows = limits.stream().map(limit -> lock(limit.counter())).toList();
        if (rows.stream().anyMatch(Optional::isEmpty)) {
            return null;
        }
        var now = clock.instant();
        Answer refused = null;
        for (var i = 0; i < limits.size(); i++) {
            var row = rows.get(i).orElseThrow();
            if (row.lockedUntil() != null && row.lockedUntil().isAfter(now)) {
                var until = refused == null || refused.until() == null
                        ? row.lockedUntil()
                        : Stream.of(refused.until(), row.lockedUntil())
                                .max(Comparator.naturalOrder())
                                .get();
                refused = new Answer(until, !row.told() || refused != null && refused.first());
                jdbc.sql("update sign_in_counter set told = true where counter = ?")
                        .param(limits.get(i).counter())
                        .update();
            }
        }
        if (refused != null) {
            return refused;
        }
        for (var i = 0; i < limits.size(); i++) {
            addFailure(limits.get(i), rows.get(i).orElseThrow(), now);
        }
        return new Answer(null, false);
    }

    private void addFailure(Limit limit, Row row, Instant now) {
        var counts = Objects.requireNonNullElse(row.lockedUntil(), row.beganAt())
                        .plus(settings.window())
                        .isAfter(now)
                && row.failures() > 0;
        var failures = counts ? row.failures() + 1 : 1;
        var lockedUntil = failures < limit.attempts() ? null : now.plus(pauseAfter(failures - limit.attempts()));
        jdbc.sql(
                        """
                        update sign_in_counter
                        set failures = ?, began_at = ?, last_at = ?, locked_until = ?, told = false where counter = ?""")
                .params(
                        failures,
                        (counts ? row.beganAt() : now).atOffset(ZoneOffset.UTC),
                        now.atOffset(ZoneOffset.UTC),
                        lockedUntil == null ? null : lockedUntil.atOffset(ZoneOffset.UTC),
                        limit.counter())
                .update();
    }

    private Duration pauseAfter(int further) {
        var pause = settings.pause().multipliedBy(1L << Math.min(further, MOST_DOUBLINGS));
        return pause.compareTo(settings.lock()) < 0 ? pause : settings.lock();
    }

    private Optional<Row> lock(String counter) {
        return jdbc.sql("select * from sign_in_counter where counter = ? for update")
                .param(counter)
                .query((row, number) -> {
                    var lockedUntil = row.getObject("locked_until", OffsetDateTime.class);
                    return new Row(
                            row.getInt("failures"),
                            row.getObject("began_at", OffsetDateTime.class).toInstant(),
                            lockedUntil == null ? null : lockedUntil.toInstant(),
                            row.getBoolean("told"));
                })
                .optional();
    }

    private static String addressCounter(Visitor visitor) {
        return "address:" + Network.of(visitor.address());
    }
}
