package otklik.engine;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.PeopleChanged;
import otklik.security.Role;
import otklik.security.WorkGroup;

/**
 * What the engine's webapps show to whom: grants to groups only, one for each process whose tasks the group works on, and a filter of the
 * Tasklist for each group. Written at the start and kept in step with diagrams, teams and departments. Who may finish a task is
 * decided by the rules of work, which hold in the Tasklist too.
 */
@Component
class EngineGrants {
    /** The group of the engine whose members may look into Cockpit: those with the right to see the system. */
    static final String WATCHERS = "system";

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final List<Permission> WORK =
            List.of(Permissions.READ, ProcessDefinitionPermissions.READ_TASK, ProcessDefinitionPermissions.TASK_WORK);
    private static final Map<Resource, List<Permission>> WATCH = Map.of(
            Resources.PROCESS_DEFINITION,
            List.of(
                    Permissions.READ,
                    ProcessDefinitionPermissions.READ_INSTANCE,
                    ProcessDefinitionPermissions.READ_TASK,
                    ProcessDefinitionPermissions.READ_HISTORY),
            Resources.DECISION_DEFINITION,
            List.of(Permissions.READ, Permissions.READ_HISTORY),
            Resources.DECISION_REQUIREMENTS_DEFINITION,
            List.of(Permissions.READ),
            Resources.DEPLOYMENT,
            List.of(Permissions.READ),
            Resources.BATCH,
            List.of(Permissions.READ, Permissions.READ_HISTORY));

    /** A group whose name only a running case knows. */
    private static final String ANY_GROUP = "*";

    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;
    private final RepositoryService repository;
    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final OneNodeAtATime oneNode;
    private final Map<String, Set<String>> groupsOfDefinition = new ConcurrentHashMap<>();
    private volatile boolean ready;

    EngineGrants(
            AuthorizationService authorizations,
            FilterService filters,
            TaskService tasks,
            RepositoryService repository,
            JdbcClient jdbc,
            Accounts accounts,
            OneNodeAtATime oneNode,
            Signals signals) {
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
        this.repository = repository;
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.oneNode = oneNode;
        signals.listen(topic -> {
            if (topic.equals(Signals.DEPLOYMENTS)) {
                lookAgain();
            }
        });
    }

    /** What a grant is for. */
    private record Place(String group, int resource, String id) {
        Place(String group, Resource resource, String id) {
            this(group, resource.resourceType(), id);
        }

        static Place of(Authorization grant) {
            return new Place(grant.getGroupId(), grant.getResourceType(), grant.getResourceId());
        }
    }

