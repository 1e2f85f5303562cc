package otklik.mail;

import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otklik.kernel.Settings;

/** One look into the folder of the a mailbox. Reads only: what has been seen is known by us, not by flags that anyone can set. */
final class ImapMailbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ImapMailbox.class);

    private final Store store;
    private final IMAPFolder folder;
    private final long maxSize;

    private ImapMailbox(Store store, IMAPFolder folder, long maxSize) {
        this.store = store;
        this.folder = folder;
        this.maxSize = maxSize;
    }

    static ImapMailbox open(Settings.Mail settings) throws MessagingException {
        var server = settings.imap();
        var store = MailSessions.imap(settings).getStore("imap");
        try {
            var user = server.user().isEmpty() ? settings.address() : server.user();
            store.connect(server.host(), server.port(), user, server.password());
            var folder = (IMAPFolder) store.getFolder(settings.folder());
            folder.open(Folder.READ_ONLY);
            return new ImapMailbox(store, folder, settings.maxSize());
        } catch (MessagingException | RuntimeException failure) {
            close(store);
            throw failure;
        }
    }

    long uidValidity() throws MessagingException {
        return folder.getUIDValidity();
    }

    /** The UID that the next letter will get; negative where the server does not say. */
    long uidNext() throws MessagingException {
        return folder.getUIDNext();
    }

    /** How many letters lie in the folder. */
    int count() throws MessagingException {
        return folder.getMessageCount();
    }

    /** The messages with greater UIDs, in their order. */
    List<Message> after(long uid) throws MessagingException {
        // "n:*" always yields the last message, even when its UID is less than n.
        var found = Arrays.stream(folder.getMessagesByUID(uid + 1, UIDFolder.LASTUID))
                .filter(message -> message != null);
        var newer = new java.util.ArrayList<Message>();
        for (var message : found.toList()) {
            if (folder.getUID(message) > uid) {
                newer.add(message);
            }
        }
        return newer;
    }

    /** Asks for the sizes of these messages at once. */
    void prepare(List<Message> messages) throws MessagingException {
        var profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(FetchProfile.Item.SIZE);
        folder.fetch(messages.toArray(Message[]::new), profile);
    }

    long uid(Message message) throws MessagingException {
        return folder.getUID(message);
    }

    /** The letter; empty when somebody has deleted it meanwhile. */
    Optional<FetchedLetter> fetch(Message message) throws MessagingException {
        try {
            var size = message.getSize();
            if (size > maxSize) {
                return Optional.of(new FetchedLetter(headers(message), size, true));
            }
            return Optional.of(new FetchedLetter(whole(message), size, false));
        } catch (MessageRemovedException removed) {
            return Optional.empty();
        } catch (IOException | MessagingException broken) {
            if (!folder.isOpen()) {
                throw broken instanceof MessagingException messaging
                        ? messaging
                        : new MessagingException("The connection broke", (IOException) broken);
            }
            // A server that stumbles over one letter must not keep all the others from us.
            log.warn("The body of letter UID {} cannot be fetched: {}", folder.getUID(message), broken.toString());
            return Optional.of(new FetchedLetter(headers(message), message.getSize(), true));
        }
    }

    private static byte[] whole(Message message) throws MessagingException, IOException {
        var bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static byte[] headers(Message message) throws MessagingException {
        var lines = ((org.eclipse.angus.mail.imap.IMAPMessage) message).getAllHeaderLines();
        return (String.join("\r\n", Collections.list(lines)) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            if (folder.isOpen()) {
                folder.close(false);
            }
        } catch (MessagingException | RuntimeException late) {
            log.debug("Closing the folder failed", late);
        }
        close(store);
    }

    private static void close(Store store) {
        try {
            store.close();
        } catch (MessagingException | RuntimeException late) {
            log.debug("Closing the mailbox failed", late);
        }
    }
}
