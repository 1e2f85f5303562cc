package otklik.requests;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import otklik.requests.RequestProcess.Event;
import otklik.requests.ThreadEntry.Kind;

/** Whose turn it is after lines have gone to another request. */
@Component
class Turn {
    private final RequestRepository repository;
    private final RequestProcess process;
    private final Dialogue dialogue;
    private final Deliveries deliveries;

    Turn(RequestRepository repository, @Lazy RequestProcess process, Dialogue dialogue, Deliveries deliveries) {
        this.repository = repository;
        this.process = process;
        this.dialogue = dialogue;
        this.deliveries = deliveries;
    }

    /**
     * Takes the turn from the manager where nothing is left that waits for his answer.
     *
     * @param unansweredLeft whether a line that waited for an answer is among those that have gone
     */
    void settle(Request request, boolean unansweredLeft) {
        dialogue.lastWord(request.id())
                .ifPresent(last -> request.heard(last.text(), last.kind() == Kind.FROM_CLIENT, last.at()));
        repository.flush();
        var isAnswered = dialogue.askedAt(request.id()).isEmpty()
                && (request.awaitedLetter() != null || request.status() == RequestStatus.LATE_REPLY);
        if (unansweredLeft
                && isAnswered
                && request.ball() == Ball.MANAGER
                && process.tell(request.number(), Event.REPLY_SPLIT_OFF)
                && request.status().isOpen()) {
            deliveries.settle(request);
        }
    }
}
