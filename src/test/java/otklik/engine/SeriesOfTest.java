package otklik.engine;

import java.time.Clock;

/** The helper {@code series} by a clock of the test. */
public final class SeriesOfTest {
    private SeriesOfTest() {}

    public static Series by(Clock clock) {
        return new Series(clock);
    }
}
