package otklik.telephony;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.engine.Attempts;
import otklik.kernel.Signals;

/**
 * A telephone network inside the program: nobody is really called. Clients do what they were taught, or what somebody presses on the page of
 * the client's phone. Calls are rows, and what falls due is swept on every node, so that a ring ends in time even when its node has died.
 */
@Component
public class Simulator implements PhoneProvider, SmartLifecycle {
    /** Name of the provider. */
    public static final String KEY = "simulator";

    /** Topic of every change of a simulated call. */
    public static final String TOPIC = "simulated-calls";

    private static final Logger log = LoggerFactory.getLogger(Simulator.class);
    private static final int AT_ONCE = 50;
    private static final int THREADS = 4;
    private static final Duration PATIENCE_OF_CLIENT = Duration.ofMinutes(1);
    private static final Duration IN_HAND = Duration.ofSeconds(10);
    private static final String RINGING = "RINGING";
    private static final String TALKING = "TALKING";
    /** The company's side is over; the client does not know yet. */
    private static final String OVER = "OVER";

    private final JdbcClient jdbc;
    private final ObjectProvider<CallEvents> events;
    private final Attempts attempts;
    private final Signals signals;
    private final Clock clock;
    private volatile @Nullable Function<PhoneCall, Reaction> script;
    private volatile @Nullable ScheduledExecutorService timer;

    Simulator(JdbcClient jdbc, ObjectProvider<CallEvents> events, Attempts attempts, Signals signals, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.attempts = attempts;
        this.signals = signals;
        this.clock = clock;
    }

    /** What a client does. */
    public enum Does {
        /** Lets it ring. */
        NOTHING,
        ANSWERS,
        IS_BUSY,
        DECLINES,
        /** A machine answers: for the network it is an answer like any other (E32). */
        MACHINE_ANSWERS,
        WRONG_NUMBER,
        NO_LINE,
        /** The network never tells anything (E31). */
        SILENT
    }

    /**
     * What a client does when it rings, and when.
     *
     * @param after from the beginning of the ringing; beyond the ring limit it comes too late, as in life (E30)
     */
    public record Reaction(Does does, Duration after) {
        public static final Reaction NONE = new Reaction(Does.NOTHING, Duration.ZERO);
    }

    /** A call in the simulated network. */
    public record Simulated(
            String key, String number, @Nullable String login, boolean incoming, boolean talking, Instant began) {}

    /** Teaches a client for all calls to come; {@link Reaction#NONE} lets it ring for the page of the client's phone. */
    public void teach(String number, Reaction reaction) {
        attempts.run(() -> {
            jdbc.sql("delete from simulated_client where number = ?")
                    .param(number)
                    .update();
            jdbc.sql("insert into simulated_client (number, reaction, after_millis) values (?, ?, ?)")
                    .params(number, reaction.does().name(), reaction.after().toMillis())
                    .update();
        });
    }

