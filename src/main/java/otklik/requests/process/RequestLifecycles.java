package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.*;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.engine.Processes;
import otklik.requests.RequestProcess;
import otklik.security.CurrentUser;

/** The door to request-lifecycle. */
@Component
class RequestLifecycles implements RequestProcess {
    private final Processes processes;

    RequestLifecycles(Processes processes) {
        this.processes = processes;
    }

    @Override
    public String open(String number, @Nullable String manager, @Nullable String queue, boolean firstMessageWritten) {
        return processes.start(
                KEY,
                number,
                MANAGER.to(manager),
                MANAGER_ASSIGNED.to(manager != null),
                QUEUE.to(queue == null ? COMMON_STREAM : queue),
                FIRST_MESSAGE_WRITTEN.to(firstMessageWritten),
                CLIENT_REPLIED.to(false),
                OPERATOR.to(CurrentUser.login().orElse(null)),
                OUTCOME.to(null));
    }

    @Override
    public void clientReplied(String number) {
        processes.tell(KEY, number, CLIENT_REPLIED_MESSAGE);
    }

    @Override
    public boolean awaitsClient(String number) {
        return processes.awaits(KEY, number, CLIENT_REPLIED_MESSAGE);
    }

    @Override
    public void closed(String number, Outcome outcome, @Nullable String reason) {
        processes.tell(
                KEY, number, CLOSED_MESSAGE, DECISION.to(outcome.name().toLowerCase(Locale.ROOT)), REASON.to(reason));
    }

    @Override
    public boolean awaitsReopening(String number) {
        return processes.awaits(KEY, number, REOPENED_MESSAGE);
    }

    @Override
    public void reopened(String number) {
        processes.tell(KEY, number, REOPENED_MESSAGE);
    }

    @Override
    public void handedOver(String number, String newManager) {
        var isManagersTurn = processes.awaits(KEY, number, TURN_HANDED_OVER_MESSAGE);
        processes.tell(
                KEY,
                number,
                isManagersTurn ? TURN_HANDED_OVER_MESSAGE : HANDED_OVER_MESSAGE,
                NEW_MANAGER.to(newManager));
    }

    @Override
    public void leftToTeam(String number, String group) {
        processes.tell(KEY, number, LEFT_TO_TEAM_MESSAGE, QUEUE.to(group));
    }

    @Override
    public void taken(String number, String newManager) {
        processes.tell(KEY, number, HANDED_OVER_MESSAGE, NEW_MANAGER.to(newManager));
    }

    @Override
    public void release(String number, String group) {
        tasks(number).forEach(task -> {
            processes.assign(task, null);
            processes.offer(task, group);
        });
    }

    @Override
    public void merged(String number) {
        processes.tell(KEY, number, MERGED_MESSAGE);
    }

    @Override
    public void reassign(String number, String newManager) {
        tasks(number).forEach(task -> {
            processes.offer(task, COMMON_STREAM);
            processes.assign(task, newManager);
        });
    }

    private java.util.List<String> tasks(String number) {
        return processes.openTasks(number, WRITE_FIRST_MESSAGE, ANSWER_CLIENT, TAKE_REQUEST, REVIEW_LATE_REPLY);
    }
}
