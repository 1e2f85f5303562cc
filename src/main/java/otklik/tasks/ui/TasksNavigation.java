package otklik.tasks.ui;

import java.util.Set;
import org.springframework.stereotype.Component;
import otklik.tasks.TaskList;
import otklik.ui.Navigation;

/** Places the person's assignments in the side bar; counts what is overdue or due today. */
@Component
class TasksNavigation implements Navigation {
    private final TaskList list;

    TasksNavigation(TaskList list) {
        this.list = list;
    }

    @Override
    public String path() {
        return TasksView.PATH;
    }

    @Override
    public String title() {
        return "tasks.title";
    }

    @Override
    public int order() {
        return 37;
    }

    @Override
    public int count(String login, Set<String> groups) {
        return list.countNow(login, groups);
    }
}