    /** Decides on this node what the clients do who were taught nothing; null: they let it ring. For tests and benches. */
    public void script(@Nullable Function<PhoneCall, Reaction> newScript) {
        script = newScript;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public List<Field> fields() {
        return List.of();
    }

    @Override
    public Health health(Line line) {
        return Health.well("telephony.simulator.works");
    }

    @Override
    public boolean namesPeople() {
        return true;
    }

    @Override
    public @Nullable String dial(Line line, PhoneCall call, Duration ring) {
        var reaction = reaction(call);
        var now = clock.instant();
        var ends = now.plus(ring);
        var acts =
                switch (reaction.does()) {
                    case SILENT -> null;
                    case NOTHING -> ends;
                    case IS_BUSY, WRONG_NUMBER, NO_LINE -> now.plus(reaction.after());
                    case ANSWERS, MACHINE_ANSWERS, DECLINES ->
                        reaction.after().compareTo(ring) < 0 ? now.plus(reaction.after()) : ends;
                };
        var answersLate = acts != null && acts.equals(ends) ? now.plus(reaction.after()) : null;
        insert(call.key(), call.number(), call.login(), false, reaction.does(), acts, answersLate);
        if (acts != null) {
            if (rings(reaction.does())) {
                tell(call.key(), CallNews.Kind.RINGING, null);
            }
            wakeAt(acts);
        }
        signals.say(TOPIC);
        return null;
    }

    private static boolean rings(Does does) {
        return does != Does.IS_BUSY && does != Does.WRONG_NUMBER && does != Does.NO_LINE;
    }

    private Reaction reaction(PhoneCall call) {
        return jdbc.sql("select reaction, after_millis from simulated_client where number = ?")
                .param(call.number())
                .query((row, number) -> new Reaction(
                        Does.valueOf(row.getString("reaction")), Duration.ofMillis(row.getLong("after_millis"))))
                .optional()
                .orElseGet(() -> {
                    var present = script;
                    return present == null ? Reaction.NONE : present.apply(call);
                });
    }

    /** @param answersLate when the client lifts the receiver although the ringing is over; null: not */
    private void insert(
            String key,
            String number,
            @Nullable String login,
            boolean isIncoming,
            Does does,
            @Nullable Instant acts,
            @Nullable Instant answersLate) {
        try {
            jdbc.sql(
                            """
                            insert into simulated_call
                                (call_key, number, login, state, then_what, act_at, late_at, is_incoming, began_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(
                            key,
                            number,
                            login,
                            RINGING,
                            does.name(),
                            acts == null ? null : CallRows.offset(acts),
                            answersLate == null ? null : CallRows.offset(answersLate),
                            isIncoming,
                            CallRows.offset(clock.instant()))
                    .update();
        } catch (DuplicateKeyException twice) {
            throw new IllegalStateException("Call " + key + " was dialled twice", twice);
        }
    }

    @Override
    public void hangUp(Line line, PhoneCall call, @Nullable String reference) {
        remove(call.key());
    }

    @Override
    public boolean canTake() {
        return true;
    }

    @Override
    public void take(Line line, PhoneCall call) {
        answer(call.key());
    }

    /** Calls that ring or go on, the oldest first; 50 at most. */
    public List<Simulated> calls() {
        return jdbc.sql("select * from simulated_call where state <> ? order by began_at, call_key limit ?")
                .params(OVER, AT_ONCE)
                .query(Simulator::simulated)
                .list();
    }

    /** The client answers, or a machine does in his stead: the network does not tell one from the other. */
    public void answer(String key) {
        tell(key, CallNews.Kind.ANSWERED, null);
        jdbc.sql("update simulated_call set state = ?, act_at = null where call_key = ?")
                .params(TALKING, key)
                .update();
        signals.say(TOPIC);
    }

    /** The call ends: the client hangs up, or never answers for this reason. */
    public void end(String key, CallCause cause) {
        tell(key, CallNews.Kind.ENDED, cause);
        remove(key);
    }

    /** The client calls a person of the company. */
    public void callIn(String number, String login) {
        var reference = UUID.randomUUID().toString();
        var key = CallEvents.incoming(KEY, reference);
        var ends = clock.instant().plus(PATIENCE_OF_CLIENT);
        insert(key, number, login, true, Does.NOTHING, ends, null);
        events.getObject()
                .take(new CallNews(
                        KEY,
                        key + "/arrived",
                        null,
                        reference,
                        CallNews.Kind.ARRIVED,
                        null,
                        clock.instant(),
                        number,
                        login,
                        null,
                        null,
                        ""));
        wakeAt(ends);
        signals.say(TOPIC);
    }

    /** Does everything that has fallen due: reactions, and the ends of ringing. */
    public void sweep() {
        for (var due = due(); !due.isEmpty(); due = due()) {
            due.forEach(this::act);
        }
    }

    private record Row(String key, String state, Does does, OffsetDateTime actAt, @Nullable OffsetDateTime lateAt) {}

    private List<Row> due() {
        return jdbc.sql("select * from simulated_call where act_at <= ? order by act_at limit ?")
                .params(CallRows.offset(clock.instant()), AT_ONCE)
                .query((row, number) -> new Row(
                        row.getString("call_key"),
                        row.getString("state"),
                        Does.valueOf(row.getString("then_what")),
                        row.getObject("act_at", OffsetDateTime.class),
                        row.getObject("late_at", OffsetDateTime.class)))
                .list();
    }

    /** Who has it for the next seconds acts; where he dies, another does, and what was told already is a repeat. */
    private void act(Row row) {
        var isMine = jdbc.sql("update simulated_call set act_at = ? where call_key = ? and act_at = ?")
                        .params(CallRows.offset(clock.instant().plus(IN_HAND)), row.key(), row.actAt())
                        .update()
                == 1;
        if (!isMine) {
            return;
        }
        if (row.state().equals(OVER)) {
            // The ringing is over, and the client lifts the receiver at this very moment.
            answer(row.key());
        } else if (row.lateAt() != null) {
            rungOut(row);
        } else {
            switch (row.does()) {
                case ANSWERS, MACHINE_ANSWERS -> answer(row.key());
                case NOTHING, SILENT -> end(row.key(), CallCause.NO_ANSWER);
                case IS_BUSY -> end(row.key(), CallCause.BUSY);
                case DECLINES -> end(row.key(), CallCause.DECLINED);
                case WRONG_NUMBER -> end(row.key(), CallCause.INVALID_NUMBER);
                case NO_LINE -> end(row.key(), CallCause.CONGESTION);
            }
        }
    }

    private void rungOut(Row row) {
        tell(row.key(), CallNews.Kind.ENDED, CallCause.NO_ANSWER);
        var answersLate = row.does() == Does.ANSWERS || row.does() == Does.MACHINE_ANSWERS;
        if (!answersLate || row.lateAt() == null) {
            remove(row.key());
            return;
        }
        jdbc.sql("update simulated_call set state = ?, act_at = ?, late_at = null where call_key = ?")
                .params(OVER, row.lateAt(), row.key())
                .update();
        wakeAt(row.lateAt().toInstant());
        signals.say(TOPIC);
    }

    private void tell(String key, CallNews.Kind kind, @Nullable CallCause cause) {
        events.getObject()
                .take(new CallNews(
                        KEY, key + "/" + kind, key, null, kind, cause, clock.instant(), null, null, null, null, ""));
    }

    private void remove(String key) {
        jdbc.sql("delete from simulated_call where call_key = ?").param(key).update();
        signals.say(TOPIC);
    }

    private static Simulated simulated(ResultSet row, int number) throws SQLException {
        return new Simulated(
                row.getString("call_key"),
                row.getString("number"),
                row.getString("login"),
                row.getBoolean("is_incoming"),
                row.getString("state").equals(TALKING),
                row.getObject("began_at", OffsetDateTime.class).toInstant());
    }

    /** On time where this node lives; else the sweep of another node comes a second later. */
    private void wakeAt(Instant moment) {
        var present = timer;
        if (present != null) {
            var millis = Math.max(0, Duration.between(clock.instant(), moment).toMillis()) + 1;
            present.schedule(this::sweepSafely, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void sweepSafely() {
        try {
            sweep();
        } catch (RuntimeException failure) {
            log.warn("The simulated network stumbled; the next sweep goes on: {}", failure.toString());
        }
    }

    @Override
    public synchronized void start() {
        timer = Executors.newScheduledThreadPool(THREADS, task -> {
            var thread = new Thread(task, "simulated-network");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public synchronized void stop() {
        var present = timer;
        timer = null;
        if (present != null) {
            present.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
