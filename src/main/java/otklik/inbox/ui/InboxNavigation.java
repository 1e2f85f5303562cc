package otklik.inbox.ui;

import java.util.Set;
import org.springframework.stereotype.Component;
import otklik.inbox.Messages;
import otklik.ui.Navigation;
import otklik.ui.TaskScreen;

/** Places the inbox in the side bar, and the review of a message in the lists of work. */
@Component
class InboxNavigation implements Navigation, TaskScreen {
    private final Messages messages;

    InboxNavigation(Messages messages) {
        this.messages = messages;
    }

    @Override
    public String path() {
        return InboxView.PATH;
    }

    @Override
    public String title() {
        return "inbox.title";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public int count(String login, Set<String> groups) {
        return messages.countUnread();
    }

    @Override
    public String processKey() {
        return "lead-handling";
    }

    @Override
    public String taskKey() {
        return "userTask_reviewMessage";
    }

    @Override
    public String path(String businessKey) {
        return InboxView.PATH + "/" + businessKey;
    }
}
