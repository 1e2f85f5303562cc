package otklik.work.ui;

import java.util.Set;
import org.springframework.stereotype.Component;
import otklik.ui.Navigation;
import otklik.work.WorkItems;

/** Places "My work" in the side bar; counts what is in the person's hands. */
@Component
class WorkNavigation implements Navigation {
    private final WorkItems work;

    WorkNavigation(WorkItems work) {
        this.work = work;
    }

    @Override
    public String path() {
        return WorkView.PATH;
    }

    @Override
    public String title() {
        return "work.title";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public int count(String login, Set<String> groups) {
        return work.countMine(login);
    }
}
