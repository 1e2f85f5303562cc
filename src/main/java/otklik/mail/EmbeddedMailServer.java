package otklik.mail;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import otklik.kernel.Settings;

/**
 * The mail server of the demonstration, inside this program: SMTP and IMAP on the loopback address, any login, letters in memory only.
 * Runs before everything that sends or fetches, and stops after it.
 */
@Component
@ConditionalOnProperty(name = {"otklik.mail.enabled", "otklik.mail.embedded.enabled"})
class EmbeddedMailServer implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedMailServer.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int FIRST = Integer.MIN_VALUE + 1000;

    private final Settings.Mail settings;
    private @Nullable GreenMail server;

    EmbeddedMailServer(Settings settings) {
        this.settings = settings.mail();
    }

    /**
     * Thrown by the start where another program has the port.
     *
     * @see PortInUseAnalyzer
     */
    static final class PortInUse extends RuntimeException {
        PortInUse(String setting, int port) {
            super("Otklik did not start: setting %s = '%d': the port is in use".formatted(setting, port));
        }
    }

    @Override
    public synchronized void start() {
        var ports = settings.embedded();
        mustBeFree("otklik.mail.embedded.smtp-port", ports.smtpPort());
        mustBeFree("otklik.mail.embedded.imap-port", ports.imapPort());
        var login = settings.imap().user().isEmpty()
                ? settings.address()
                : settings.imap().user();
        var started = new GreenMail(new ServerSetup[] {
                    new ServerSetup(ports.smtpPort(), LOOPBACK, ServerSetup.PROTOCOL_SMTP),
                    new ServerSetup(ports.imapPort(), LOOPBACK, ServerSetup.PROTOCOL_IMAP)
                })
                .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        started.start();
        started.setUser(settings.address(), login, settings.imap().password());
        server = started;
        log.info(
                "The embedded mail server takes letters on port {} and gives them on port {}",
                ports.smtpPort(),
                ports.imapPort());
    }

    /** Asked beforehand: GreenMail itself notices a taken port only by a time-out on another thread. */
    private static void mustBeFree(String setting, int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
        } catch (IOException taken) {
            log.debug("Port {} cannot be bound", port, taken);
            throw new PortInUse(setting, port);
        }
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }

    @Override
    public int getPhase() {
        return FIRST;
    }
}
