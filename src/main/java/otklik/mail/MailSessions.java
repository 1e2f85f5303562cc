package otklik.mail;

import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;
import otklik.kernel.Settings;

/** Sessions of Jakarta Mail made of our settings; none of them waits for a server without an end. */
final class MailSessions {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration REPLY = Duration.ofSeconds(30);

    private MailSessions() {}

    /** For sending. One reply of the server may take a quarter of the lease, so that a slow server is noticed before the lease ends. */
    static Session smtp(Settings.Mail settings) {
        var quarter = settings.sendLease().dividedBy(4);
        var reply = quarter.compareTo(REPLY) < 0 ? quarter : REPLY;
        var properties = properties("smtp", settings.smtp(), reply);
        var address = settings.address();
        properties.setProperty("mail.smtp.localhost", address.substring(address.lastIndexOf('@') + 1));
        return Session.getInstance(properties);
    }

    /** For fetching. */
    static Session imap(Settings.Mail settings) {
        var properties = properties("imap", settings.imap(), REPLY);
        properties.setProperty("mail.imap.partialfetch", "false");
        properties.setProperty("mail.imap.peek", "true");
        return Session.getInstance(properties);
    }

    /** For reading letters that are already here. */
    static Session none() {
        return Session.getInstance(new Properties());
    }

    private static Properties properties(String protocol, Settings.Server server, Duration reply) {
        var prefix = "mail." + protocol + ".";
        var connect = reply.compareTo(CONNECT) < 0 ? reply : CONNECT;
        var properties = new Properties();
        properties.setProperty(prefix + "host", server.host());
        properties.setProperty(prefix + "port", String.valueOf(server.port()));
        properties.setProperty(prefix + "connectiontimeout", millis(connect));
        properties.setProperty(prefix + "timeout", millis(reply));
        properties.setProperty(prefix + "writetimeout", millis(reply));
        if (protocol.equals("smtp")) {
            properties.setProperty(
                    prefix + "auth", String.valueOf(!server.user().isEmpty()));
        }
        switch (server.tls()) {
            case NONE -> properties.setProperty(prefix + "starttls.enable", "false");
            case STARTTLS -> {
                properties.setProperty(prefix + "starttls.enable", "true");
                properties.setProperty(prefix + "starttls.required", "true");
            }
            case TLS -> properties.setProperty(prefix + "ssl.enable", "true");
        }
        return properties;
    }

    private static String millis(Duration duration) {
        return String.valueOf(Math.max(1, duration.toMillis()));
    }
}
