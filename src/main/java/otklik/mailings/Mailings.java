package otklik.mailings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.batches.Batch;
import otklik.batches.BatchKind;
import otklik.batches.BatchRow;
import otklik.batches.Batches;
import otklik.customers.Companies;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyContacts;
import otklik.customers.CompanyList;
import otklik.customers.CompanySelection;
import otklik.customers.CompanyState;
import otklik.customers.PointState;
import otklik.customers.Suppressions;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.mail.LetterDraft;
import otklik.mail.Outbox;
import otklik.mail.OutgoingLetter.State;
import otklik.mailings.MailingLetters.MailingLetter;
import otklik.mailings.MailingSettings.SharedAddress;
import otklik.mailings.MailingSettings.Whom;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * The act of sending one template to many companies (S2.18, S2.33). Each recipient is a row of a batch: one that cannot be written to stops
 * nobody else (E60), and a letter is written down under a key of the mailing and the address, so that none goes twice.
 */
@Service
public class Mailings implements BatchKind {
    /** Key of these batches. */
    public static final String KIND = "send-letter";

    private static final int CHUNK = 200;
    private static final int LONGEST_KEY = 190;
    private static final int MOST_TROUBLES = 100;

    private final MailTemplates templates;
    private final MailingLetters letters;
    private final LetterText text;
    private final WayOut wayOut;
    private final Companies companies;
    private final CompanyContacts contacts;
    private final CompanyList list;
    private final Suppressions suppressions;
    private final Outbox outbox;
    private final Batches batches;
    private final Policy policy;
    private final Accounts accounts;
    private final Locale language;

    Mailings(
            MailTemplates templates,
            MailingLetters letters,
            LetterText text,
            WayOut wayOut,
            Companies companies,
            CompanyContacts contacts,
            CompanyList list,
            Suppressions suppressions,
            Outbox outbox,
            Batches batches,
            Policy policy,
            Accounts accounts,
            Settings settings) {
        this.templates = templates;
        this.letters = letters;
        this.text = text;
        this.wayOut = wayOut;
        this.companies = companies;
        this.contacts = contacts;
        this.list = list;
        this.suppressions = suppressions;
        this.outbox = outbox;
        this.batches = batches;
        this.policy = policy;
        this.accounts = accounts;
        this.language = settings.language();
    }

    /** Whether the person may write to companies at all; to which ones is asked for each. */
    public boolean maySend() {
        return !CurrentUser.isTrying() && policy.may(Section.ACTIVITIES, Action.CREATE);
    }

    /**
     * Begins a mailing with the newest version of a template, which it keeps to its end (E70).
     *
     * @param position for {@link Whom#POSITION}
     * @return the batch that does it
     */
    @Transactional
    public Batch send(CompanySelection selection, long template, Whom whom, String position, SharedAddress shared) {
        policy.require(Section.ACTIVITIES, Action.CREATE);
        var chosen = templates.find(template).filter(found -> !found.retired()).orElseThrow(() -> new Refusal(
                        "mailings.template.gone")
                .at("template"));
        if (whom == Whom.POSITION && position.isBlank()) {
            throw new Refusal("mailings.send.positionMissing").at("position");
        }
        var settings = new MailingSettings(
                template,
                chosen.version(),
                whom,
                position.strip(),
                shared,
                selection.numbers(),
                selection.query(),
                selection.count());
        return batches.start(this, chosen.name(), settings.written(), selection.count());
    }

    /** How a saved or unsaved template reads for a company; refused like the letter itself. */
    public Preview preview(Locale language, String subject, String words, String company, Whom whom, String position) {
        var card = companies.find(company).orElseThrow(() -> new Refusal("customers.company.unknown", company));
        var people = contacts.of(List.of(company)).getOrDefault(company, List.of());
        var recipient = Recipient.of(card, people, whom, position).stream()
                .findFirst()
                .orElseThrow(() -> new Refusal("mailings.result.noAddress"));
        var template = new MailTemplate(0, "", "", language, subject, words, 0, false, java.time.Instant.EPOCH, "");
        var filled = text.fill(template, card, recipient);
        return new Preview(recipient.point().point().written(), filled.subject(), filled.text());
    }

    /**
     * A letter as its recipient would read it, without the way out below.
     *
     * @param to address
     */
    public record Preview(String to, String subject, String text) {}

    /** How many letters of a mailing stand where; only for who sees the batch. */
    public Map<State, Integer> delivery(long batch) {
        return batches.find(batch).map(found -> letters.counts(batch)).orElseGet(Map::of);
    }

    /** Letters of a mailing that did not arrive, the newest first; at most a hundred. */
    public List<Undelivered> troubles(long batch) {
        return batches.find(batch)
                .map(found -> letters.troubles(batch, MOST_TROUBLES).stream()
                        .map(one -> new Undelivered(one.company(), one.to(), one.state(), one.reason()))
                        .toList())
                .orElseGet(List::of);
    }

    /**
     * A letter that did not arrive.
     *
     * @param company number
     * @param reason in the words of the mail server, or of whoever held it back
     */
    public record Undelivered(String company, String to, State state, @Nullable String reason) {}

    @Override
    public String key() {
        return KIND;
    }

    @Override
    public String title() {
        return "mailings.send";
    }

    /** What a row needs to find its recipient again. */
    private record Payload(String address, String person) {}

    @Override
    public void collect(Batch batch, Consumer<NewRow> rows) {
        var settings = MailingSettings.read(batch.settings());
        var chunk = new ArrayList<String>(CHUNK);
        list.numbers(settings.selection(), number -> {
            chunk.add(number);
            if (chunk.size() == CHUNK) {
                collect(settings, chunk, rows);
                chunk.clear();
            }
        });
        collect(settings, chunk, rows);
    }

