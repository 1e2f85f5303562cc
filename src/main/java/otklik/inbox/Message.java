package otklik.inbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import otklik.requests.Inbound;

@Entity
@Table(name = "message")
class Message {
    private static final int PREVIEW_LENGTH = 300;
    /** Of a longer text the beginning tells whether it is spam. */
    private static final int LONGEST_EXAMINED = 20_000;

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
    private String senderDomain;
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

    private String groupNumber;

    @Enumerated(EnumType.STRING)
    private @Nullable Grouping groupedAs;

    /** Counted by one statement, since several letters may come at once: never written from here. */
    @Column(updatable = false)
    private int repeats;

    private @Nullable String likeness;
    private int revision;
    private @Nullable String hiddenBy;
    private @Nullable String hiddenBecause;

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
        this.senderDomain = domain(this.senderAddress);
        this.subject = cut(words.subject(), 500);
        this.text = words.text();
        this.preview = cut(words.text().strip().replaceAll("\\s+", " "), PREVIEW_LENGTH);
        this.fingerprint = arrival.fingerprint();
        this.automatic = arrival.automatic();
        this.suggestedRequest = arrival.suggestedRequest();
        this.status = MessageStatus.UNREAD;
        this.receivedAt = now;
        this.groupNumber = number;
        this.likeness = Likeness.of(text).orElse(null);
        this.revision = 1;
    }

    private static String cut(String value, int length) {
        return value.length() <= length ? value : value.substring(0, length);
    }

    private static String domain(String address) {
        var at = address.lastIndexOf('@');
        return at < 0 ? "" : address.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    /** What the spam rules look at. */
    SpamTable.Traits traits() {
        return traits(senderAddress, senderDomain, subject, text, source);
    }

    static SpamTable.Traits traits(String sender, String domain, String subject, String text, String source) {
        var words = subject + "\n" + cut(text, LONGEST_EXAMINED);
        return new SpamTable.Traits(
                sender.toLowerCase(Locale.ROOT),
                domain,
                words.toLowerCase(Locale.ROOT).replaceAll("\\s+", " "),
                source);
    }

    void hiddenBy(String rule, String because) {
        this.hiddenBy = rule;
        this.hiddenBecause = cut(because, 1000);
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

    void joins(String group, Grouping as) {
        this.groupNumber = group;
        this.groupedAs = as;
    }

    void leavesGroup() {
        this.groupNumber = number;
        this.groupedAs = null;
    }

    void revise(String newSubject, String newText) {
        this.subject = cut(newSubject, 500);
        this.text = newText;
        this.preview = cut(newText.strip().replaceAll("\\s+", " "), PREVIEW_LENGTH);
        this.likeness = Likeness.of(newText).orElse(null);
        this.revision++;
    }

    String number() {
        return number;
    }

    String source() {
        return source;
    }

    String group() {
        return groupNumber;
    }

    @Nullable
    Grouping groupedAs() {
        return groupedAs;
    }

    @Nullable
    String likeness() {
        return likeness;
    }

    /** Who wrote it: the person, else the address; empty where nothing is known of the sender. */
    String sender() {
        return person == null ? senderAddress : person;
    }

    @Nullable
    String person() {
        return person;
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
    String requestNumber() {
        return requestNumber;
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
                suggestedRequest,
                groupNumber,
                groupedAs,
                repeats,
                revision,
                hiddenBecause);
    }
}
