package otklik.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import otklik.ReadOnce;

/** The one list on two nodes and a real PostgreSQL; the whole trial, 64 people and 20,000 messages, is {@code ReadOnceBench}. */
class ReadOncePostgresIT {
    private static final int PEOPLE = 24;
    private static final int MESSAGES = 600;

    @Test
    void e1_ofManyPeopleOnTwoNodesEachReadsOthersMessagesAndNoneIsLost() throws Exception {
        try (var trial = ReadOnce.onTwoNodes()) {
            var result = trial.run(PEOPLE, MESSAGES);
            System.out.println(result);

            assertThat(result.taken()).isEqualTo(MESSAGES);
            assertThat(result.takenTwice()).isZero();
            assertThat(result.decisions()).isEqualTo(MESSAGES);
            assertThat(result.decidedTwice()).isZero();
            assertThat(result.lost()).isZero();
            assertThat(result.differences()).isZero();
        }
    }
}
