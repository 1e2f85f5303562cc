package otklik.telephony;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.ManagerConnectionFactory;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.action.OriginateAction;
import org.asteriskjava.manager.action.PingAction;
import org.asteriskjava.manager.event.DialBeginEvent;
import org.asteriskjava.manager.event.DialEndEvent;
import org.asteriskjava.manager.event.HangupEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.asteriskjava.manager.response.ManagerError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;

/**
 * A PBX of one's own, by Asterisk's manager interface: first the employee's phone, then {@code Dial} to the client with the ring limit. Each
 * node keeps a connection and hears everything; what all of them tell is stored once. The channel of the employee has a name of ours from the
 * beginning, so that no event has to be guessed to belong to a call.
 */
@Component
class Asterisk implements PhoneProvider {
    static final String KEY = "asterisk";
    private static final Logger log = LoggerFactory.getLogger(Asterisk.class);
    private static final String HOST = "host";
    private static final String PORT = "port";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String CHANNEL = "channel";
    private static final String TRUNK = "trunk";
    private static final String CALLER = "callerId";
    private static final String RECORDINGS = "recordings";
    private static final String OURS = "otklik-";
    private static final String EXTENSION = "[extension]";
    private static final String NUMBER = "[number]";
    private static final String RECORD = "channel:";
    private static final int PATIENCE_MILLIS = 5000;
    private static final long EMPLOYEE_RINGS_MILLIS = 30_000;
    private static final int LARGEST_PORT = 65535;
    private static final int SHORTEST_NUMBER = 6;
    private static final int MOST_CALLS = 10_000;

    private final ObjectProvider<CallEvents> events;
    private final ObjectProvider<Lines> lines;
    private final Clock clock;
    /** How the ringing at the client's ended, by the name of the call, until its channel says why. */
    private final Cache<String, String> statuses = Caffeine.newBuilder()
            .maximumSize(MOST_CALLS)
            .expireAfterWrite(Duration.ofHours(12))
            .build();

    private @Nullable ManagerConnection connection;
    private Map<String, String> connectedWith = Map.of();

