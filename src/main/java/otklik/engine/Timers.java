package otklik.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;

/**
 * The promises of cases: which timers of a diagram run, what each will do and when; and moving, pausing and resuming one of them. Who may
 * do that is asked by the caller. A task whose own limit is the same moment moves with its timer.
 */
@Component
public class Timers {
    /** The due date of a task and the timer of its limit are counted one after the other, a moment apart. */
    private static final Duration SAME_MOMENT = Duration.ofSeconds(2);

    private static final int MOST_PER_CASE = 50;

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final ManagementService management;
    private final TaskService tasks;
    private final Diagrams diagrams;
    private final Attempts attempts;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<String, Map<String, String>> nodes = new ConcurrentHashMap<>();
    private final Map<String, String> effects = new ConcurrentHashMap<>();

    Timers(
            RuntimeService runtime,
            RepositoryService repository,
            ManagementService management,
            TaskService tasks,
            Diagrams diagrams,
            Attempts attempts,
            JdbcClient jdbc,
            Clock clock) {
        this.runtime = runtime;
        this.repository = repository;
        this.management = management;
        this.tasks = tasks;
        this.diagrams = diagrams;
        this.attempts = attempts;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A timer that runs in a case.
     *
     * @param id for {@link #shift}, {@link #pause} and {@link #resume}; a timer that has gone off leaves no id
     * @param caseKey business key of the case
     * @param node id of the timer's element
     * @param title what the diagram calls it, in the reader's language
     * @param effect what the diagram calls the step it leads to
     * @param due when it goes off; of a paused one, when it would if it were resumed now
     */
    public record Timer(
            String id, String caseKey, String node, String title, String effect, Instant due, boolean paused) {}

    /**
     * A timer that will go off soon.
     *
     * @param id as in {@link Timer}
     * @param caseKey business key of the case
     */
    public record Due(String id, String caseKey, Instant at) {}

    /**
     * A page of timers that go off soon, the nearest first.
     *
     * @param timers may be fewer than were asked for, also where more follow: a timer without a case is left out
     * @param more whether another page may follow
     */
    public record DuePage(List<Due> timers, boolean more) {}

    /** The timers of a case in all its live processes, the nearest first; at most fifty. */
    public List<Timer> of(String caseKey, Locale locale) {
        var instances = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseKey)
                .listPage(0, MOST_PER_CASE);
        var jobs = instances.stream()
                .flatMap(instance -> jobs(instance.getId()).stream())
                .toList();
        var pauses = pauses(jobs.stream().map(Job::getId).toList());
        return jobs.stream()
                .map(job -> timer(job, caseKey, pauses.get(job.getId()), locale))
                .sorted(Comparator.comparing(Timer::due))
                .limit(MOST_PER_CASE)
                .toList();
    }

    /**
     * The timers of one element, over all cases, that go off before the moment; the nearest first, paused ones left out.
     *
     * @param first how many timers to pass over: the pages before this one times the limit
     */
    public DuePage due(String processKey, String node, Instant before, int first, int limit) {
        var jobs = management
                .createJobQuery()
                .processDefinitionKey(processKey)
                .activityId(node)
                .timers()
                .active()
                .duedateLowerThan(Date.from(before))
                .orderByJobDuedate()
                .asc()
                .orderByJobId()
                .asc()
                .listPage(first, limit);
        if (jobs.isEmpty()) {
            return new DuePage(List.of(), false);
        }
        var cases = runtime
                .createProcessInstanceQuery()
                .processInstanceIds(jobs.stream().map(Job::getProcessInstanceId).collect(Collectors.toSet()))
                .list()
                .stream()
                .filter(instance -> instance.getBusinessKey() != null)
                .collect(Collectors.toMap(ProcessInstance::getId, ProcessInstance::getBusinessKey));
        var timers = jobs.stream()
                .filter(job -> cases.containsKey(job.getProcessInstanceId()))
                .map(job -> new Due(
                        job.getId(),
                        String.valueOf(cases.get(job.getProcessInstanceId())),
                        job.getDuedate().toInstant()))
                .toList();
        return new DuePage(timers, jobs.size() == limit);
    }

    /** The timer of one element in a case, if it runs. */
    public Optional<Due> find(String caseKey, String node) {
        return runtime
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(caseKey)
                .listPage(0, MOST_PER_CASE)
                .stream()
                .flatMap(instance -> jobs(instance.getId()).stream())
                .filter(job -> node(job).equals(node))
                .map(job -> new Due(job.getId(), caseKey, job.getDuedate().toInstant()))
                .findFirst();
    }

    /** Lets the timer go off at another moment; a paused one stays paused. Refused when it has gone off meanwhile. */
    public void shift(String id, Instant to) {
        attempts.run(() -> {
            move(running(id), to);
            jdbc.sql("update timer_pause set paused_at = ? where job_id = ?")
                    .params(now(), id)
                    .update();
        });
    }

    /** Stops the timer until it is resumed; a no-op where it stands. Refused when it has gone off meanwhile. */
    public void pause(String id) {
        attempts.run(() -> {
            if (!running(id).isSuspended()) {
                jdbc.sql("insert into timer_pause (job_id, paused_at) values (?, ?)")
                        .params(id, now())
                        .update();
                management.suspendJobById(id);
            }
        });
    }

    /** Lets a paused timer run on with the time that was left at the pause; a no-op where it runs. */
    public void resume(String id) {
        attempts.run(() -> {
            var job = running(id);
            var paused = pauses(List.of(id)).get(id);
            if (paused != null) {
                move(job, later(job, paused));
                jdbc.sql("delete from timer_pause where job_id = ?").param(id).update();
                management.activateJobById(id);
            }
        });
    }

    private List<Job> jobs(String processInstanceId) {
        return management
                .createJobQuery()
                .processInstanceId(processInstanceId)
                .timers()
                .listPage(0, MOST_PER_CASE);
    }

    private Timer timer(Job job, String caseKey, @Nullable Instant paused, Locale locale) {
        var node = node(job);
        var definition = job.getProcessDefinitionId();
        return new Timer(
                job.getId(),
                caseKey,
                node,
                diagrams.label(definition, node, locale),
                diagrams.label(definition, effect(definition, node), locale),
                paused == null ? job.getDuedate().toInstant() : later(job, paused),
                paused != null);
    }

    private Instant later(Job job, Instant paused) {
        return job.getDuedate().toInstant().plus(Duration.between(paused, clock.instant()));
    }

    private Job running(String id) {
        return Optional.ofNullable(
                        management.createJobQuery().jobId(id).timers().singleResult())
                .orElseThrow(() -> new Refusal("engine.timerGone"));
    }

    private void move(Job job, Instant to) {
        var before = job.getDuedate().toInstant();
        management.setJobDuedate(job.getId(), Date.from(to));
        tasks.createTaskQuery()
                .processInstanceId(job.getProcessInstanceId())
                .dueAfter(Date.from(before.minus(SAME_MOMENT)))
                .dueBefore(Date.from(before.plus(SAME_MOMENT)))
                .list()
                .forEach(task -> {
                    task.setDueDate(Date.from(to));
                    tasks.saveTask(task);
                });
    }

    private Map<String, Instant> pauses(Collection<String> ids) {
        var pauses = new HashMap<String, Instant>();
        if (!ids.isEmpty()) {
            jdbc.sql("select job_id, paused_at from timer_pause where job_id in (:ids)")
                    .param("ids", ids)
                    .query(row -> {
                        pauses.put(
                                row.getString("job_id"),
                                row.getObject("paused_at", OffsetDateTime.class).toInstant());
                    });
        }
        return pauses;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private String node(Job job) {
        return nodes.computeIfAbsent(job.getProcessDefinitionId(), this::readNodes)
                .getOrDefault(job.getJobDefinitionId(), "");
    }

    private Map<String, String> readNodes(String processDefinitionId) {
        return management.createJobDefinitionQuery().processDefinitionId(processDefinitionId).list().stream()
                .collect(Collectors.toMap(JobDefinition::getId, JobDefinition::getActivityId));
    }

    /** The step the timer leads to: behind it, past questions to the answer that is taken when nothing else holds. */
    private String effect(String processDefinitionId, String node) {
        return effects.computeIfAbsent(processDefinitionId + "/" + node, key -> {
            var model = repository.getBpmnModelInstance(processDefinitionId);
            FlowNode next = model.getModelElementById(node) instanceof FlowNode timer ? timer : null;
            for (int steps = 0; next != null && steps < 10; steps++) {
                next = next.getOutgoing().stream()
                        .min(Comparator.comparing(flow -> isDefault(flow) ? 0 : 1))
                        .map(SequenceFlow::getTarget)
                        .orElse(null);
                if (next instanceof Activity || next != null && !(next instanceof Gateway)) {
                    return next.getId();
                }
            }
            return node;
        });
    }

    private static boolean isDefault(SequenceFlow flow) {
        FlowElement source = flow.getSource();
        return flow.getId().equals(source.getAttributeValue("default"));
    }
}
