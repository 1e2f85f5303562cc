package otklik.mail;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.sources.Source;
import otklik.sources.SourceKind;
import otklik.sources.Sources;

/**
 * Mailboxes that are read by IMAP. The installation's own one is always there; what its row leaves empty is as in {@code otklik.mail.imap}.
 * A look takes in the letters with greater UIDs than the last one read; each is taken in under the lock of its mailbox, so that a second
 * look at the same time does no harm.
 */
@Component
@ConditionalOnProperty(name = "otklik.mail.enabled", matchIfMissing = true)
class MailboxKind implements SourceKind, SmartInitializingSingleton {
    static final String KEY = "mailbox";
    /** Key of the installation's own mailbox. */
    static final String OWN = "mail";

    private static final String HOST = "host";
    private static final String PORT = "port";
    private static final String TLS = "tls";
    private static final String AS_SERVER = "server";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String FOLDER = "folder";
    private static final int LARGEST_PORT = 65535;
    private static final int BATCH = 100;

    private final SourceRows rows;
    private final Reception reception;
    private final Sources sources;
    private final Settings settings;

    MailboxKind(SourceRows rows, Reception reception, Sources sources, Settings settings) {
        this.rows = rows;
        this.reception = reception;
        this.sources = sources;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        sources.ensure(OWN, KEY, Refusal.text("mail.mailbox.own", settings.language()), Map.of());
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                Field.text(HOST),
                new Field(PORT, Type.NUMBER, false, "", List.of()),
                Field.choice(TLS, AS_SERVER, "none", "starttls", "tls"),
                Field.text(USER),
                Field.secret(PASSWORD),
                Field.text(FOLDER));
    }

    @Override
    public List<String> destinations() {
        return List.of(HOST, PORT);
    }

    @Override
    public void check(Source source) {
        // Two rows that name no login would read the same letters twice.
        if (!source.key().equals(OWN) && source.setting(USER).isEmpty()) {
            throw new Refusal("mail.mailbox.whose").at(USER);
        }
        if (!source.setting(PORT).isEmpty() && Integer.parseInt(source.setting(PORT)) > LARGEST_PORT) {
            throw new Refusal("mail.mailbox.wrongPort").at(PORT);
        }
    }

    @Override
    public Optional<Duration> pollInterval(Source source) {
        return Optional.of(settings.mail().pollInterval());
    }

    @Override
    public Words test(Source source) throws MessagingException {
        var effective = with(source);
        try (var mailbox = ImapMailbox.open(effective)) {
            return Words.of(
                    "mail.mailbox.opens", effective.folder(), effective.imap().host(), mailbox.count());
        }
    }

    @Override
    public Optional<String> poll(Source source) throws MessagingException {
        var effective = with(source);
        rows.ensure(source.key(), effective.folder());
        reception.retryParked(source.key());
        // Read before the folder is opened: what another node takes in meanwhile must not look like a new numbering.
        var known = rows.position(source.key());
        try (var mailbox = ImapMailbox.open(effective)) {
            var position = rows.align(known, effective.folder(), mailbox.uidValidity(), mailbox.uidNext());
            var newer = mailbox.after(position.lastUid());
            for (int from = 0; from < newer.size(); from += BATCH) {
                var batch = newer.subList(from, Math.min(newer.size(), from + BATCH));
                mailbox.prepare(batch);
                for (var message : batch) {
                    var uid = mailbox.uid(message);
                    mailbox.fetch(message)
                            .ifPresentOrElse(
                                    letter -> reception.receive(position, uid, letter), () -> rows.skip(position, uid));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Map<String, Long> parked() {
        return rows.parked();
    }

    @Override
    public void retryParked() {
        rows.retryParkedFromNow();
    }

    /** The settings of the server, with what the row says instead. */
    private Settings.Mail with(Source source) {
        var mail = settings.mail();
        var server = mail.imap();
        var tls = source.setting(TLS);
        // The server's own password opens its own mailbox on its own host and is told to no other.
        var isServers = source.setting(USER).isEmpty() && source.setting(HOST).isEmpty();
        var imap = new Settings.Server(
                or(source.setting(HOST), server.host()),
                source.setting(PORT).isEmpty() ? server.port() : Integer.parseInt(source.setting(PORT)),
                or(source.setting(USER), server.user()),
                or(source.setting(PASSWORD), isServers ? server.password() : ""),
                tls.isEmpty() || tls.equals(AS_SERVER)
                        ? server.tls()
                        : Settings.Tls.valueOf(tls.toUpperCase(Locale.ROOT)));
        return new Settings.Mail(
                mail.enabled(),
                mail.address(),
                mail.name(),
                mail.smtp(),
                imap,
                mail.embedded(),
                or(source.setting(FOLDER), mail.folder()),
                mail.pollInterval(),
                mail.maxSize(),
                mail.retryAfter(),
                mail.attempts(),
                mail.sendLease(),
                mail.dkim());
    }

    private static String or(String value, String otherwise) {
        return value.isEmpty() ? otherwise : value;
    }
}
