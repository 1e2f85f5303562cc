package otklik.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The real time, and as much more as a test has let pass. */
public final class SettableClock extends Clock {
    private volatile Duration passed = Duration.ZERO;

    /** Puts the clock into a node. */
    public static final class InNode {
        @Bean
        @Primary
        SettableClock settableClock() {
            return new SettableClock();
        }
    }

    public void passes(Duration time) {
        passed = passed.plus(time);
    }

    /** Sets the clock, which then goes on. */
    public void goesTo(Instant time) {
        passed = Duration.between(Instant.now(), time);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(passed);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
