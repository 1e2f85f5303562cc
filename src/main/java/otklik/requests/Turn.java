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

    /** Takes the turn from the manager where our letter is the last word again. */
    void settle(Request request) {
        dialogue.lastWord(request.id()).ifPresent(last -> {
            var isClients = last.kind() == Kind.FROM_CLIENT;
            request.heard(last.text(), isClients, last.at());
            repository.flush();
            var isAnswered = !isClients && request.awaitedLetter() != null;
            if (request.ball() == Ball.MANAGER && isAnswered && process.tell(request.number(), Event.REPLY_SPLIT_OFF)) {
                deliveries.settle(request);
            }
        });
    }
}
