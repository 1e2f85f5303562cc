package otklik.requests;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Random sequences over the real diagrams; the node is restarted in between. Every run walks others: 200 of them, or as many as
 * {@code -Dwalk.sequences=2000} says, which takes a quarter of an hour. A seed that failed is walked alone with {@code -Dwalk.seed=…}.
 */
class RandomWalkIT {
    private static final int SEQUENCES = Integer.getInteger("walk.sequences", 200);
    private static final int BETWEEN_RESTARTS = 100;

    @Test
    void random_sequences_keep_the_rules() {
        var log = LoggerFactory.getLogger(RandomWalk.class);
        var given = Long.getLong("walk.seed");
        long first = given == null ? ThreadLocalRandom.current().nextInt(1_000_000) : given;
        log.warn("Seeds {} to {}", first, given == null ? first + SEQUENCES - 1 : first);
        try (var walk = new RandomWalk()) {
            for (int i = 0; i < (given == null ? SEQUENCES : 1); i++) {
                if (i % BETWEEN_RESTARTS == BETWEEN_RESTARTS - 1) {
                    walk.restart();
                }
                walk.walk(first + i);
            }
            log.warn("{}", walk.told());
        }
    }
}
