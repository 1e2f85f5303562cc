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

    Message(
            long id,
            String source,
            @Nullable Long letterId,
            String senderName,
            String senderAddress,
            String subject,
            String text,
            String fingerprint,
            boolean automatic,
            @Nullable String suggestedRequest,
            Instant now) {
        this.id = id;
        this.number = "M-" + id;
        this.source = source;
        this.letterId = letterId;
        this.senderName = cut(senderName, 200);
        this.senderAddress = cut(senderAddress, 320);
        this.subject = cut(subject, 500);
        this.text = text;
        this.preview = cut(text.strip().replaceAll("\\s+", " "), PREVIEW_LENGTH);
        this.fingerprint = fingerprint;
        this.automatic = automatic;
        this.suggestedRequest = suggestedRequest;
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

    @Nullable
    Long letterId() {
        return letterId;
    }

    MessageCard card() {
        return new MessageCard(
                number(),
                source,
                letterId,
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
