package otklik.desk.ui;

import org.springframework.stereotype.Component;
import otklik.ui.Navigation;

/** Places the live board of people and queues in the side bar of the head. */
@Component
class MonitoringNavigation implements Navigation {
    @Override
    public String path() {
        return MonitoringView.PATH;
    }

    @Override
    public String title() {
        return "desk.monitoring";
    }

    @Override
    public int order() {
        return 70;
    }
}
