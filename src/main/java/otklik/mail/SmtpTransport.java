package otklik.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import otklik.kernel.Settings;

/**
 * The company's SMTP server. Talks to it step by step rather than through Spring's sender, because only so can be told whether a broken
 * wire leaves the letter in doubt: before the content was handed over the server cannot have taken it.
 */
@Component
class SmtpTransport implements LetterTransport {
    private static final Logger log = LoggerFactory.getLogger(SmtpTransport.class);
    private static final int PERMANENT = 500;
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final Settings.Mail settings;
    private final Clock clock;
    private final Session session;
    private final LetterSeal seal;

    SmtpTransport(Settings settings, Clock clock) {
        this.settings = settings.mail();
        this.clock = clock;
        this.session = MailSessions.smtp(this.settings);
        this.seal = new LetterSeal(this.settings.dkim());
    }

    @Override
    public void send(PostedLetter posted) throws MessagingException {
        var message = compose(posted);
        var transport = session.getTransport("smtp");
        try {
            connect(transport);
            deliver(transport, message, seal.seal(message, () -> message.handedOver = true));
        } finally {
            close(transport);
        }
    }

    private void connect(Transport transport) throws NotTaken {
        var server = settings.smtp();
        try {
            if (server.user().isEmpty()) {
                transport.connect();
            } else {
                transport.connect(server.host(), server.user(), server.password());
            }
        } catch (MessagingException failure) {
            throw new NotTaken(describe(failure), false, failure);
        }
    }

    private static void deliver(Transport transport, WatchedMessage watched, MimeMessage message)
            throws MessagingException {
        // A sealed letter is a copy, and its making has read the original.
        watched.handedOver = false;
        try {
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException failure) {
            var code = replyCode(failure);
            if (code > 0) {
                throw new NotTaken(describe(failure), code >= PERMANENT, failure);
            }
            if (failure instanceof SendFailedException refused && isAny(refused.getInvalidAddresses())) {
                throw new NotTaken(describe(failure), true, failure);
            }
            if (!watched.handedOver) {
                throw new NotTaken(describe(failure), false, failure);
            }
            throw failure;
        }
    }

    private WatchedMessage compose(PostedLetter posted) throws MessagingException {
        var letter = posted.letter();
        var message = new WatchedMessage(session, letter.messageId());
        try {
            var fromName = posted.fromName().isBlank() ? settings.name() : posted.fromName();
            message.setFrom(new InternetAddress(settings.address(), fromName, UTF_8));
            message.setRecipient(Message.RecipientType.TO, recipient(letter.to(), posted.toName()));
        } catch (AddressException invalid) {
            throw new NotTaken("Invalid address " + letter.to() + ": " + invalid.getMessage(), true, invalid);
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
        message.setSubject(letter.subject(), UTF_8);
        if (posted.html() == null && posted.files().isEmpty()) {
            message.setText(letter.text(), UTF_8);
        } else if (posted.files().isEmpty()) {
            message.setContent(bothTexts(letter.text(), posted.html()));
        } else {
            message.setContent(withFiles(posted));
        }
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("X-Otklik-Case", letter.caseKey());
        if (letter.inReplyTo() != null) {
            message.setHeader("In-Reply-To", letter.inReplyTo());
        }
        if (!posted.references().isEmpty()) {
            // One reference a line keeps each line of a long conversation within the limits of the mail format.
            message.setHeader("References", String.join("\r\n ", posted.references()));
        }
        if (letter.automatic()) {
            message.setHeader("Auto-Submitted", "auto-generated");
        }
        for (var header : posted.headers().entrySet()) {
            message.setHeader(header.getKey(), header.getValue());
        }
        message.saveChanges();
        return message;
    }

    /** The plain text first: readers take the last part that they can show. */
    private static MimeMultipart bothTexts(String text, @Nullable String html) throws MessagingException {
        var plain = new MimeBodyPart();
        plain.setText(text, UTF_8);
        var page = new MimeBodyPart();
        page.setText(html, UTF_8, "html");
        return new MimeMultipart("alternative", plain, page);
    }

    private static MimeMultipart withFiles(PostedLetter posted) throws MessagingException {
        var text = new MimeBodyPart();
        if (posted.html() == null) {
            text.setText(posted.letter().text(), UTF_8);
        } else {
            text.setContent(bothTexts(posted.letter().text(), posted.html()));
        }
        var parts = new MimeMultipart(text);
        for (var file : posted.files()) {
            var part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.content(), file.type())));
            // Set by hand, because the library would write the name in the charset of this computer.
            part.setHeader("Content-Type", file.type());
            var name = new ParameterList();
            name.set("filename", file.name(), UTF_8);
            part.setHeader("Content-Disposition", new ContentDisposition(Part.ATTACHMENT, name).toString());
            parts.addBodyPart(part);
        }
        return parts;
    }

    private static InternetAddress recipient(String address, String name)
            throws AddressException, UnsupportedEncodingException {
        var recipient = new InternetAddress();
        recipient.setAddress(ascii(address));
        recipient.setPersonal(name.isBlank() ? null : name, UTF_8);
        recipient.validate();
        if (!recipient.getAddress().contains("@")) {
            throw new AddressException("Missing domain", address);
        }
        return recipient;
    }

    /** An address whose domain is not in ASCII. */
    private static String ascii(String address) throws AddressException {
        var at = address.lastIndexOf('@');
        try {
            return at < 0 ? address : address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
        } catch (IllegalArgumentException invalid) {
            throw new AddressException("Invalid domain", address);
        }
    }

    /** The server's reply code; 0 where it gave none. */
    private static int replyCode(MessagingException failure) {
        int code = 0;
        for (Exception link = failure;
                link != null;
                link = link instanceof MessagingException m ? m.getNextException() : null) {
            if (link instanceof SMTPAddressFailedException address) {
                code = Math.max(code, address.getReturnCode());
            } else if (link instanceof SMTPSendFailedException send) {
                code = Math.max(code, send.getReturnCode());
            }
        }
        return code;
    }

    private static boolean isAny(Address @org.jspecify.annotations.Nullable [] addresses) {
        return addresses != null && addresses.length > 0;
    }

    /** The innermost message says what happened; the outer ones say "Invalid Addresses". */
    private static String describe(MessagingException failure) {
        Exception link = failure;
        while (link instanceof MessagingException messaging && messaging.getNextException() != null) {
            link = messaging.getNextException();
        }
        var innermost = String.valueOf(link.getMessage()).strip();
        var outermost = String.valueOf(failure.getMessage()).strip();
        return link == failure ? outermost : outermost.lines().findFirst().orElse("") + " " + innermost;
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException late) {
            // The letter's fate is decided already; a server that hangs up rudely does not change it.
            log.debug("Closing the connection failed", late);
        }
    }

    /** Keeps its Message-ID, which Jakarta Mail would write anew, and notices when its content begins to go over the wire. */
    private static final class WatchedMessage extends MimeMessage {
        private final String messageId;
        private boolean handedOver;

        WatchedMessage(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }

        @Override
        public void writeTo(OutputStream out, String @org.jspecify.annotations.Nullable [] ignoredHeaders)
                throws IOException, MessagingException {
            handedOver = true;
            super.writeTo(out, ignoredHeaders);
        }
    }
}
