package otklik.studio.ui;

import java.util.Set;
import org.springframework.stereotype.Component;
import otklik.engine.Incidents;
import otklik.mail.MailSources;
import otklik.ui.Navigation;

/** Places the system's health in the side bar; counts sources with trouble and steps that stand still. */
@Component
class HealthNavigation implements Navigation {
    private final Incidents incidents;
    private final MailSources sources;

    HealthNavigation(Incidents incidents, MailSources sources) {
        this.incidents = incidents;
        this.sources = sources;
    }

    @Override
    public String path() {
        return HealthView.PATH;
    }

    @Override
    public String title() {
        return "studio.health";
    }

    @Override
    public int order() {
        return 90;
    }

    @Override
    public int count(String login, Set<String> groups) {
        return (int) (incidents.count()
                + sources.all().stream()
                        .filter(source -> !source.healthy() || source.parked() > 0)
                        .count());
    }
}
