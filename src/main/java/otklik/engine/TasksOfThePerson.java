package otklik.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.AuthorizationCommandChecker;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantCommandChecker;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * The grants of the engine are for whole processes; which tasks of a process a person finds in the Tasklist and over its REST is decided
 * here: those in his hands or in the hands of somebody he stands for, the free ones of his queues, and what the policy lets him see of
 * the work of others. Two more conditions of the query, no rows (see decision 6).
 */
@Component
class TasksOfThePerson extends AbstractProcessEnginePlugin {
    private final Accounts accounts;
    private final Policy policy;

    TasksOfThePerson(@Lazy Accounts accounts, Policy policy) {
        this.accounts = accounts;
        this.policy = policy;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        var factories = configuration.getCustomSessionFactories() == null
                ? new ArrayList<SessionFactory>()
                : new ArrayList<>(configuration.getCustomSessionFactories());
        factories.add(new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return AuthorizationManager.class;
            }

            @Override
            public Session openSession() {
                return new Manager();
            }
        });
        configuration.setCustomSessionFactories(factories);
        configuration.setCommandCheckers(List.of(new TenantCommandChecker(), new Checker()));
    }

    private final class Manager extends AuthorizationManager {
        @Override
        public void configureTaskQuery(TaskQueryImpl query) {
            super.configureTaskQuery(query);
            var login = asked();
            if (login == null || seesAll(login)) {
                return;
            }
            var groups = accounts.standing(login).groups();
            // A login nobody can have: who may see nothing finds nothing.
            var hands = new HashSet<>(Set.of(" "));
            hands.addAll(hands(login));
            var mine = query.or().taskAssigneeIn(hands.toArray(String[]::new));
            if (!groups.isEmpty()) {
                mine.taskCandidateGroupIn(new ArrayList<>(groups));
            }
            mine.endOr();
        }

        /** The person for whom the engine checks rights at this moment; none within steps of diagrams. */
        private @Nullable String asked() {
            return isAuthCheckExecuted() ? getCurrentAuthentication().getUserId() : null;
        }
    }

    private final class Checker extends AuthorizationCommandChecker {
        @Override
        public void checkReadTask(TaskEntity task) {
            requireMine(task, Permissions.READ);
            super.checkReadTask(task);
        }

        @Override
        public void checkReadTaskVariable(TaskEntity task) {
            requireMine(task, Permissions.READ);
            super.checkReadTaskVariable(task);
        }

        @Override
        public void checkUpdateTaskVariable(TaskEntity task) {
            requireMine(task, Permissions.UPDATE);
            super.checkUpdateTaskVariable(task);
        }

        @Override
        public void checkTaskAssign(TaskEntity task) {
            requireMine(task, Permissions.TASK_ASSIGN);
            super.checkTaskAssign(task);
        }

        @Override
        public void checkTaskWork(TaskEntity task) {
            requireMine(task, Permissions.TASK_WORK);
            super.checkTaskWork(task);
        }

        @Override
        public void checkDeleteTask(TaskEntity task) {
            requireMine(task, Permissions.DELETE);
            super.checkDeleteTask(task);
        }

        private void requireMine(TaskEntity task, Permission permission) {
            var login = ((Manager) getAuthorizationManager()).asked();
            if (login == null || seesAll(login)) {
                return;
            }
            var holder = task.getAssignee();
            var isMine = holder == null
                    ? task.getCandidates().stream()
                            .map(IdentityLink::getGroupId)
                            .anyMatch(accounts.standing(login).groups()::contains)
                    : hands(login).contains(holder);
            if (!isMine) {
                throw new AuthorizationException(
                        login, permission.getName(), Resources.TASK.resourceName(), task.getId());
            }
        }
    }

    private boolean seesAll(String login) {
        return policy.reach(login, Section.WORK, Action.VIEW).everything();
    }

    private Set<String> hands(String login) {
        var hands = new HashSet<>(accounts.standing(login).own());
        hands.addAll(policy.reach(login, Section.WORK, Action.VIEW).owners());
        return hands;
    }
}
