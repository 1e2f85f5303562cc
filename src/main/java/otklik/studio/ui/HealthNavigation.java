package otklik.studio.ui;

import java.util.Set;
import org.springframework.stereotype.Component;
import otklik.engine.Incidents;
import otklik.sources.Sources;
import otklik.ui.Navigation;

/** Places the system's health in the side bar; counts sources with trouble and steps that stand still. */
@Component
class HealthNavigation implements Navigation {
    private final Incidents incidents;
    private final Sources sources;

    HealthNavigation(Incidents incidents, Sources sources) {
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
        return (int) incidents.count() + sources.troubles();
    }
}
