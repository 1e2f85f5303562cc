package otklik.tasks.ui;

import java.util.List;
import org.springframework.stereotype.Component;
import otklik.tasks.GivenTask;
import otklik.tasks.TaskList;
import otklik.ui.SearchSource;

/** Finds assignments by their number or what is to be done. */
@Component
class TaskSearch implements SearchSource {
    private final TaskList list;
    private final TaskParts parts;

    TaskSearch(TaskList list, TaskParts parts) {
        this.list = list;
        this.parts = parts;
    }

    @Override
    public String title() {
        return "tasks.title";
    }

    @Override
    public int order() {
        return 36;
    }

    /** Who may see none finds none. */
    @Override
    public boolean isAllowed() {
        return true;
    }

    @Override
    public List<Hit> find(String text, int limit) {
        return list.found(text, limit).stream().map(this::hit).toList();
    }

    private Hit hit(GivenTask task) {
        return new Hit(
                task.title(),
                String.join(" · ", task.number(), parts.who(task), parts.when(task)),
                TasksView.PATH + "/" + task.number());
    }
}
