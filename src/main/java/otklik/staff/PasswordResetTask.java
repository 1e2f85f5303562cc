package otklik.staff;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks up, apart from the page that was asked, who wants a new password. */
@Configuration
class PasswordResetTask {
    @Bean
    OneTimeTask<String> passwordReset(PasswordResets resets) {
        return Tasks.oneTime(PasswordResets.TASK).execute((task, context) -> resets.send(task.getData()));
    }
}
