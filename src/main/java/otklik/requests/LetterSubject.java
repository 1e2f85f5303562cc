package otklik.requests;

import org.springframework.stereotype.Component;
import otklik.engine.CaseSubject;
import otklik.mail.Outbox;

/** What a letter that did not go out is about: its case, addressee and subject. */
@Component
class LetterSubject implements CaseSubject {
    private final Outbox outbox;

    LetterSubject(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public String prefix() {
        return "L-";
    }

    @Override
    public String line(String businessKey) {
        return outbox.byNumber(businessKey)
                .map(letter -> "%s → %s: %s".formatted(letter.caseKey(), letter.to(), letter.subject()))
                .orElse(businessKey);
    }
}
