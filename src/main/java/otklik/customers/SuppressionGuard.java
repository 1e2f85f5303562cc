package otklik.customers;

import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.mail.Outbox;
import otklik.mail.OutgoingLetter;
import otklik.mail.SendingGuard;
import otklik.security.Account;
import otklik.security.Accounts;

/**
 * Withholds letters to those who do not want them, asked again at the moment of sending (E64). What a client asked for himself is answered;
 * letters to employees always go.
 */
@Component
class SuppressionGuard implements SendingGuard {
    private final Suppressions suppressions;
    private final QuietCompanies quiet;
    private final Accounts accounts;
    private final Locale language;

    SuppressionGuard(Suppressions suppressions, QuietCompanies quiet, Accounts accounts, Settings settings) {
        this.suppressions = suppressions;
        this.quiet = quiet;
        this.accounts = accounts;
        this.language = settings.language();
    }

    @Override
    public Optional<String> stops(OutgoingLetter letter) {
        return ContactPoint.address(letter.to())
                .filter(point -> !isAnswer(letter))
                .flatMap(point -> reason(point, letter))
                .filter(reason -> !isForEmployee(letter));
    }

    private Optional<String> reason(ContactPoint point, OutgoingLetter letter) {
        return suppressions
                .stopping(point, letter.topic(), mailing(letter.key()))
                .map(asked -> Refusal.text("customers.suppression.stopped", language, asked.scope(), asked.reason()))
                .or(() -> quiet.ofOwner(point)
                        .map(company -> Refusal.text("customers.quiet.stopped", language, company.reason())));
    }

    /** A person's own answer to what the client wrote, by a letter or not; nobody can write first to a chat. */
    private static boolean isAnswer(OutgoingLetter letter) {
        var wasAsked = letter.answer()
                || letter.inReplyTo() != null
                || !letter.channel().equals(Outbox.MAIL);
        return wasAsked && !letter.automatic() && letter.topic() == null;
    }

    private boolean isForEmployee(OutgoingLetter letter) {
        return letter.topic() == null
                && accounts.all().stream().map(Account::email).anyMatch(letter.to()::equalsIgnoreCase);
    }

    /** The batch or the event that wrote a letter stands before the first slash of its key: {@code B-7/K-12/...}. */
    static String mailing(String key) {
        var slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }
}
