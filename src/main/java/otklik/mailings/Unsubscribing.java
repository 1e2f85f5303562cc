package otklik.mailings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import otklik.customers.Companies;
import otklik.customers.CompanyContacts;
import otklik.customers.ContactPoint;
import otklik.customers.QuietCompanies;
import otklik.customers.Suppression.Scope;
import otklik.customers.Suppressions;
import otklik.engine.Attempts;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.mail.LetterReceived;
import otklik.mail.Outbox;
import otklik.mail.OutgoingLetter;
import otklik.mailings.MailingLetters.MailingLetter;

/** Opting out by the recipient himself: on the page that a letter leads to, by the button of his mail program, or by a letter. */
@Component
class Unsubscribing {
    private static final Pattern BY_LETTER = Pattern.compile(WayOut.SUBJECT + "\\s+([A-Za-z0-9_-]{32})");

    private final WayOut wayOut;
    private final Suppressions suppressions;
    private final QuietCompanies quiet;
    private final Companies companies;
    private final CompanyContacts contacts;
    private final Outbox outbox;
    private final Attempts attempts;
    private final Settings settings;

    Unsubscribing(
            WayOut wayOut,
            Suppressions suppressions,
            QuietCompanies quiet,
            Companies companies,
            CompanyContacts contacts,
            Outbox outbox,
            Attempts attempts,
            Settings settings) {
        this.wayOut = wayOut;
        this.suppressions = suppressions;
        this.quiet = quiet;
        this.companies = companies;
        this.contacts = contacts;
        this.outbox = outbox;
        this.attempts = attempts;
        this.settings = settings;
    }

    Optional<MailingLetter> letter(String token) {
        return wayOut.letter(token);
    }

    /** The address that the letter went to, which a person may have corrected since it was written. */
    String address(MailingLetter letter) {
        return outbox.byKey(letter.key()).map(OutgoingLetter::to).orElse(letter.address());
    }

    /**
     * Writes down what the recipient wants; a repeat changes nothing.
     *
     * @param wholeCompany whether it is meant for all phones and addresses of the company, not for this address alone (E63)
     */
    void act(MailingLetter letter, Scope scope, boolean wholeCompany) {
        attempts.run(() -> {
            var points = new ArrayList<ContactPoint>();
            ContactPoint.email(address(letter)).ifPresent(points::add);
            var isCompanyClosed = wholeCompany && scope == Scope.ALL;
            // What is said for all of it is kept with the company: else it would outlast the company's taking it back.
            if (wholeCompany && !isCompanyClosed) {
                everythingOf(letter.company()).stream()
                        .filter(point -> !points.contains(point))
                        .forEach(points::add);
            }
            var topic =
                    switch (scope) {
                        case THIS -> letter.mailing();
                        case KIND -> letter.topic();
                        case ALL -> null;
                    };
            var number = outbox.byKey(letter.key()).map(OutgoingLetter::number).orElse(letter.key());
            var reason = Refusal.text(
                    wholeCompany ? "mailings.optOut.reason.company" : "mailings.optOut.reason",
                    settings.language(),
                    scopeWords(scope, letter),
                    number);
            points.forEach(point -> suppressions.suppress(point, scope, topic, reason, number));
            if (isCompanyClosed) {
                quiet.leaveAloneByItself(letter.company(), reason);
            }
        });
    }

    private String scopeWords(Scope scope, MailingLetter letter) {
        return Refusal.text("mailings.optOut.scope." + scope.name(), settings.language(), letter.topic());
    }

    private List<ContactPoint> everythingOf(String company) {
        var points = new ArrayList<ContactPoint>();
        companies.find(company).ifPresent(card -> points.addAll(card.form().points()));
        contacts.of(List.of(company)).getOrDefault(company, List.of()).forEach(person -> person.points()
                .forEach(point -> points.add(point.point())));
        return points;
    }

    /** The other way that the header offers: a letter to us with the link's token in its subject. */
    @EventListener
    void on(LetterReceived received) {
        var token = BY_LETTER.matcher(received.letter().subject());
        if (token.find()) {
            letter(token.group(1)).ifPresent(letter -> act(letter, Scope.KIND, false));
        }
    }
}
