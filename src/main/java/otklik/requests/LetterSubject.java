package otklik.requests;

import org.springframework.stereotype.Component;
import otklik.mail.Outbox;
import otklik.work.WorkSubject;

/** What a letter that did not go out is about: its case, addressee and subject. */
@Component
class LetterSubject implements WorkSubject {
    private final Outbox outbox;

    LetterSubject(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public String prefix() {
        return "L-";
    }

    @Override
    public String of(String businessKey) {
        return outbox.byNumber(businessKey)
                .map(letter -> "%s → %s: %s".formatted(letter.caseKey(), letter.to(), letter.subject()))
                .orElse(businessKey);
    }
}
