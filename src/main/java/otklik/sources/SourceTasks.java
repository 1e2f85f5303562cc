package otklik.sources;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;

/** What happens by the clock, on one of the nodes; and who reads the timelines of sources. */
@Configuration
class SourceTasks {
    private static final Duration SWEEP = Duration.ofMillis(500);

    @Bean
    RecurringTask<Void> sourceSweep(SourceLooks looks) {
        return Tasks.recurring("source-looks", FixedDelay.of(SWEEP)).execute((task, context) -> looks.sweep());
    }

    @Bean
    CaseGuard sourceTimelines(Policy policy) {
        return CaseGuard.ofSection(Sources.CASE, Section.SYSTEM, policy);
    }
}
