package otklik.activities;

import org.springframework.stereotype.Component;
import otklik.engine.CaseSubject;

/** What an activity is about, for the lists of work: the company and what is to be done. */
@Component
class ActivitySubject implements CaseSubject {
    private final ActivityRows rows;

    ActivitySubject(ActivityRows rows) {
        this.rows = rows;
    }

    @Override
    public String prefix() {
        return "A-";
    }

    @Override
    public String line(String businessKey) {
        return rows.find(businessKey).map(ActivitySubject::line).orElse(businessKey);
    }

    @Override
    public String details(String businessKey) {
        return rows.find(businessKey)
                .map(activity -> line(activity) + "\n\n" + activity.description())
                .orElse(businessKey);
    }

    private static String line(Activity activity) {
        return activity.companyName() + ": " + activity.title();
    }
}
