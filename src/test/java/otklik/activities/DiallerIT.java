package otklik.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.PostgresServer;

/** Fifty people are dialled for at once: the bench of five hundred in small. */
class DiallerIT {
    private static final Duration RING = Duration.ofSeconds(5);

    @Test
    void everyRingEndsByAnEventOrByTheLimitAndNothingIsLost() throws InterruptedException {
        try (var node = NodeOfTest.start(PostgresServer.fresh("dialler").properties(), "calls")) {
            var office = new DialledOffice(node, 50, RING);
            office.plan(400);

            var day = office.work(Duration.ofSeconds(20));

            assertThat(day.unfinished()).as("attempts that never ended").isZero();
            assertThat(day.callsLeft()).as("calls that nobody ended").isZero();
            assertThat(day.differences()).as("attempts beside the ledger").isZero();
            assertThat(day.lost()).as("clients who are forgotten").isZero();
            assertThat(day.doubled()).as("people in two calls").isZero();
            assertThat(day.attempts()).as("%s", day).isEqualTo(day.calls()).isGreaterThan(day.people());
            assertThat(day.lateAnswers()).isPositive();
            assertThat(day.talks()).isPositive();
            assertThat(day.causes().keySet())
                    .contains("ANSWERED", "BUSY", "DECLINED", "NO_ANSWER", "INVALID_NUMBER", "PROVIDER_SILENT");
        }
    }
}
