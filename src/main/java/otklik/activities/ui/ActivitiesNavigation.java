package otklik.activities.ui;

import java.util.Set;
import org.springframework.stereotype.Component;
import otklik.activities.ActivityList;
import otklik.ui.Navigation;

/** Places the person's activities in the side bar; counts what is overdue or due today. */
@Component
class ActivitiesNavigation implements Navigation {
    private final ActivityList list;

    ActivitiesNavigation(ActivityList list) {
        this.list = list;
    }

    @Override
    public String path() {
        return ActivitiesView.PATH;
    }

    @Override
    public String title() {
        return "activities.title";
    }

    @Override
    public int order() {
        return 36;
    }

    @Override
    public int count(String login, Set<String> groups) {
        return list.countNow(login, groups);
    }
}
