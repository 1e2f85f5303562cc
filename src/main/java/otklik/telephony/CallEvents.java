package otklik.telephony;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.engine.Attempts;
import otklik.kernel.Database;
import otklik.kernel.ForeignText;
import otklik.kernel.Settings;
import otklik.security.CurrentUser;

/**
 * What providers tell. Each event is stored once under the provider's own id, then applied in a transaction of its own together with all that
 * follows from it; one that somebody refuses, or that comes before its call is known, is tried again, and the ledger never waits for it.
 */
@Component
class CallEvents {
    private static final Logger log = LoggerFactory.getLogger(CallEvents.class);
    private static final int ID_LENGTH = 200;
    private static final int REFERENCE_LENGTH = 120;
    private static final int NUMBER_LENGTH = 64;
    private static final int LINK_LENGTH = 1000;
    private static final int BODY_LENGTH = 4000;
    private static final int SWEPT_AT_ONCE = 200;
    private static final int TRIES = 8;
    /** A doubt is settled by then in any case. */
    private static final Duration DOUBTFUL = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final Database database;
    private final CallRows rows;
    private final CallBook book;
    private final Lines lines;
    private final ObjectProvider<Callers> callers;
    private final Attempts attempts;
    private final String country;
    private final Clock clock;

    CallEvents(
            JdbcClient jdbc,
            Database database,
            CallRows rows,
            CallBook book,
            Lines lines,
            ObjectProvider<Callers> callers,
            Attempts attempts,
            Settings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.rows = rows;
        this.book = book;
        this.lines = lines;
        this.callers = callers;
        this.attempts = attempts;
        this.country = settings.country();
        this.clock = clock;
    }

    /** The key of an incoming call in the ledger. */
    static String incoming(String provider, String reference) {
        return "in/" + provider + "/" + reference;
    }

    /**
     * Stores the event and applies it. After this it is not lost, whatever happens.
     *
     * @return whether it is new
     */
    boolean take(CallNews news) {
        var eventId = ForeignText.cut(ForeignText.oneLine(news.eventId()), ID_LENGTH);
        var isNew = attempts.inTransaction(() -> store(news, eventId));
        if (isNew) {
            jdbc.sql("select id from call_event where provider = ? and event_id = ?")
                    .params(news.provider(), eventId)
                    .query(Long.class)
                    .optional()
                    .ifPresent(this::applySafely);
        }
        return isNew;
    }

    /** Applies what came under the provider's name of a call before we knew the name. */
    void applyWaiting(String provider, String reference) {
        jdbc.sql(
                        """
                        select id from call_event where provider = ? and reference = ? and outcome = 'WAITING' order by id""")
                .params(provider, reference)
                .query(Long.class)
                .list()
                .forEach(this::applySafely);
    }

    /** Tries what waits once more. */
    void sweep() {
        jdbc.sql("select id from call_event where next_try_at <= ? order by next_try_at, id limit ?")
                .params(CallRows.offset(clock.instant()), SWEPT_AT_ONCE)
                .query(Long.class)
                .list()
                .forEach(this::applySafely);
    }

