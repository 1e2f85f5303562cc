package otklik.engine;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import otklik.security.Role;

/**
 * What the engine's webapps show to whom: grants to groups only, one for each process whose tasks the group works on. Who may finish a
 * task is decided by the rules of work, which hold in the Tasklist too.
 */
@Configuration
class EngineRights {

    /**
     * The engine would write an authorization for every candidate and assignee of every task; at 200,000 open tasks they make each query
     * slow. Group grants on the process make them superfluous.
     */
    @Bean
    AbstractProcessEnginePlugin noAuthorizationPerTask() {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl configuration) {
                configuration.setResourceAuthorizationProvider(new DefaultAuthorizationProvider() {
                    @Override
                    public AuthorizationEntity @Nullable [] newTaskAssignee(Task task, String before, String after) {
                        return null;
                    }

                    @Override
                    public AuthorizationEntity @Nullable [] newTaskOwner(Task task, String before, String after) {
                        return null;
                    }

                    @Override
                    public AuthorizationEntity @Nullable [] newTaskUserIdentityLink(
                            Task task, String user, String type) {
                        return null;
                    }

                    @Override
                    public AuthorizationEntity @Nullable [] newTaskGroupIdentityLink(
                            Task task, String group, String type) {
                        return null;
                    }
                });
            }
        };
    }

    @Bean
    Grants engineGrants(
            AuthorizationService authorizations,
            FilterService filters,
            TaskService tasks,
            RepositoryService repository,
            OneNodeAtATime oneNode) {
        return new Grants(authorizations, filters, tasks, repository, oneNode);
    }

    static class Grants {
        private final AuthorizationService authorizations;
        private final FilterService filters;
        private final TaskService tasks;
        private final RepositoryService repository;
        private final OneNodeAtATime oneNode;

        Grants(
                AuthorizationService authorizations,
                FilterService filters,
                TaskService tasks,
                RepositoryService repository,
                OneNodeAtATime oneNode) {
            this.authorizations = authorizations;
            this.filters = filters;
            this.tasks = tasks;
            this.repository = repository;
            this.oneNode = oneNode;
        }

        @EventListener(ApplicationReadyEvent.class)
        public void grantOnce() {
            oneNode.run(this::grant);
        }

        private void grant() {
            for (var resource : Resources.values()) {
                grant(Role.ADMINISTRATOR.group(), resource, "*", Permissions.ALL);
            }
            for (var role : List.of(Role.OPERATOR, Role.MANAGER, Role.HEAD)) {
                grant(role.group(), Resources.APPLICATION, "tasklist", Permissions.ACCESS);
            }
            for (var definition :
                    repository.createProcessDefinitionQuery().latestVersion().list()) {
                repository.getBpmnModelInstance(definition.getId()).getModelElementsByType(UserTask.class).stream()
                        .flatMap(task -> task.getCamundaCandidateGroupsList().stream())
                        .distinct()
                        .forEach(group -> grant(
                                group,
                                Resources.PROCESS_DEFINITION,
                                definition.getKey(),
                                Permissions.READ,
                                ProcessDefinitionPermissions.READ_TASK,
                                ProcessDefinitionPermissions.TASK_WORK));
            }
            for (var role : Role.values()) {
                offerFilter(role.group());
            }
        }

        private void grant(String group, Resource resource, String id, Permission... permissions) {
            var found = authorizations
                    .createAuthorizationQuery()
                    .groupIdIn(group)
                    .resourceType(resource)
                    .resourceId(id)
                    .singleResult();
            if (found == null) {
                var grant = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
                grant.setGroupId(group);
                grant.setResource(resource);
                grant.setResourceId(id);
                grant.setPermissions(permissions);
                authorizations.saveAuthorization(grant);
            }
        }

        /** The work of a group as a filter of the Tasklist; stored expressions are off, so the filter names the group. */
        private void offerFilter(String group) {
            if (filters.createFilterQuery().filterName(group).count() == 0) {
                var filter = filters.newTaskFilter(group);
                filter.setQuery(
                        tasks.createTaskQuery().taskCandidateGroup(group).includeAssignedTasks());
                filter.setProperties(java.util.Map.of("refresh", true, "showUndefinedVariable", false));
                filters.saveFilter(filter);
                grant(group, Resources.FILTER, filter.getId(), Permissions.READ);
            }
        }
    }
}
