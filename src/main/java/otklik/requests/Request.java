package otklik.requests;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "request")
class Request {
    static final int PREVIEW_LENGTH = 300;
    private static final Duration A_DAY = Duration.ofDays(1);

    @Id
    private long id;

    private String number;
    private @Nullable String processInstanceId;
    private String clientName;
    private String clientAddress;
    private String channel;
    private @Nullable String person;
    private String title;

    @Enumerated(EnumType.STRING)
    private RequestStatus status;

    @Enumerated(EnumType.STRING)
    private Ball ball;

    private @Nullable String manager;
    private @Nullable String queue;

    @Enumerated(EnumType.STRING)
    private @Nullable RequestStatus outcome;

    private @Nullable String outcomeReason;
    private @Nullable String mergedInto;
    private @Nullable String sourceMessage;
    private Instant openedAt;
    private Instant lastMessageAt;
    private String lastMessage;
    private boolean lastFromClient;
    private boolean warned;
    private @Nullable String awaitedLetter;
    private @Nullable String follows;
    private @Nullable String lostReason;
    private long silences;
    private long reopenings;
    private @Nullable Instant reopeningsSince;
    private boolean recoveryRefused;
    private @Nullable Instant closedAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Request() {
        // for JPA
    }

    Request(
            long id,
            Inbound first,
            String title,
            @Nullable String manager,
            @Nullable String sourceMessage,
            Instant now) {
        this.id = id;
        this.number = "R-" + id;
        this.clientName = first.senderName();
        this.clientAddress = first.senderAddress();
        this.channel = first.channel();
        this.person = first.person();
        this.title = title;
        this.manager = manager;
        this.sourceMessage = sourceMessage;
        this.status = manager == null ? RequestStatus.NEW : RequestStatus.ASSIGNED;
        this.ball = Ball.MANAGER;
        this.openedAt = now;
        this.lastMessageAt = now;
        this.lastMessage = title;
        this.lastFromClient = true;
    }

    void livesIn(String newProcessInstanceId) {
        this.processInstanceId = newProcessInstanceId;
    }

    long id() {
        return id;
    }

    String number() {
        return number;
    }

    String clientName() {
        return clientName;
    }

    String clientAddress() {
        return clientAddress;
    }

    String channel() {
        return channel;
    }

    void answersGo(String newChannel, String newAddress) {
        this.channel = newChannel;
        this.clientAddress = newAddress;
    }

    /** Number of the client; none where nothing of him is known. */
    @Nullable
    String person() {
        return person;
    }

    String title() {
        return title;
    }

    RequestStatus status() {
        return status;
    }

    Ball ball() {
        return ball;
    }

    @Nullable
    String manager() {
        return manager;
    }

    /** Group of the team in whose queue it lies, or from whose queue the manager took it; none for the common stream. */
    @Nullable
    String queue() {
        return queue;
    }

    /** Nobody's until somebody of the team takes it; where the dialogue stands and its limits stay as they are. */
    void leaveTo(@Nullable String newQueue) {
        this.manager = null;
        this.queue = newQueue;
        if (status == RequestStatus.ASSIGNED) {
            this.status = RequestStatus.NEW;
        }
    }

    /** Remembers the queue from which the manager has it; none: it was given to him. */
    void comesFrom(@Nullable String newQueue) {
        this.queue = newQueue;
    }

    void assign(String newManager) {
        this.warned = false;
        this.manager = newManager;
        if (status == RequestStatus.NEW) {
            this.status = RequestStatus.ASSIGNED;
        } else if (status == RequestStatus.MANAGER_SILENT) {
            this.silences = 0;
            this.status = lastFromClient ? RequestStatus.REPLY_RECEIVED : RequestStatus.ASSIGNED;
        }
    }

    /** Remembers the last message and says nothing of the status: that is the process's. */
    void heard(String text, boolean fromClient, Instant at) {
        this.lastMessage = text.length() <= PREVIEW_LENGTH ? text : text.substring(0, PREVIEW_LENGTH);
        this.lastFromClient = fromClient;
        this.lastMessageAt = at;
    }

    void warn() {
        this.warned = true;
    }

    void move(RequestStatus newStatus, Ball newBall) {
        this.warned = false;
        this.silences = newStatus == RequestStatus.MANAGER_SILENT ? silences + 1 : 0;
        this.status = newStatus;
        this.ball = newBall;
    }

    void close(RequestStatus newOutcome, @Nullable String newLostReason, @Nullable String reason, Instant at) {
        move(newOutcome, Ball.NOBODY);
        this.outcome = newOutcome;
        this.lostReason = newLostReason;
        this.outcomeReason = reason;
        this.closedAt = at;
    }

    void reopen(Instant at) {
        this.reopenings = reopenings(at) + 1;
        this.reopeningsSince = reopenings == 1 ? at : reopeningsSince;
        move(manager == null ? RequestStatus.NEW : RequestStatus.REPLY_RECEIVED, Ball.MANAGER);
        this.closedAt = null;
        this.outcome = null;
        this.lostReason = null;
        this.outcomeReason = null;
    }

    /** How often it was opened again within a day before the moment. */
    long reopenings(Instant at) {
        var isToday = reopeningsSince != null && reopeningsSince.plus(A_DAY).isAfter(at);
        return isToday ? reopenings : 0;
    }

    /** A late reply that needs no answer: the request is closed as it was. */
    void closeAgain() {
        move(java.util.Objects.requireNonNull(outcome), Ball.NOBODY);
    }

    void mergeInto(String other, Instant at) {
        close(RequestStatus.MERGED, null, null, at);
        this.mergedInto = other;
    }

    /** Takes a merge back: whose turn it was, with all limits anew. */
    void comeBack(RequestStatus newStatus, Ball newBall) {
        move(newStatus, newBall);
        this.outcome = null;
        this.closedAt = null;
        this.mergedInto = null;
    }

    /** Number of our last letter, on whose delivery the client's time begins; none where we have not written. */
    @Nullable
    String awaitedLetter() {
        return awaitedLetter;
    }

    void awaits(@Nullable String letter) {
        this.awaitedLetter = letter;
    }

    /** The closed request that this one goes on with. */
    @Nullable
    String follows() {
        return follows;
    }

    void follow(String older) {
        this.follows = older;
    }

    /** Limits that have passed in a row without an answer of the manager. */
    long silences() {
        return silences;
    }

    @Nullable
    RequestStatus outcome() {
        return outcome;
    }

    @Nullable
    String lostReason() {
        return lostReason;
    }

    /** The client said that he does not want to be asked again. */
    void refuseRecovery() {
        this.recoveryRefused = true;
    }

    @Nullable
    String mergedInto() {
        return mergedInto;
    }

    boolean isLastFromClient() {
        return lastFromClient;
    }

    String lastMessage() {
        return lastMessage;
    }

    Instant lastMessageAt() {
        return lastMessageAt;
    }

    RequestCard card() {
        return new RequestCard(
                number(),
                String.valueOf(processInstanceId),
                clientName,
                clientAddress,
                channel,
                person,
                title,
                status,
                ball,
                manager,
                queue,
                outcomeReason,
                mergedInto,
                sourceMessage,
                openedAt,
                lastMessageAt,
                lastMessage,
                lastFromClient,
                warned,
                closedAt,
                follows,
                lostReason);
    }
}
