package otklik.tasks;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.security.Action;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;

/** Gives what rules ask for, apart from the case in which it happened; tried again where it fails. */
@Configuration
class TaskRuleSchedule {
    @Bean
    OneTimeTask<String> fireTaskRule(TaskRules rules) {
        return Tasks.oneTime(TaskRules.TASK).execute((task, context) -> rules.fire(task.getData()));
    }

    /** The history of the rules is read by who may see all assignments. */
    @Bean
    CaseGuard taskRuleGuard(Policy policy) {
        return new CaseGuard() {
            @Override
            public String prefix() {
                return "TR-";
            }

            @Override
            public java.util.Set<String> visible(java.util.Collection<String> caseKeys) {
                return policy.reach(Section.ASSIGNMENTS, Action.VIEW).everything()
                        ? java.util.Set.copyOf(caseKeys)
                        : java.util.Set.of();
            }
        };
    }
}