    private void collect(MailingSettings settings, List<String> numbers, Consumer<NewRow> rows) {
        var cards = companies.all(numbers);
        var people = contacts.of(numbers);
        for (var number : numbers) {
            var company = cards.get(number);
            if (company == null) {
                continue;
            }
            var recipients =
                    Recipient.of(company, people.getOrDefault(number, List.of()), settings.whom(), settings.position());
            if (recipients.isEmpty()) {
                // A row all the same: nobody is silently lost.
                rows.accept(new NewRow(number, company.name(), ""));
            }
            int records = 1;
            for (var recipient : recipients) {
                rows.accept(new NewRow(
                        number,
                        company.name() + " · " + recipient.point().point().written(),
                        MailingSettings.write(new Payload(recipient.address(), recipient.personNumber())),
                        records));
                records = 0;
            }
        }
    }

    @Override
    public Result work(Batch batch, BatchRow row) {
        var settings = MailingSettings.read(batch.settings());
        var template = templates
                .version(settings.template(), settings.version())
                .orElseThrow(() -> new Refusal("mailings.template.gone"));
        var number = Objects.requireNonNull(row.subject());
        var company = companies.find(number).orElseThrow(() -> new Refusal("customers.company.unknown", number));
        policy.require(Section.ACTIVITIES, Action.CREATE, company.form().responsible(), null);
        if (company.state() != CompanyState.ACTIVE) {
            return skipped("mailings.result.company", company.state());
        }
        if (row.payload().isEmpty()) {
            return skipped("mailings.result.noAddress");
        }
        var recipient = recipient(company, settings, MailingSettings.read(row.payload(), Payload.class));
        if (recipient.isEmpty()) {
            return skipped("mailings.result.gone");
        }
        var point = recipient.get().point();
        if (point.state() != PointState.VALID) {
            return skipped("mailings.result.point", point.state());
        }
        if (suppressions.isSuppressed(point.point(), template.topic())) {
            return skipped("mailings.result.suppressed");
        }
        return write(batch, settings, template, company, recipient.get());
    }

    private Optional<Recipient> recipient(CompanyCard company, MailingSettings settings, Payload payload) {
        var people = contacts.of(List.of(company.number())).getOrDefault(company.number(), List.of());
        return Recipient.anywhere(company, people, settings.whom(), settings.position()).stream()
                .filter(one -> one.address().equals(payload.address())
                        && one.personNumber().equals(payload.person()))
                .findFirst();
    }

    private Result write(
            Batch batch, MailingSettings settings, MailTemplate template, CompanyCard company, Recipient recipient) {
        var filled = text.fill(template, company, recipient);
        var person =
                settings.shared() == SharedAddress.ONE_EACH ? company.number() + "/" + recipient.personNumber() : "";
        var id = letters.nextId();
        var letter = new MailingLetter(
                id,
                batch.id(),
                key(batch, company, recipient, settings.shared(), id),
                company.number(),
                recipient.address(),
                person,
                template.topic(),
                template.language());
        if (!letters.insert(letter)) {
            var other = letters.companyAt(batch.id(), recipient.address()).orElse("");
            return skipped("mailings.result.shared", recipient.point().point().written(), other);
        }
        var posted = outbox.post(draft(batch, letter, company, recipient, filled));
        return Result.done(posted.number(), posted.number());
    }

    private LetterDraft draft(
            Batch batch, MailingLetter letter, CompanyCard company, Recipient recipient, LetterText.Filled filled) {
        var footer = wayOut.footer(letter);
        var person = recipient.person();
        return new LetterDraft(
                Outbox.MAIL,
                letter.key(),
                company.number(),
                batch.owner(),
                accounts.nameOf(
                        Optional.ofNullable(company.form().responsible()).orElse(batch.owner())),
                recipient.point().point().written(),
                person == null ? company.name() : person.name(),
                filled.subject(),
                filled.plain(footer),
                null,
                List.of(),
                true,
                letter.topic(),
                filled.html(footer),
                wayOut.headers(letter),
                false);
    }

    private static String key(Batch batch, CompanyCard company, Recipient recipient, SharedAddress shared, long id) {
        var key = "%s/%s/%s".formatted(batch.number(), company.number(), recipient.address());
        if (shared == SharedAddress.ONE_EACH && !recipient.personNumber().isEmpty()) {
            key += "/" + recipient.personNumber();
        }
        return key.length() <= LONGEST_KEY ? key : "%s/%s/#%d".formatted(batch.number(), company.number(), id);
    }

    /** A letter that nobody has begun to send can be taken back; what has gone has gone. */
    @Override
    public boolean canUndo(Batch batch) {
        return true;
    }

    @Override
    public Result undo(Batch batch, BatchRow row) {
        return outbox.withdraw(Objects.requireNonNull(row.undo()), Refusal.text("mailings.result.withdrawn", language))
                ? Result.done(words("mailings.result.withdrawn"), null)
                : skipped("mailings.result.gone.already");
    }

    @Override
    public @Nullable String path(BatchRow row) {
        return row.subject() == null ? null : "companies/" + row.subject() + "/letters";
    }

    private Result skipped(String key, Object... arguments) {
        return Result.skipped(words(key, arguments));
    }

    /** In the language of the person who began the mailing and reads its results. */
    private String words(String key, Object... arguments) {
        var locale = CurrentUser.login()
                .flatMap(accounts::byLogin)
                .map(account -> account.language())
                .orElse(Locale.ENGLISH);
        return Refusal.text(key, locale, arguments);
    }
}
