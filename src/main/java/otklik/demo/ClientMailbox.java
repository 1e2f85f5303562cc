package otklik.demo;

import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import otklik.kernel.Settings;

/** The mail of the sample clients: real letters by SMTP, real mailboxes by IMAP, in the mail server of the company. */
@Component
@Profile("demo")
public class ClientMailbox {
    private static final int NEWEST = 20;

    private final Settings.Mail settings;
    private final Clock clock;

    ClientMailbox(Settings settings, Clock clock) {
        this.settings = settings.mail();
        this.clock = clock;
    }

    public record Client(String name, String address) {}

    /** A letter in a client's mailbox. */
    public record Letter(
            String messageId,
            String from,
            String subject,
            String text,
            Instant at,
            boolean automatic,
            String references) {}

    public static List<Client> clients() {
        return SampleLetters.CLIENTS;
    }

    /** Sends a letter to the company, as an answer where one is given. */
    public void write(Client from, String subject, String text, @Nullable Letter answerTo) throws MessagingException {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", settings.smtp().host());
        properties.setProperty("mail.smtp.port", String.valueOf(settings.smtp().port()));
        var message = new MimeMessage(Session.getInstance(properties));
        try {
            message.setFrom(new InternetAddress(from.address(), from.name(), StandardCharsets.UTF_8.name()));
        } catch (java.io.UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(settings.address()));
        message.setSubject(subject, StandardCharsets.UTF_8.name());
        message.setText(text, StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        if (answerTo != null) {
            message.setHeader("In-Reply-To", answerTo.messageId());
            message.setHeader("References", (answerTo.references() + " " + answerTo.messageId()).strip());
        }
        Transport.send(message);
    }

    /** The newest letters of a client, the newest first. */
    public List<Letter> read(Client client) throws MessagingException, IOException {
        var session = Session.getInstance(new Properties());
        try (var store = session.getStore("imap")) {
            store.connect(settings.imap().host(), settings.imap().port(), client.address(), client.address());
            try (var folder = store.getFolder("INBOX")) {
                folder.open(Folder.READ_ONLY);
                int count = folder.getMessageCount();
                var messages = count == 0 ? new Message[0] : folder.getMessages(Math.max(1, count - NEWEST + 1), count);
                var profile = new FetchProfile();
                profile.add(FetchProfile.Item.ENVELOPE);
                folder.fetch(messages, profile);
                var letters = new ArrayList<Letter>();
                for (int i = messages.length - 1; i >= 0; i--) {
                    letters.add(letter(messages[i]));
                }
                return letters;
            }
        }
    }

    private static Letter letter(Message message) throws MessagingException, IOException {
        var from = (InternetAddress) message.getFrom()[0];
        return new Letter(
                header(message, "Message-ID"),
                from.getPersonal() == null ? from.getAddress() : from.getPersonal(),
                String.valueOf(message.getSubject()),
                String.valueOf(message.getContent()),
                message.getSentDate().toInstant(),
                !header(message, "Auto-Submitted").isEmpty(),
                header(message, "References"));
    }

    private static String header(Message message, String name) throws MessagingException {
        var values = message.getHeader(name);
        return values == null ? "" : values[0];
    }
}