    private boolean store(CallNews news, String eventId) {
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            return jdbc.sql(
                                    """
                                    insert into call_event
                                        (provider, event_id, call_key, reference, kind, cause, number, extension, recording, talk_millis,
                                         happened_at, received_at, body, outcome, next_try_at)
                                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', ?)"""
                                            + unlessThere)
                            .params(
                                    news.provider(),
                                    eventId,
                                    news.key(),
                                    cut(news.reference(), REFERENCE_LENGTH),
                                    news.kind().name(),
                                    news.cause() == null ? null : news.cause().name(),
                                    cut(news.number(), NUMBER_LENGTH),
                                    cut(news.extension(), NUMBER_LENGTH),
                                    cut(news.recording(), LINK_LENGTH),
                                    news.talk() == null ? null : news.talk().toMillis(),
                                    CallRows.offset(news.at()),
                                    CallRows.offset(clock.instant()),
                                    ForeignText.cut(ForeignText.clean(news.body()), BODY_LENGTH),
                                    CallRows.offset(clock.instant().plus(PAUSE)))
                            .update()
                    == 1;
        } catch (DuplicateKeyException repeat) {
            return false;
        }
    }

    private static @Nullable String cut(@Nullable String text, int length) {
        return text == null ? null : ForeignText.cut(ForeignText.oneLine(text), length);
    }

    /** It comes from outside, whoever is signed in in this browser; whoever refuses it hinders himself only. */
    private void applySafely(long id) {
        try {
            CurrentUser.asNobody(() -> attempts.inTransaction(() -> {
                apply(id);
                return true;
            }));
        } catch (RuntimeException refused) {
            log.warn("Event {} of a call could not be applied; it is tried again", id, refused);
            attempts.run(() -> later(id));
        }
    }

    private void apply(long id) {
        var stored = jdbc.sql("select * from call_event where id = ? and outcome = 'WAITING' for update")
                .param(id)
                .query(CallEvents::news)
                .optional();
        if (stored.isEmpty()) {
            return;
        }
        var news = stored.get();
        var key = keyOf(news);
        if (key.isPresent()) {
            settle(id, book.heard(key.get(), news));
        } else if (news.kind() == CallNews.Kind.ARRIVED && news.reference() != null) {
            arrive(news, news.reference());
            settle(id, CallNews.Outcome.APPLIED);
            hasten(news.provider(), news.reference());
        } else {
            later(id);
        }
    }

    private Optional<String> keyOf(CallNews news) {
        if (news.key() != null) {
            return rows.byKey(news.key()).map(PhoneCall::key);
        }
        var reference = news.reference();
        return reference == null
                ? Optional.empty()
                : rows.keyOf(news.provider(), reference).or(() -> keyOfDoubtful(news, reference));
    }

    /** The answer to our order was lost, and with it the name of the call: its person and its client say which one it is. */
    private Optional<String> keyOfDoubtful(CallNews news, String reference) {
        if (news.kind() == CallNews.Kind.ARRIVED || news.number() == null || news.extension() == null) {
            return Optional.empty();
        }
        var key = PhoneNumbers.e164(news.number(), country)
                .flatMap(number -> lines.loginOf(news.provider(), news.extension())
                        .flatMap(login -> rows.doubtful(
                                news.provider(), login, number, clock.instant().minus(DOUBTFUL))));
        key.ifPresent(found -> rows.named(found, reference));
        return key;
    }

    private void arrive(CallNews news, String reference) {
        var shown = news.number() == null ? "" : news.number();
        var number = PhoneNumbers.e164(shown, country);
        var caller = number.flatMap(known -> callers.orderedStream()
                .flatMap(source -> source.of(List.of(known)).values().stream())
                .findFirst());
        book.arrived(
                incoming(news.provider(), reference),
                news.provider(),
                reference,
                number.orElse(shown),
                news.extension() == null
                        ? null
                        : lines.loginOf(news.provider(), news.extension()).orElse(null),
                caller.map(Callers.Caller::caseKey).orElse(null),
                news.at());
    }

    /** What overtook the arrival is due at the next sweep. */
    private void hasten(String provider, String reference) {
        jdbc.sql("update call_event set next_try_at = ? where provider = ? and reference = ? and outcome = 'WAITING'")
                .params(CallRows.offset(clock.instant()), provider, reference)
                .update();
    }

    private void settle(long id, CallNews.Outcome outcome) {
        jdbc.sql("update call_event set outcome = ?, next_try_at = null where id = ?")
                .params(outcome.name(), id)
                .update();
    }

    /** The pause doubles; an event that nobody can place after all tries is of no call of ours. */
    private void later(long id) {
        var tries = jdbc.sql("select tries from call_event where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
        if (tries + 1 >= TRIES) {
            settle(id, CallNews.Outcome.UNKNOWN);
            return;
        }
        jdbc.sql("update call_event set tries = tries + 1, next_try_at = ? where id = ?")
                .params(CallRows.offset(clock.instant().plus(PAUSE.multipliedBy(1L << tries))), id)
                .update();
    }

    private static CallNews news(ResultSet row, int number) throws SQLException {
        var cause = row.getString("cause");
        var talk = row.getObject("talk_millis", Long.class);
        return new CallNews(
                row.getString("provider"),
                row.getString("event_id"),
                row.getString("call_key"),
                row.getString("reference"),
                CallNews.Kind.valueOf(row.getString("kind")),
                cause == null ? null : CallCause.valueOf(cause),
                row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                row.getString("number"),
                row.getString("extension"),
                row.getString("recording"),
                talk == null ? null : Duration.ofMillis(talk),
                row.getString("body"));
    }
}
