package otklik.tasks;

import org.springframework.stereotype.Component;
import otklik.engine.CaseSubject;

/** What an assignment is about, for the lists of work: what is to be done. */
@Component
class TaskSubject implements CaseSubject {
    private final TaskRows rows;

    TaskSubject(TaskRows rows) {
        this.rows = rows;
    }

    @Override
    public String prefix() {
        return "T-";
    }

    @Override
    public String line(String businessKey) {
        return rows.find(businessKey).map(TaskSubject::line).orElse(businessKey);
    }

    @Override
    public String details(String businessKey) {
        return rows.find(businessKey)
                .map(task -> line(task) + "\n\n" + task.description())
                .orElse(businessKey);
    }

    private static String line(GivenTask task) {
        return task.about() == null ? task.title() : task.about() + ": " + task.title();
    }
}
