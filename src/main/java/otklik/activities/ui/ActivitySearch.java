package otklik.activities.ui;

import java.util.List;
import org.springframework.stereotype.Component;
import otklik.activities.Activity;
import otklik.activities.ActivityList;
import otklik.ui.SearchSource;

/** Finds activities by their number or what is to be done. */
@Component
class ActivitySearch implements SearchSource {
    private final ActivityList list;
    private final ActivityParts parts;

    ActivitySearch(ActivityList list, ActivityParts parts) {
        this.list = list;
        this.parts = parts;
    }

    @Override
    public String title() {
        return "activities.title";
    }

    @Override
    public int order() {
        return 35;
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

    private Hit hit(Activity activity) {
        return new Hit(
                activity.title(),
                String.join(" · ", activity.number(), activity.companyName(), parts.when(activity)),
                ActivitiesView.PATH + "/" + activity.number());
    }
}
