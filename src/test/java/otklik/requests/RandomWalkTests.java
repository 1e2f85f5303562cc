package otklik.requests;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Some random sequences with each build; {@link RandomWalkIT} walks two thousand. */
class RandomWalkTests {
    private static RandomWalk walk;

    @BeforeAll
    static void start() {
        walk = new RandomWalk();
    }

    @AfterAll
    static void stop() {
        walk.close();
    }

    @Test
    void whatever_happens_each_request_has_a_place_an_owner_and_the_right_turn() {
        LongStream.range(0, 40).forEach(walk::walk);
        LoggerFactory.getLogger(RandomWalk.class).warn("Seeds 0 to 39: {}", walk.told());
    }

    @Test
    void a_process_that_does_not_hear_the_client_is_found() {
        RandomWalk.withFault(
                () -> assertThatThrownBy(() -> LongStream.range(0, 40).forEach(walk::walk))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("Seed ")
                        .hasStackTraceContaining("the client waits for an answer"));
    }
}
