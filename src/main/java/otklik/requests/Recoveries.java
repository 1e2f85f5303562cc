package otklik.requests;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.calls.CallWindows;
import otklik.customers.ClientZone;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.security.Role;

/**
 * Bringing back the clients of lost and silent requests, when nothing more urgent is due. When, and whom, is decided by the diagram
 * {@code requests/lead-recovery}.
 */
@Service
public class Recoveries {
    private static final int MOST_PER_CLIENT = 20;

    private final Requests requests;
    private final LinkedRequests linked;
    private final RecoveryProcess process;
    private final OldLeads pool;
    private final JdbcClient jdbc;
    private final RequestFacts requestFacts;
    private final OldLeadFacts leadFacts;
    private final ClientZone zones;
    private final CallWindows windows;
    private final Parameters parameters;
    private final Clock clock;

    Recoveries(
            Requests requests,
            LinkedRequests linked,
            @Lazy RecoveryProcess process,
            OldLeads pool,
            JdbcClient jdbc,
            RequestFacts requestFacts,
            OldLeadFacts leadFacts,
            ClientZone zones,
            CallWindows windows,
            Parameters parameters,
            Clock clock) {
        this.requests = requests;
        this.linked = linked;
        this.process = process;
        this.pool = pool;
        this.jdbc = jdbc;
        this.requestFacts = requestFacts;
        this.leadFacts = leadFacts;
        this.zones = zones;
        this.windows = windows;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** A request is lost for good, or its client stayed silent. */
    @Transactional
    public void plan(String number) {
        var request = requests.byNumber(number);
        var queue = request.queue();
        var group = queue == null ? Role.MANAGER.group() : queue;
        pool.lost(request, group);
        process.lost(number, request.lostReason(), group);
    }

    /**
     * What stands in the way of asking the client now.
     *
     * @param stillLost whether he may be asked
     * @param askedLately whether he may be, but somebody came to him so lately that he rests once more
     */
    public record Check(boolean stillLost, boolean askedLately) {}

    /**
     * Whether the client may be asked: he has no later request, has never asked to be left alone, and nobody came to him lately.
     *
     * @param number of a lost request, or of an old lead
     */
    @Transactional
    public Check check(String number) {
        var isLost = isChosen(number) ? pool.isStillWithoutRequest(number) : isStillLost(number);
        var found = pool.check(number, isLost);
        return new Check(found == OldLeads.Check.LOST, found == OldLeads.Check.ASKED_LATELY);
    }

    private static boolean isChosen(String number) {
        return number.startsWith("OL-");
    }

    private boolean isStillLost(String number) {
        var request = requests.byNumber(number);
        if (request.person() == null && request.clientAddress().isEmpty()) {
            // A stranger who left nothing to answer to cannot be asked again.
            return false;
        }
        return jdbc.sql("select count(*) from request where "
                                + (request.person() == null ? "client_address = :client" : "person = :client")
                                + " and (id > :id or recovery_refused = true)")
                        .param("client", request.person() == null ? request.clientAddress() : request.person())
                        .param("id", request.id())
                        .query(Long.class)
                        .single()
                == 0;
    }

    /** When a client who was not reached is called again: after the usual time, when we work and he may be called. */
    public Instant callAgainAt(String number) {
        var task = isChosen(number) ? leadFacts.of(number, "") : requestFacts.of(number, "");
        var contact = task.contact();
        var zone = zones.of(
                contact != null && contact.startsWith("K-") ? contact : null,
                contact != null && contact.startsWith("P-") ? contact : null,
                task.phone());
        return windows.nextWorking(zone, clock.instant().plus(parameters.duration(Parameter.RETRY_AFTER_NO_ANSWER)));
    }

    /** Opens a new request for whoever brought the client back. */
    @Transactional
    public void open(String number, @Nullable String performer) {
        if (isChosen(number)) {
            linked.openForChosenClient(pool.words(number), number, performer);
        } else {
            linked.openForClientBroughtBack(number, performer);
        }
    }

    /** The client does not want to be asked again. */
    @Transactional
    public void refuse(String number, @Nullable String comment) {
        if (!isChosen(number)) {
            requests.byNumber(number).refuseRecovery();
        }
        requests.tell(new History.Change(number, "recoveryRefused").because(comment));
    }

    @EventListener
    void on(RequestOpened opened) {
        var isKnown = opened.person() != null;
        if (isKnown || !opened.clientAddress().isEmpty()) {
            lostOnes(opened, isKnown).forEach(process::clientCameBack);
        }
    }

    private List<String> lostOnes(RequestOpened opened, boolean isKnown) {
        return jdbc.sql(
                        "select number from request where " + (isKnown ? "person" : "client_address") + " = :client"
                                + " and status in ('LOST', 'CLOSED_SILENT') and number <> :number"
                                // Whoever has just brought the client back of a request has no task of it any more.
                                + " and number <> coalesce((select follows from request where number = :number), '') order by id desc limit :limit")
                .param("client", isKnown ? opened.person() : opened.clientAddress())
                .param("number", opened.number())
                .param("limit", MOST_PER_CLIENT)
                .query(String.class)
                .list();
    }
}
