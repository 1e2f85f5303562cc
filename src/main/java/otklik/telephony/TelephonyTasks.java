package otklik.telephony;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;

/** What happens by the clock, on one of the nodes. */
@Configuration
class TelephonyTasks {
    private static final Duration HEALTH = Duration.ofMinutes(1);
    private static final Duration CLEARED = Duration.ofHours(1);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    /** Calls that nobody has dialled, that are in doubt, that ring for too long; events that wait. */
    @Bean
    RecurringTask<Void> callSweep(DialRelay relay, DialBell bell) {
        return Tasks.recurring("call-sweep", FixedDelay.of(SWEEP)).execute((task, context) -> {
            relay.sweep();
            // What dead nodes have left undialled, or not hung up.
            bell.ring();
        });
    }

    /** What is older than the company keeps. */
    @Bean
    RecurringTask<Void> callsCleared(CallMemory memory) {
        return Tasks.recurring("calls-cleared", FixedDelay.of(CLEARED)).execute((task, context) -> memory.clear());
    }

    /** What dead nodes have left to the simulated network. */
    @Bean
    RecurringTask<Void> simulatedNetwork(Simulator simulator) {
        return Tasks.recurring("simulated-network", FixedDelay.of(SWEEP)).execute((task, context) -> simulator.sweep());
    }

    @Bean
    RecurringTask<Void> telephonyHealth(TelephonySettings settings) {
        return Tasks.recurring("telephony-health", FixedDelay.of(HEALTH)).execute((task, context) -> settings.check());
    }

    /** Who reads the timeline of the settings. */
    @Bean
    CaseGuard telephonyTimeline(Policy policy) {
        return CaseGuard.ofSection(TelephonySettings.CASE, Section.SYSTEM, policy);
    }
}
