package otklik.customers;

import java.time.Clock;
import otklik.kernel.Parameters;

/** The cycle by a clock of the test. */
public final class CycleOfTest {
    private CycleOfTest() {}

    public static Cycle by(Parameters parameters, Clock clock) {
        return new Cycle(parameters, clock);
    }
}
