package otklik.exchange;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;

/** Forgets files that were kept long enough, on one of the nodes: they are full of people's data. What was done with them stays told. */
@Configuration
class ExchangeTasks {
    private static final Duration OFTEN = Duration.ofHours(1);

    @Bean
    RecurringTask<Void> exchangeSweep(
            ForgottenImports imports, ExportTables exports, Parameters parameters, Clock clock) {
        return Tasks.recurring("exchange-sweep", FixedDelay.of(OFTEN)).execute((task, context) -> {
            imports.sweep(clock.instant().minus(parameters.duration(Parameter.IMPORTS_KEPT)));
            exports.forget(clock.instant().minus(parameters.duration(Parameter.EXPORTS_KEPT)));
        });
    }
}
