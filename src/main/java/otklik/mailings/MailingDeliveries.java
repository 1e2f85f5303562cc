package otklik.mailings;

import java.time.Clock;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import otklik.batches.Batches;
import otklik.customers.Companies;
import otklik.kernel.Signals;
import otklik.mail.LetterOwner;
import otklik.mail.LetterStateChanged;
import otklik.mail.OutgoingLetter;
import otklik.mail.OutgoingLetter.State;

/** What becomes of letters to companies: one that was taken is a contact, one to an address that is none is work (E65). */
@Component
class MailingDeliveries implements LetterOwner {
    private static final String COMPANY = "K-";

    private final Companies companies;
    private final AddressRepairs repairs;
    private final Signals signals;
    private final Clock clock;

    MailingDeliveries(Companies companies, AddressRepairs repairs, Signals signals, Clock clock) {
        this.companies = companies;
        this.repairs = repairs;
        this.signals = signals;
        this.clock = clock;
    }

    /** An address that is none makes work of its own; of whatever else kept a letter from arriving a person decides as always. */
    @Override
    public boolean owns(OutgoingLetter letter) {
        return letter.caseKey().startsWith(COMPANY) && BadAddress.isTold(letter);
    }

    @EventListener
    void on(LetterStateChanged change) {
        var letter = change.letter();
        if (!letter.caseKey().startsWith(COMPANY)) {
            return;
        }
        if (letter.state() == State.SENT) {
            companies.contacted(
                    letter.caseKey(), Optional.ofNullable(letter.sentAt()).orElse(clock.instant()));
        } else if (BadAddress.isTold(letter)) {
            repairs.open(letter);
        }
        if (letter.topic() != null) {
            signals.say(Batches.TOPIC);
        }
    }
}
