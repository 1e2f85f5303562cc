package otklik.requests;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.requests.ThreadEntry.Kind;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** Making a request of its own of something that was put into an open one because the client has it (E8). */
@Service
public class Splits {
    private static final int TITLE_LENGTH = 120;

    private final Requests requests;
    private final Dialogue dialogue;
    private final Turn turn;
    private final Policy policy;
    private final Attempts attempts;

    Splits(Requests requests, Dialogue dialogue, Turn turn, Policy policy, Attempts attempts) {
        this.requests = requests;
        this.dialogue = dialogue;
        this.turn = turn;
        this.policy = policy;
        this.attempts = attempts;
    }

    /** Whether the line may become a request: what the client wrote, and not the words with which the request began. */
    public boolean isSplittable(String number, ThreadEntry line) {
        return line.kind() == Kind.FROM_CLIENT
                && requests.find(number).isPresent()
                && dialogue.first(requests.byNumber(number).id())
                        .filter(first -> first != line.id())
                        .isPresent();
    }

    /**
     * Opens a new request with a line of this one, which moves there; where that was the client's last word, it is his turn here again.
     *
     * @param line id of the line
     * @param title of the new request; blank: the beginning of the line
     * @param manager login of who gets the new request, or none for the common stream
     * @return number of the new request
     */
    public String split(String number, long line, String title, @Nullable String manager) {
        return attempts.inTransaction(() -> {
            var request = requests.permitted(number, Action.VIEW);
            if (!policy.reach(Section.REQUESTS, Action.CHANGE).covers(request.manager(), request.queue())
                    || manager != null && !manager.equals(request.manager())) {
                policy.require(Section.REQUESTS, Action.CREATE, manager, null);
            }
            var entry = dialogue.find(request.id(), line)
                    .filter(found -> isSplittable(number, found))
                    .orElseThrow(() -> new Refusal("requests.notSplittable", number));
            var first = new Inbound(
                    entry.channel() == null ? request.channel() : entry.channel(),
                    request.clientName(),
                    request.clientAddress(),
                    request.person(),
                    title.strip(),
                    entry.text(),
                    entry.letterId(),
                    entry.itemId());
            var isUnanswered = dialogue.awaitsAnswer(List.of(line));
            var split = requests.open(
                    new Requests.Opening(
                            number,
                            first,
                            title.isBlank() ? beginning(entry.text()) : title.strip(),
                            manager,
                            null,
                            CurrentUser.login().orElse(null)),
                    newRequest -> dialogue.moveLine(line, number, newRequest));
            requests.tell(new History.Change(number, "requestSplit").from(null, split));
            turn.settle(request, isUnanswered);
            return split;
        });
    }

    private static String beginning(String text) {
        var line = text.strip().lines().findFirst().orElse("").strip();
        return line.length() <= TITLE_LENGTH ? line : line.substring(0, TITLE_LENGTH);
    }
}