    /** A diagram that new or running cases follow. */
    private record Definition(String id, String key) {}

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        ready = true;
        lookAgain();
    }

    @EventListener
    void on(PeopleChanged changed) {
        lookAgain();
    }

    /** Two nodes that look at the same moment would both write: only who finds a difference waits for the lock, and looks again. */
    private void lookAgain() {
        if (ready && !differences().isEmpty()) {
            oneNode.run(() -> differences().forEach(Runnable::run));
        }
    }

    /** What has to be written or deleted, found by one query for the grants, one for the filters and one for the diagrams. */
    private List<Runnable> differences() {
        var groups = accounts.groups();
        var grants = authorizations.createAuthorizationQuery().authorizationType(AUTH_TYPE_GRANT).list().stream()
                .filter(grant -> grant.getGroupId() != null)
                .toList();
        var todo = new ArrayList<Runnable>();
        var wanted = wanted(groups);
        var found = grants.stream().map(Place::of).collect(Collectors.toSet());
        wanted.forEach((place, permissions) -> {
            if (!found.contains(place)) {
                todo.add(() -> grant(place, permissions));
            }
        });
        var known = groups.stream().map(WorkGroup::id).collect(Collectors.toCollection(HashSet::new));
        known.add(WATCHERS);
        var offered = offered(grants);
        offered.forEach((group, filter) -> {
            if (!known.contains(group)) {
                todo.add(() -> filters.deleteFilter(filter.getId()));
            }
        });
        for (var grant : grants) {
            // With its filter the engine deletes the grant for it.
            var goesWithFilter = grant.getResourceType() == Resources.FILTER.resourceType()
                    && offered.containsKey(grant.getGroupId())
                    && offered.get(grant.getGroupId()).getId().equals(grant.getResourceId());
            if (!known.contains(grant.getGroupId()) && !goesWithFilter
                    || isOurs(grant) && !wanted.containsKey(Place.of(grant))) {
                todo.add(() -> authorizations.deleteAuthorization(grant.getId()));
            }
        }
        groups.forEach(group -> offer(group, offered, todo));
        return todo;
    }

    private Map<Place, List<Permission>> wanted(List<WorkGroup> groups) {
        var wanted = new LinkedHashMap<Place, List<Permission>>();
        for (var resource : Resources.values()) {
            wanted.put(new Place(Role.ADMINISTRATOR.group(), resource, "*"), List.of(Permissions.ALL));
        }
        wanted.put(new Place(WATCHERS, Resources.APPLICATION, "cockpit"), List.of(Permissions.ACCESS));
        WATCH.forEach((resource, permissions) -> wanted.put(new Place(WATCHERS, resource, "*"), permissions));
        var workers = groups.stream()
                .map(WorkGroup::id)
                .filter(group -> !group.equals(Role.ADMINISTRATOR.group()))
                .toList();
        workers.forEach(
                group -> wanted.put(new Place(group, Resources.APPLICATION, "tasklist"), List.of(Permissions.ACCESS)));
        for (var definition : definitions()) {
            var named = groupsOfDefinition.computeIfAbsent(definition.id(), this::candidates);
            workers.stream()
                    .filter(group -> named.contains(group) || named.contains(ANY_GROUP))
                    .forEach(group ->
                            wanted.put(new Place(group, Resources.PROCESS_DEFINITION, definition.key()), WORK));
        }
        return wanted;
    }

    /** The newest version of each diagram, and older ones that cases still follow. */
    private List<Definition> definitions() {
        return jdbc.sql(
                        """
                        select d.id_, d.key_ from act_re_procdef d
                        where d.version_ = (select max(n.version_) from act_re_procdef n where n.key_ = d.key_)
                        or exists (select 1 from act_ru_execution e where e.proc_def_id_ = d.id_)""")
                .query((row, number) -> new Definition(row.getString(1), row.getString(2)))
                .list();
    }

    private Set<String> candidates(String definitionId) {
        return repository.getBpmnModelInstance(definitionId).getModelElementsByType(UserTask.class).stream()
                .flatMap(task -> task.getCamundaCandidateGroups() == null
                        ? Stream.empty()
                        : isExpression(task.getCamundaCandidateGroups())
                                ? Stream.of(ANY_GROUP)
                                : task.getCamundaCandidateGroupsList().stream())
                .map(String::strip)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isExpression(String groups) {
        return groups.contains("${") || groups.contains("#{");
    }

    private static boolean isOurs(Authorization grant) {
        return grant.getResourceType() == Resources.PROCESS_DEFINITION.resourceType()
                && grant instanceof AuthorizationEntity entity
                && entity.getPermissions()
                        == WORK.stream().mapToInt(Permission::getValue).reduce(0, (all, one) -> all | one);
    }

    private void grant(Place place, Collection<Permission> permissions) {
        var grant = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
        grant.setGroupId(place.group());
        grant.setResourceType(place.resource());
        grant.setResourceId(place.id());
        grant.setPermissions(permissions.toArray(Permission[]::new));
        authorizations.saveAuthorization(grant);
    }

    /** The filters by which groups find their work, by group: what a group may read and what asks for it. */
    private Map<String, Filter> offered(List<Authorization> grants) {
        var byId = filters.createFilterQuery().list().stream().collect(Collectors.toMap(Filter::getId, one -> one));
        var offered = new LinkedHashMap<String, Filter>();
        for (var grant : grants) {
            var filter = byId.get(String.valueOf(grant.getResourceId()));
            if (grant.getResourceType() == Resources.FILTER.resourceType()
                    && filter != null
                    && filter.getQuery() instanceof TaskQueryImpl query
                    && grant.getGroupId().equals(query.getCandidateGroup())) {
                offered.put(grant.getGroupId(), filter);
            }
        }
        return offered;
    }

    /** The work of a group as a filter of the Tasklist; stored expressions are off, so the filter names the group. */
    private void offer(WorkGroup group, Map<String, Filter> offered, List<Runnable> todo) {
        var name = group.name() == null ? group.id() : group.name();
        var filter = offered.get(group.id());
        if (filter == null) {
            todo.add(() -> {
                var added = filters.newTaskFilter(name);
                added.setQuery(
                        tasks.createTaskQuery().taskCandidateGroup(group.id()).includeAssignedTasks());
                added.setProperties(Map.of("refresh", true, "showUndefinedVariable", false));
                filters.saveFilter(added);
                grant(new Place(group.id(), Resources.FILTER, added.getId()), List.of(Permissions.READ));
            });
        } else if (!filter.getName().equals(name)) {
            todo.add(() -> {
                filter.setName(name);
                filters.saveFilter(filter);
            });
        }
    }

    @Configuration
    static class Schedule {
        /** What a lost signal has left undone. */
        @Bean
        RecurringTask<Void> keepEngineGrants(EngineGrants grants) {
            return Tasks.recurring("keep-engine-grants", FixedDelay.of(PAUSE))
                    .execute((instance, context) -> grants.lookAgain());
        }
    }
}
