package otklik.security;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the sign-in forgets by the clock, on one of the nodes. */
@Configuration
class SignInTasks {
    private static final Duration OFTEN = Duration.ofMinutes(5);

    @Bean
    RecurringTask<Void> signInSweep(SignInThrottle throttle, SignInLog log) {
        return Tasks.recurring("sign-in-sweep", FixedDelay.of(OFTEN)).execute((task, context) -> {
            throttle.forgetOld();
            log.forgetOld();
        });
    }
}
