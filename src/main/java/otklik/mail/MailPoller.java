package otklik.mail;

import jakarta.mail.MessagingException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import otklik.kernel.Settings;

/**
 * Looks into the company's mailbox for letters with greater UIDs than the last one read. The scheduler calls it on one node at a time; a
 * second caller does no harm, since each letter is taken in under the lock of its source.
 */
@Component
@ConditionalOnProperty(name = "otklik.mail.enabled", matchIfMissing = true)
class MailPoller {
    private static final Logger log = LoggerFactory.getLogger(MailPoller.class);
    private static final String SOURCE = "mail";
    private static final int BATCH = 100;

    private final SourceRows sources;
    private final Reception reception;
    private final Settings.Mail settings;
    private final ReentrantLock looking = new ReentrantLock();

    MailPoller(SourceRows sources, Reception reception, Settings settings) {
        this.sources = sources;
        this.reception = reception;
        this.settings = settings.mail();
    }

    /** A look, unless one is going on. */
    void poll() {
        if (looking.tryLock()) {
            try {
                look();
            } finally {
                looking.unlock();
            }
        }
    }

    /** A look of one's own, after the one that may be going on. */
    void pollNow() {
        looking.lock();
        try {
            look();
        } finally {
            looking.unlock();
        }
    }

    private void look() {
        sources.ensure(SOURCE, settings.folder());
        try {
            reception.retryParked(SOURCE);
            read();
            sources.succeeded(SOURCE);
        } catch (MessagingException | RuntimeException failure) {
            log.debug("The look into {} failed", SOURCE, failure);
            sources.failed(SOURCE, describe(failure));
        }
    }

    private void read() throws MessagingException {
        // Read before the folder is opened: what another node takes in meanwhile must not look like a new numbering.
        var known = sources.position(SOURCE);
        try (var mailbox = ImapMailbox.open(settings)) {
            var position = sources.align(known, settings.folder(), mailbox.uidValidity(), mailbox.uidNext());
            var newer = mailbox.after(position.lastUid());
            for (int from = 0; from < newer.size(); from += BATCH) {
                var batch = newer.subList(from, Math.min(newer.size(), from + BATCH));
                mailbox.prepare(batch);
                for (var message : batch) {
                    var uid = mailbox.uid(message);
                    mailbox.fetch(message)
                            .ifPresentOrElse(
                                    letter -> reception.receive(position, uid, letter),
                                    () -> sources.skip(position, uid));
                }
            }
        }
    }

    private static String describe(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var outer = String.valueOf(failure.getMessage());
        return root == failure ? failure.getClass().getSimpleName() + ": " + outer : outer + " (" + root + ")";
    }
}
