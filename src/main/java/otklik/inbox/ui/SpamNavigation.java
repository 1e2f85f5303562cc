package otklik.inbox.ui;

import org.springframework.stereotype.Component;
import otklik.ui.Navigation;
import otklik.ui.TaskScreen;

/** Places the spam rules in the side bar, and the sample of hidden messages in the lists of work. */
@Component
class SpamNavigation implements Navigation, TaskScreen {
    @Override
    public String path() {
        return SpamRulesView.PATH;
    }

    @Override
    public String title() {
        return "inbox.spam.title";
    }

    @Override
    public int order() {
        return 84;
    }

    @Override
    public String processKey() {
        return "spam-sample";
    }

    @Override
    public String taskKey() {
        return "userTask_checkHiddenMessages";
    }

    @Override
    public String path(String businessKey) {
        return SpamSampleView.PATH + "/" + businessKey;
    }
}
