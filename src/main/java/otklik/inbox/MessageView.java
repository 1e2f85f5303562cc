package otklik.inbox;

import java.util.EnumSet;
import java.util.Set;

/** The ready filters of the inbox. */
public enum MessageView {
    UNREAD(EnumSet.of(MessageStatus.UNREAD)),
    SET_ASIDE(EnumSet.of(MessageStatus.SPAM, MessageStatus.REPEAT, MessageStatus.AUTOMATIC)),
    DONE(EnumSet.of(MessageStatus.READ, MessageStatus.REQUEST));

    private final Set<MessageStatus> statuses;

    MessageView(Set<MessageStatus> statuses) {
        this.statuses = statuses;
    }

    public boolean holds(MessageStatus status) {
        return statuses.contains(status);
    }

    Set<MessageStatus> statuses() {
        return statuses;
    }
}
