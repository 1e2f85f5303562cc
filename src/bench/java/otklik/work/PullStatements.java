package otklik.work;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import otklik.NodeOfTest;

/** Lets a benchmark call the pull alone, without the engine: the heads of the queues are compared, and the best is taken. */
public final class PullStatements {
    private static final Duration KEEP = Duration.ofMinutes(31);

    private final Candidates candidates;
    private final Clock clock;

    public PullStatements(NodeOfTest node) {
        candidates = node.bean(Candidates.class);
        clock = node.bean(Clock.class);
    }

    /**
     * The id of the taken task.
     *
     * @param login of somebody who has nothing in hand, as when one asks for the next
     */
    public String run(String login, List<String> groups) {
        return candidates
                .takeBest(login, groups, clock.instant(), KEEP, List.of())
                .orElseThrow()
                .item()
                .taskId();
    }
}
