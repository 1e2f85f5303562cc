package otklik.inbox;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What of the messages a list shows, by what became of them: three wide views, then the single ones. */
public enum MessageView {
    UNREAD(EnumSet.of(MessageStatus.UNREAD)),
    SET_ASIDE(EnumSet.of(MessageStatus.SPAM, MessageStatus.REPEAT, MessageStatus.AUTOMATIC)),
    DONE(EnumSet.of(MessageStatus.READ, MessageStatus.REQUEST)),
    SPAM(EnumSet.of(MessageStatus.SPAM)),
    REPEAT(EnumSet.of(MessageStatus.REPEAT)),
    AUTOMATIC(EnumSet.of(MessageStatus.AUTOMATIC)),
    READ(EnumSet.of(MessageStatus.READ)),
    REQUEST(EnumSet.of(MessageStatus.REQUEST));

    private final Set<MessageStatus> statuses;

    MessageView(Set<MessageStatus> statuses) {
        this.statuses = statuses;
    }

    public boolean holds(MessageStatus status) {
        return statuses.contains(status);
    }

    /** The wide view in which a message of the status stands. */
    public static MessageView of(MessageStatus status) {
        return Arrays.stream(values())
                .filter(view -> view.holds(status))
                .findFirst()
                .orElse(UNREAD);
    }

    /** The view of that name; empty where there is none. */
    public static Optional<MessageView> ofName(String name) {
        return Arrays.stream(values()).filter(view -> view.name().equals(name)).findFirst();
    }

    Set<MessageStatus> statuses() {
        return statuses;
    }
}