    Asterisk(ObjectProvider<CallEvents> events, ObjectProvider<Lines> lines, Clock clock) {
        this.events = events;
        this.lines = lines;
        this.clock = clock;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field(HOST, Type.TEXT, true, ""),
                new Field(PORT, Type.NUMBER, true, "5038"),
                new Field(USER, Type.TEXT, true, ""),
                new Field(PASSWORD, Type.SECRET, true, ""),
                new Field(CHANNEL, Type.TEXT, true, "PJSIP/[extension]"),
                new Field(TRUNK, Type.TEXT, true, "PJSIP/[number]@trunk"),
                new Field(CALLER, Type.TEXT, false, ""),
                new Field(RECORDINGS, Type.TEXT, false, ""));
    }

    @Override
    public void check(Line line) {
        if (!line.setting(HOST).matches("[A-Za-z0-9.:-]{1,253}")) {
            throw new Refusal("telephony.asterisk.wrongHost").at(HOST);
        }
        var port = Long.parseLong(line.setting(PORT));
        if (port < 1 || port > LARGEST_PORT) {
            throw new Refusal("telephony.asterisk.wrongPort").at(PORT);
        }
        // A comma or a line break would begin another argument, or another command.
        requirePattern(line, CHANNEL, EXTENSION);
        requirePattern(line, TRUNK, NUMBER);
        if (!line.setting(CALLER).matches("[^\\p{Cntrl},&|]{0,80}")) {
            throw new Refusal("telephony.asterisk.wrongCaller").at(CALLER);
        }
        var recordings = line.setting(RECORDINGS);
        if (!recordings.isEmpty() && !(recordings.matches("https?://\\S+") && recordings.contains("[id]"))) {
            throw new Refusal("telephony.asterisk.wrongRecordings").at(RECORDINGS);
        }
    }

    private static void requirePattern(Line line, String field, String part) {
        var text = line.setting(field);
        if (!text.contains(part) || !text.matches("[A-Za-z0-9/@._\\[\\]:+-]{1,200}")) {
            throw new Refusal("telephony.asterisk.wrongPattern", part).at(field);
        }
    }

    @Override
    public String nameOf(PhoneCall call) {
        return OURS + call.id();
    }

    @Override
    public @Nullable String dial(Line line, PhoneCall call, Duration ring) throws Exception {
        var extension = line.extension();
        if (extension == null || !extension.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new NotTaken(CallCause.PROVIDER_FAILED, CallProblem.NO_EXTENSION);
        }
        var reference = nameOf(call);
        var originate = new OriginateAction();
        originate.setChannel(line.setting(CHANNEL).replace(EXTENSION, extension));
        originate.setChannelId(reference);
        originate.setApplication("Dial");
        originate.setData("%s,%d".formatted(line.setting(TRUNK).replace(NUMBER, call.number()), seconds(ring)));
        originate.setTimeout(EMPLOYEE_RINGS_MILLIS);
        originate.setAsync(true);
        if (!line.setting(CALLER).isEmpty()) {
            originate.setCallerId(line.setting(CALLER));
        }
        var answer = connected(line).sendAction(originate, PATIENCE_MILLIS);
        if (answer instanceof ManagerError refused) {
            throw new NotTaken(CallCause.PROVIDER_FAILED, CallProblem.refused(String.valueOf(refused.getMessage())));
        }
        return reference;
    }

    /** Asterisk counts whole seconds. */
    private static long seconds(Duration ring) {
        return Math.max(1, ring.plusMillis(999).toSeconds());
    }

    @Override
    public void hangUp(Line line, PhoneCall call, @Nullable String reference) throws Exception {
        // Asterisk finds a channel by its unique id as well as by its name; one that is gone is an error that says so.
        var channel = reference == null ? nameOf(call) : reference;
        var answer = connected(line).sendAction(new HangupAction(channel), PATIENCE_MILLIS);
        if (answer instanceof ManagerError refused
                && !String.valueOf(refused.getMessage()).contains("No such channel")) {
            throw new IOException(refused.getMessage());
        }
    }

    @Override
    public Health health(Line line) {
        try {
            var known = connectionOf(line);
            if (known != null) {
                known.sendAction(new PingAction(), PATIENCE_MILLIS);
            } else {
                var tried = open(line);
                tried.logoff();
            }
            return Health.well("telephony.asterisk.works", line.setting(HOST));
        } catch (AuthenticationFailedException refused) {
            return Health.ill("telephony.asterisk.refused", line.setting(USER));
        } catch (IOException | TimeoutException | IllegalStateException broken) {
            return Health.ill(
                    "telephony.asterisk.unreachable", line.setting(HOST), String.valueOf(broken.getMessage()));
        }
    }

    /** Connects where calls go this way, and lets go where they do not any more. */
    @Override
    public synchronized void apply(Line line, boolean isActive) {
        if (!isActive) {
            close();
            return;
        }
        if (connectionOf(line) != null) {
            return;
        }
        try {
            keep(line, open(line));
        } catch (AuthenticationFailedException | IOException | TimeoutException | IllegalStateException broken) {
            log.warn("Asterisk cannot be reached: {}", broken.toString());
        }
    }

    private synchronized @Nullable ManagerConnection connectionOf(Line line) {
        var present = connection;
        return present != null
                        && connectedWith.equals(line.settings())
                        && present.getState() == ManagerConnectionState.CONNECTED
                ? present
                : null;
    }

    /** Nothing has been asked where this fails. */
    private synchronized ManagerConnection connected(Line line) throws NotTaken {
        var present = connectionOf(line);
        if (present != null) {
            return present;
        }
        try {
            return keep(line, open(line));
        } catch (AuthenticationFailedException | IOException | TimeoutException | IllegalStateException broken) {
            throw new NotTaken(CallCause.PROVIDER_FAILED, CallProblem.unreachable(broken.toString()));
        }
    }

    private synchronized ManagerConnection keep(Line line, ManagerConnection opened) {
        close();
        connection = opened;
        connectedWith = Map.copyOf(line.settings());
        opened.addEventListener(this::heard);
        return opened;
    }

    private synchronized void close() {
        var present = connection;
        connection = null;
        if (present != null) {
            try {
                present.logoff();
            } catch (IllegalStateException gone) {
                log.debug("Asterisk was gone already", gone);
            }
        }
    }

    private static ManagerConnection open(Line line)
            throws AuthenticationFailedException, IOException, TimeoutException {
        var opened = new ManagerConnectionFactory(
                        line.setting(HOST),
                        Integer.parseInt(line.setting(PORT)),
                        line.setting(USER),
                        line.setting(PASSWORD))
                .createManagerConnection();
        opened.setSocketTimeout(PATIENCE_MILLIS);
        // The library finds its events by a walk over the class path, which sees nothing inside a packed program.
        opened.registerUserEventClass(DialBeginEvent.class);
        opened.registerUserEventClass(DialEndEvent.class);
        opened.registerUserEventClass(HangupEvent.class);
        opened.registerUserEventClass(OriginateResponseEvent.class);
        opened.login();
        return opened;
    }

    /** The beginning of a channel's name says whose it is: {@code PJSIP/101-0000a1}. */
    private Optional<String> extensionOf(@Nullable String channel) {
        if (channel == null || !channel.matches("[A-Za-z]+/.+-[^-]+")) {
            return Optional.empty();
        }
        var extension = channel.substring(channel.indexOf('/') + 1, channel.lastIndexOf('-'));
        return lines.getObject().loginOf(KEY, extension).map(login -> extension);
    }

    private void heard(ManagerEvent event) {
        try {
            if (event instanceof DialBeginEvent begin) {
                begins(begin);
            } else if (event instanceof DialEndEvent end) {
                ends(end);
            } else if (event instanceof HangupEvent hangUp) {
                hungUp(hangUp);
            } else if (event instanceof OriginateResponseEvent response && !response.isSuccess()) {
                tell(response.getUniqueId(), CallNews.Kind.ENDED, CallCause.CANCELLED, null, null, event);
            }
        } catch (RuntimeException failure) {
            log.error("An event of Asterisk could not be stored: {}", event, failure);
        }
    }

    private void begins(DialBeginEvent event) {
        var from = event.getSrcUniqueId();
        if (from == null || from.isEmpty()) {
            // The leg of the employee, which nobody has called from a channel.
            return;
        }
        if (from.startsWith(OURS)) {
            tell(from, CallNews.Kind.RINGING, null, null, null, event);
            return;
        }
        var number = Objects.requireNonNullElse(event.getCallerIdNum(), "");
        if (number.length() >= SHORTEST_NUMBER || number.isEmpty()) {
            extensionOf(event.getDestChannel())
                    .ifPresent(extension -> tell(from, CallNews.Kind.ARRIVED, null, number, extension, event));
        }
    }

    private void ends(DialEndEvent event) {
        var from = event.getSrcUniqueId();
        var status = Objects.requireNonNullElse(event.getDialStatus(), "");
        if (from == null || from.isEmpty()) {
            return;
        }
        if (status.equals("ANSWER")) {
            var extension = extensionOf(event.getDestChannel()).orElse(null);
            tell(from, CallNews.Kind.ANSWERED, null, null, extension, event);
        } else if (from.startsWith(OURS)) {
            statuses.put(from, status);
        }
    }

    /** Of ours the channel of the client says why it is over, and that of the employee that it is over in any case. */
    private void hungUp(HangupEvent event) {
        var id = event.getUniqueId();
        var call = Objects.requireNonNullElse(event.getLinkedId(), id);
        if (call.startsWith(OURS)) {
            var isEmployee = call.equals(id);
            var status = statuses.getIfPresent(call);
            if (!isEmployee || status != null) {
                tell(call, CallNews.Kind.ENDED, cause(status, event.getCause()), null, null, event);
            } else {
                // Nothing was dialled, or people have talked: the ledger knows which.
                tell(call, CallNews.Kind.ENDED, CallCause.CANCELLED, null, null, event);
            }
        } else if (id.equals(call)) {
            tell(id, CallNews.Kind.ENDED, null, null, null, event);
        }
    }

    /** The causes of Q.850, where the status of the dialling does not say it better. */
    private static CallCause cause(@Nullable String status, @Nullable Integer code) {
        if ("NOANSWER".equals(status)) {
            return CallCause.NO_ANSWER;
        }
        if ("CANCEL".equals(status)) {
            return CallCause.CANCELLED;
        }
        return switch (code == null ? 0 : code) {
            case 1, 2, 3, 22, 28 -> CallCause.INVALID_NUMBER;
            case 17 -> CallCause.BUSY;
            case 21 -> CallCause.DECLINED;
            case 18, 19, 20 -> CallCause.NO_ANSWER;
            case 27, 34, 38, 41, 42, 44, 58 -> CallCause.CONGESTION;
            default ->
                "BUSY".equals(status) ? CallCause.BUSY : status == null ? CallCause.NO_ANSWER : CallCause.CONGESTION;
        };
    }

    private void tell(
            String reference,
            CallNews.Kind kind,
            @Nullable CallCause cause,
            @Nullable String number,
            @Nullable String extension,
            ManagerEvent event) {
        if (!reference.startsWith(OURS) && kind != CallNews.Kind.ARRIVED && !isKnown(reference)) {
            // Calls of the PBX that are none of ours: most of what it tells.
            return;
        }
        events.getObject()
                .take(new CallNews(
                        KEY,
                        reference + "/" + kind,
                        null,
                        reference,
                        kind,
                        cause,
                        clock.instant(),
                        number,
                        extension,
                        kind == CallNews.Kind.ANSWERED ? null : recordingOf(reference, kind),
                        null,
                        String.valueOf(event)));
    }

    private boolean isKnown(String reference) {
        return lines.getObject().isKnown(KEY, reference);
    }

    private @Nullable String recordingOf(String reference, CallNews.Kind kind) {
        return kind == CallNews.Kind.ENDED
                        && !lines.getObject()
                                .settings(KEY)
                                .getOrDefault(RECORDINGS, "")
                                .isEmpty()
                ? RECORD + reference
                : null;
    }

    @Override
    public Optional<URI> recording(Line line, String name) {
        var pattern = line.setting(RECORDINGS);
        return name.startsWith(RECORD) && !pattern.isEmpty() && name.matches("channel:[A-Za-z0-9._-]{1,120}")
                ? Optional.of(URI.create(pattern.replace("[id]", name.substring(RECORD.length()))))
                : Optional.empty();
    }
}
