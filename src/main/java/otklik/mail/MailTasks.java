package otklik.mail;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens by the clock, on one of the nodes. */
@Configuration
@ConditionalOnProperty(name = "otklik.mail.enabled", matchIfMissing = true)
class MailTasks {
    private static final Duration SWEEP = Duration.ofSeconds(5);

    /** Letters whose next attempt is due, and what dead relays left behind. */
    @Bean
    RecurringTask<Void> mailSweep(Relay relay) {
        return Tasks.recurring("mail-sweep", FixedDelay.of(SWEEP)).execute((task, context) -> relay.sweep());
    }
}
