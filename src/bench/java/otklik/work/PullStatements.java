package otklik.work;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import otklik.NodeOfTest;
import otklik.engine.Attempts;

/** Lets a benchmark call the pull alone, without the engine: what could be next is compared, and the best is taken. */
public final class PullStatements {
    private static final Duration KEEP = Duration.ofMinutes(31);

    private final Candidates candidates;
    private final Attempts attempts;
    private final Clock clock;

    public PullStatements(NodeOfTest node) {
        candidates = node.bean(Candidates.class);
        attempts = node.bean(Attempts.class);
        clock = node.bean(Clock.class);
    }

    /** The id of the taken task. */
    public String run(String login, List<String> groups) {
        return attempts.inTransaction(() -> {
            while (true) {
                var now = clock.instant();
                var ready = candidates.find(login, groups, now, List.of()).ready();
                var taken = candidates.take(login, ready.get(0).item(), now, KEEP, List.of());
                if (taken.isPresent()) {
                    return taken.get().taskId();
                }
            }
        });
    }
}
