package otklik.requests.process;

import static otklik.requests.process.RequestLifecycle.*;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import otklik.engine.Decisions;
import otklik.engine.Forms;
import otklik.engine.Processes;
import otklik.engine.Timers;
import otklik.requests.RequestProcess;
import otklik.requests.RequestStatus;
import otklik.security.CurrentUser;

/** The door to request-lifecycle. */
@Component
class RequestLifecycles implements RequestProcess {
    private static final String AFTER_GRACE = "after-grace";

    private final Processes processes;
    private final Timers timers;
    private final Forms forms;
    private final Decisions decisions;

    RequestLifecycles(Processes processes, Timers timers, Forms forms, Decisions decisions) {
        this.processes = processes;
        this.timers = timers;
        this.forms = forms;
        this.decisions = decisions;
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
                CLIENT_AWAITED.to(false),
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
    public void closed(String number, Outcome outcome, @Nullable String lostReason, @Nullable String comment) {
        processes.tell(
                KEY,
                number,
                CLOSED_MESSAGE,
                DECISION.to(outcome.name().toLowerCase(Locale.ROOT)),
                LOST_REASON.to(lostReason),
                REASON.to(comment));
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
        var startsTurn = processes.awaits(KEY, number, TURN_HANDED_OVER_MESSAGE);
        processes.tell(
                KEY, number, startsTurn ? TURN_HANDED_OVER_MESSAGE : HANDED_OVER_MESSAGE, NEW_MANAGER.to(newManager));
    }

    @Override
    public void leftToTeam(String number, String group) {
        processes.tell(KEY, number, LEFT_TO_TEAM_MESSAGE, QUEUE.to(group));
    }

    @Override
    public void taken(String number, String newManager) {
        // In a team's turn the limit runs on; a dialogue that lay in a queue has had none: the turn begins.
        var untaken = !processes.openTasks(number, TAKE_REQUEST).isEmpty()
                && processes.awaits(KEY, number, TURN_HANDED_OVER_MESSAGE);
        processes.tell(
                KEY, number, untaken ? TURN_HANDED_OVER_MESSAGE : HANDED_OVER_MESSAGE, NEW_MANAGER.to(newManager));
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
    public boolean awaitsUndo(String number) {
        return processes.awaits(KEY, number, MERGE_UNDONE_MESSAGE);
    }

    @Override
    public Set<String> awaitingUndo(Collection<String> numbers) {
        return processes.awaiting(KEY, numbers, MERGE_UNDONE_MESSAGE);
    }

    @Override
    public void mergeUndone(String number) {
        processes.tell(KEY, number, MERGE_UNDONE_MESSAGE);
    }

    @Override
    public boolean tell(String number, Event event) {
        var message =
                switch (event) {
                    case LETTER_DELIVERED -> LETTER_DELIVERED_MESSAGE;
                    case LETTER_CAME_BACK -> LETTER_CAME_BACK_MESSAGE;
                    case LETTER_GIVEN_UP -> LETTER_GIVEN_UP_MESSAGE;
                    case REPLY_SPLIT_OFF -> REPLY_SPLIT_OFF_MESSAGE;
                    case CHASER_ASKED -> CHASER_ASKED_MESSAGE;
                    case CLOSED_AS_SILENT -> CLOSED_AS_SILENT_MESSAGE;
                };
        var isAwaited = processes.awaits(KEY, number, message);
        if (isAwaited) {
            processes.tell(KEY, number, message);
        }
        return isAwaited;
    }

    @Override
    public Timers.DuePage silentBefore(Instant before, int first, int limit) {
        return timers.due(KEY, CLIENT_SILENT, before, first, limit);
    }

    @Override
    public Optional<Timers.Due> silentAt(String number) {
        return timers.find(number, CLIENT_SILENT);
    }

    @Override
    public List<Forms.Option> lostReasons() {
        return forms.newest(KEY, ANSWER_CLIENT).stream()
                .flatMap(form -> form.fields().stream())
                .filter(field -> field.key().equals(LOST_REASON.name()))
                .flatMap(field -> field.options().stream())
                .toList();
    }

    @Override
    public String afterGrace(RequestStatus outcome, boolean managerThere) {
        var word =
                switch (outcome) {
                    case WON -> WON;
                    case LOST -> LOST;
                    default -> SILENT;
                };
        return decisions.ask(AFTER_GRACE, Map.of(OUTCOME.name(), word, "managerThere", managerThere));
    }

    @Override
    public void reassign(String number, String newManager) {
        tasks(number).forEach(task -> {
            processes.offer(task, COMMON_STREAM);
            processes.assign(task, newManager);
        });
    }

    private List<String> tasks(String number) {
        return processes.openTasks(number, WRITE_FIRST_MESSAGE, ANSWER_CLIENT, TAKE_REQUEST, REVIEW_LATE_REPLY);
    }
}
