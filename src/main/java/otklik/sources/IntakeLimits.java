package otklik.sources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import otklik.security.Network;

/**
 * How often a source may be called, by everybody together and by one stranger. Counted by each node for itself: a limit against floods, not
 * an account.
 */
@Component
class IntakeLimits {
    private static final int MOST_STRANGERS = 100_000;
    /** For kinds that leave it to us: a messenger calls for everybody who writes there. */
    private static final int USUAL = 3000;

    /** Of one network, whatever it calls: twice what a whole source is called, so that only floods meet it. */
    static final int PER_NETWORK = 6000;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private record Who(String source, String network, int limit) {}

    private final Cache<Who, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_STRANGERS)
            .expireAfterAccess(WINDOW.multipliedBy(2))
            .build();

    /** Seconds to wait before the database is asked at all; empty where the call may go on. */
    OptionalLong waitFor(String address) {
        return take(new Who("", Network.of(address), PER_NETWORK));
    }

    /** Seconds to wait where the call is one too many; empty where it may go on. */
    OptionalLong waitFor(Source source, String address) {
        // A stranger who calls too often must not use up what all the others may.
        var stranger =
                take(new Who(source.key(), Network.of(address), Intake.limit(source, CalledKind.PER_STRANGER, USUAL)));
        return stranger.isPresent()
                ? stranger
                : take(new Who(source.key(), "", Intake.limit(source, CalledKind.PER_MINUTE, USUAL)));
    }

    private OptionalLong take(Who who) {
        var bucket = buckets.get(who, IntakeLimits::bucket);
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? OptionalLong.empty()
                : OptionalLong.of(probe.getNanosToWaitForRefill() / NANOS_PER_SECOND + 1);
    }

    private static Bucket bucket(Who who) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(who.limit())
                        .refillGreedy(who.limit(), WINDOW)
                        .build())
                .build();
    }
}
