package otklik.calls;

import java.time.Instant;
import java.util.Optional;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import otklik.work.Hindrance;
import otklik.work.WorkItem;

/** A call that the dialler would refuse for the hour or for the limits is not given out before it would not. */
@Component
class DialHindrance implements Hindrance {
    private final CallAttempts attempts;

    DialHindrance(@Lazy CallAttempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public Optional<Instant> until(WorkItem item, String login) {
        return attempts.notBefore(item, login);
    }
}
