package otklik.browser;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Settings;

/** A client with a mail program of his own: writes by SMTP, reads by IMAP. */
final class Client {
    private final String name;
    private final String address;
    private final Settings.Mail company;

    Client(String name, String address, Settings settings) {
        this.name = name;
        this.address = address;
        this.company = settings.mail();
    }

    record Letter(
            String from,
            String subject,
            String text,
            String messageId,
            String inReplyTo,
            String references,
            String autoSubmitted) {}

    /** Writes to the company, and says which Message-ID the letter had. */
    String write(String subject, String text, @Nullable Letter answerTo) {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", "localhost");
        properties.setProperty(
                "mail.smtp.port", String.valueOf(company.embedded().smtpPort()));
        var message = new MimeMessage(Session.getInstance(properties));
        try {
            message.setFrom(new InternetAddress(address, name, "UTF-8"));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(company.address()));
            message.setSubject(subject, "UTF-8");
            message.setText(text, "UTF-8");
            if (answerTo != null) {
                message.setHeader("In-Reply-To", answerTo.messageId());
                message.setHeader("References", answerTo.references() + " " + answerTo.messageId());
            }
            Transport.send(message);
            return message.getMessageID();
        } catch (MessagingException | UnsupportedEncodingException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The mailbox, the oldest letter first. */
    List<Letter> read() {
        try (var store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("localhost", company.embedded().imapPort(), address, address);
            try (var folder = store.getFolder("INBOX")) {
                folder.open(Folder.READ_ONLY);
                var letters = new ArrayList<Letter>();
                for (var message : folder.getMessages()) {
                    letters.add(new Letter(
                            ((InternetAddress) message.getFrom()[0]).getPersonal(),
                            message.getSubject(),
                            String.valueOf(message.getContent()).replace("\r", ""),
                            header(message, "Message-ID"),
                            header(message, "In-Reply-To"),
                            header(message, "References"),
                            header(message, "Auto-Submitted")));
                }
                return letters;
            }
        } catch (MessagingException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String header(Message message, String name) throws MessagingException {
        var values = message.getHeader(name);
        return values == null ? "" : values[0];
    }
}
