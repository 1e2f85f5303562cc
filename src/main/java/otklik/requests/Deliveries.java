package otklik.requests;

import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import otklik.mail.LetterStateChanged;
import otklik.mail.Outbox;
import otklik.mail.OutgoingLetter;
import otklik.requests.RequestProcess.Event;

/**
 * Tells the process of a request what becomes of our last letter: the client's time runs only while the letter is out (E12). Runs in the
 * transaction that changes the letter, and never stands in its way: a process that waits for something else is left alone.
 */
@Component
class Deliveries {
    private final RequestRepository repository;
    private final RequestProcess process;
    private final Outbox outbox;
    private final Requests requests;

    Deliveries(RequestRepository repository, @Lazy RequestProcess process, Outbox outbox, @Lazy Requests requests) {
        this.repository = repository;
        this.process = process;
        this.outbox = outbox;
        this.requests = requests;
    }

    @EventListener
    void on(LetterStateChanged change) {
        var letter = change.letter();
        repository.findByAwaitedLetter(letter.number()).ifPresent(request -> {
            if (request.status() != RequestStatus.MERGED) {
                tell(request.number(), letter.state());
            } else if (letter.state() == OutgoingLetter.State.ABANDONED
                    || letter.state() == OutgoingLetter.State.WITHHELD) {
                requests.returnMergedAnswer(request, letter.number());
            }
        });
    }

    private void tell(String number, OutgoingLetter.State state) {
        switch (state) {
            case SENT -> process.tell(number, Event.LETTER_DELIVERED);
            case BOUNCED -> process.tell(number, Event.LETTER_CAME_BACK);
            case ABANDONED, WITHHELD -> process.tell(number, Event.LETTER_GIVEN_UP);
            case QUEUED, SENDING, IN_DOUBT, FAILED -> {
                // Still on its way, or a person decides about it.
            }
        }
    }

    /** Tells a process that has just come back to waiting what has become of the letter meanwhile. */
    void settle(Request request) {
        var letter = request.awaitedLetter();
        var state = letter == null
                ? OutgoingLetter.State.SENT
                : outbox.byNumber(letter).map(OutgoingLetter::state).orElse(OutgoingLetter.State.SENT);
        tell(request.number(), state);
    }
}
