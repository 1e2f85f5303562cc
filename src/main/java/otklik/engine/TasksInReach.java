package otklik.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskManager;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * Lets the engine's webapps show a person the same tasks as our screens: what he holds, what his groups may take, and the tasks of those
 * whose work he may see. The engine's own grants are per process, and a process holds the tasks of all colleagues.
 */
@Component
class TasksInReach extends AbstractProcessEnginePlugin {
    private final Policy policy;
    private final Accounts accounts;

    TasksInReach(@Lazy Policy policy, @Lazy Accounts accounts) {
        this.policy = policy;
        this.accounts = accounts;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        var factories = configuration.getCustomSessionFactories();
        var all = new java.util.ArrayList<>(factories == null ? List.<SessionFactory>of() : factories);
        all.add(new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return TaskManager.class;
            }

            @Override
            public Session openSession() {
                return new Manager();
            }
        });
        configuration.setCustomSessionFactories(all);
    }

    private final class Manager extends TaskManager {
        @Override
        protected void configureQuery(TaskQueryImpl query) {
            super.configureQuery(query);
            var login = asks();
            if (login == null) {
                return;
            }
            var reach = policy.reach(login, Section.WORK, Action.VIEW);
            if (!reach.everything()) {
                var standing = accounts.standing(login);
                var holders = new java.util.HashSet<>(reach.owners());
                holders.addAll(standing.own());
                // Nobody has the empty login: a person without a standing sees nothing.
                holders.add("");
                var own = query.or().taskAssigneeIn(holders.toArray(String[]::new));
                if (!standing.groups().isEmpty()) {
                    own.taskCandidateGroupIn(List.copyOf(standing.groups()));
                }
                own.endOr();
            }
        }

        @Override
        public @Nullable TaskEntity findTaskById(String id) {
            var task = super.findTaskById(id);
            var login = asks();
            return task == null || login == null || isInReach(login, task) ? task : null;
        }

        private boolean isInReach(String login, TaskEntity task) {
            var reach = policy.reach(login, Section.WORK, Action.VIEW);
            var standing = accounts.standing(login);
            var assignee = task.getAssignee();
            return reach.everything()
                    || (assignee == null
                            ? task.getCandidates().stream()
                                    .anyMatch(candidate -> standing.groups().contains(candidate.getGroupId()))
                            : reach.owners().contains(assignee)
                                    || standing.own().contains(assignee));
        }

        /** Who asks by a webapp; nobody where a process, a job or our own service works. */
        private @Nullable String asks() {
            var person = getCurrentAuthentication();
            return person != null
                            && isAuthorizationEnabled()
                            && getCommandContext().isAuthorizationCheckEnabled()
                    ? person.getUserId()
                    : null;
        }
    }
}
