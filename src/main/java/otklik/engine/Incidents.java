package otklik.engine;

import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Jobs that gave up: what stands still in which case, said to people, with a way to try again (E94). */
@Component
public class Incidents {
    private static final int LIMIT = 100;

    private final RuntimeService runtime;
    private final ManagementService management;

    Incidents(RuntimeService runtime, ManagementService management) {
        this.runtime = runtime;
        this.management = management;
    }

    /**
     * One step that stands still.
     *
     * @param caseKey business key of the case
     * @param node id of the element
     * @param reason the last error, one line
     */
    public record Incident(
            String id,
            String caseKey,
            String processDefinitionId,
            String node,
            String reason,
            Instant since,
            @Nullable String jobId) {}

    /** The newest hundred. */
    public List<Incident> open() {
        return described(
                runtime.createIncidentQuery().orderByIncidentTimestamp().desc().listPage(0, LIMIT));
    }

    public List<Incident> of(String processInstanceId) {
        return described(runtime.createIncidentQuery()
                .processInstanceId(processInstanceId)
                .listPage(0, LIMIT));
    }

    public long count() {
        return runtime.createIncidentQuery().count();
    }

    /** Tries the step once more, now. */
    public void retry(Incident incident) {
        if (incident.jobId() != null) {
            management.setJobRetries(incident.jobId(), 1);
        }
    }

    private List<Incident> described(List<org.camunda.bpm.engine.runtime.Incident> incidents) {
        if (incidents.isEmpty()) {
            return List.of();
        }
        var instances = runtime
                .createProcessInstanceQuery()
                .processInstanceIds(incidents.stream()
                        .map(org.camunda.bpm.engine.runtime.Incident::getProcessInstanceId)
                        .collect(java.util.stream.Collectors.toSet()))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(
                        org.camunda.bpm.engine.runtime.ProcessInstance::getId,
                        instance -> String.valueOf(instance.getBusinessKey())));
        return incidents.stream()
                .map(incident -> new Incident(
                        incident.getId(),
                        instances.getOrDefault(incident.getProcessInstanceId(), "?"),
                        incident.getProcessDefinitionId(),
                        incident.getActivityId(),
                        String.valueOf(incident.getIncidentMessage()),
                        incident.getIncidentTimestamp().toInstant(),
                        incident.getConfiguration()))
                .toList();
    }
}
