package otklik.staff;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.mail.LetterDraft;
import otklik.mail.LetterOwner;
import otklik.mail.LetterStateChanged;
import otklik.mail.Outbox;
import otklik.mail.OutgoingLetter;
import otklik.mail.OutgoingLetter.State;
import otklik.staff.ActivationTokens.Person;

/**
 * Writes the letters with a link, in the language of the person. The link stands in the outbox until the letter has been tried, and is then
 * taken out: afterwards only the mailbox of the person has it.
 */
@Component
class StaffLetters implements LetterOwner {
    private static final String KEY = "employee/";

    private final ActivationTokens tokens;
    private final ActivationProcess process;
    private final Outbox outbox;
    private final Settings settings;
    private final Parameters parameters;
    private final Clock clock;

    StaffLetters(
            ActivationTokens tokens,
            ActivationProcess process,
            Outbox outbox,
            Settings settings,
            Parameters parameters,
            Clock clock) {
        this.tokens = tokens;
        this.process = process;
        this.outbox = outbox;
        this.settings = settings;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** Posts a letter with a new link, and ends the link before; the row of the person is locked by then. Returns the letter's number. */
    String post(Person person, LinkPurpose purpose, Duration life) {
        var now = clock.instant();
        var expires = now.plus(life);
        var token = tokens.random();
        var count = tokens.issue(person, purpose, token, now, expires);
        var words = "mail." + purpose.word();
        var language = person.language();
        var letter = outbox.post(new LetterDraft(
                Outbox.MAIL,
                KEY + person.login() + "/" + purpose.word() + "/" + count,
                Employees.caseKey(person.login()),
                null,
                settings.mail().name(),
                person.email(),
                person.name(),
                Refusal.text(words + ".subject", language, settings.mail().name()),
                Refusal.text(
                        words,
                        language,
                        person.name(),
                        person.login(),
                        settings.link("activate/" + token),
                        moment(person, expires),
                        settings.mail().name()),
                null,
                List.of(),
                true));
        tokens.setLetter(token, letter.number());
        return letter.number();
    }

    private String moment(Person person, Instant instant) {
        var zone = person.zone() == null ? parameters.zone(Parameter.COMPANY_ZONE) : ZoneId.of(person.zone());
        return instant.atZone(zone).format(DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm zzz", person.language()));
    }

    @Override
    public boolean owns(OutgoingLetter letter) {
        return letter.key().startsWith(KEY);
    }

    @EventListener
    void changed(LetterStateChanged event) {
        var letter = event.letter();
        if (!owns(letter)) {
            return;
        }
        outbox.forgetText(letter.number(), letter.text().replaceAll("/activate/\\S+", "/activate/…"));
        var failed =
                letter.state() == State.FAILED || letter.state() == State.BOUNCED || letter.state() == State.IN_DOUBT;
        if (!failed) {
            return;
        }
        var token = tokens.byLetter(letter.number());
        var isAwaited = token.filter(row -> row.purpose() == LinkPurpose.ACTIVATION && row.inForce())
                .isPresent();
        if (isAwaited) {
            process.letterNotDelivered(token.get().login());
        } else {
            // Nobody waits for it any more, or the person simply asks again: it is no problem of the mail.
            outbox.abandon(letter.number());
        }
    }
}
