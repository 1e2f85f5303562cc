package otklik.inbox;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import otklik.requests.Inbound;

@Entity
@Table(name = "message")
class Message {
    private static final int PREVIEW_LENGTH = 300;

    @Id
    private long id;

    private String number;
    private @Nullable String processInstanceId;
    private String source;
    private @Nullable Long letterId;
    private @Nullable Long itemId;
    private String channel;
    private @Nullable String person;
    private @Nullable String link;
    private String senderName;
    private String senderAddress;
    private String subject;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    private String text;

    private String preview;
    private String fingerprint;
    private boolean automatic;

    @Enumerated(EnumType.STRING)
    private MessageStatus status;

    private Instant receivedAt;
    private @Nullable Instant decidedAt;
    private @Nullable String decidedBy;
    private @Nullable String requestNumber;
    private @Nullable String suggestedRequest;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Message() {
        // for JPA
    }

    Message(long id, Arrival arrival, Instant now) {
        var words = arrival.words();
        this.id = id;
        this.number = "M-" + id;
        this.source = arrival.source();
        this.channel = words.channel();
        this.letterId = words.letterId();
        this.itemId = words.itemId();
        this.person = words.person();
        this.link = arrival.link();
        this.senderName = cut(words.senderName(), 200);
        this.senderAddress = cut(words.senderAddress(), 320);
        this.subject = cut(words.subject(), 500);
        this.text = words.text();
        this.preview = cut(words.text().strip().replaceAll("\\s+", " "), PREVIEW_LENGTH);
        this.fingerprint = arrival.fingerprint();
        this.automatic = arrival.automatic();
        this.suggestedRequest = arrival.suggestedRequest();
        this.status = MessageStatus.UNREAD;
        this.receivedAt = now;
    }

    private static String cut(String value, int length) {
        return value.length() <= length ? value : value.substring(0, length);
    }

    void livesIn(String newProcessInstanceId) {
        this.processInstanceId = newProcessInstanceId;
    }

    void decide(MessageStatus newStatus, @Nullable String by, Instant at) {
        this.status = newStatus;
        this.decidedBy = by;
        this.decidedAt = at;
    }

    void becameRequest(String newRequestNumber) {
        this.requestNumber = newRequestNumber;
    }

    void putBack() {
        this.status = MessageStatus.UNREAD;
        this.decidedBy = null;
        this.decidedAt = null;
    }

    String number() {
        return number;
    }

    String senderAddress() {
        return senderAddress;
    }

    String text() {
        return text;
    }

    String fingerprint() {
        return fingerprint;
    }

    boolean isAutomatic() {
        return automatic;
    }

    MessageStatus status() {
        return status;
    }

    /** What the sender wrote, as a request takes it. */
    Inbound words() {
        return new Inbound(channel, senderName, senderAddress, person, subject, text, letterId, itemId);
    }

    MessageCard card() {
        return new MessageCard(
                number(),
                source,
                letterId,
                itemId,
                person,
                link,
                senderName,
                senderAddress,
                subject,
                preview,
                status,
                receivedAt,
                decidedAt,
                decidedBy,
                requestNumber,
                suggestedRequest);
    }
}
