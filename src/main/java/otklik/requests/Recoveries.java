package otklik.requests;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.history.History;
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
    private final JdbcClient jdbc;

    Recoveries(Requests requests, LinkedRequests linked, @Lazy RecoveryProcess process, JdbcClient jdbc) {
        this.requests = requests;
        this.linked = linked;
        this.process = process;
        this.jdbc = jdbc;
    }

    /** A request is lost for good, or its client stayed silent. */
    @Transactional
    public void plan(String number) {
        var request = requests.byNumber(number);
        var queue = request.queue();
        process.lost(number, request.lostReason(), queue == null ? Role.MANAGER.group() : queue);
    }

    /** Whether the client is still lost: he has no later request, and has never asked to be left alone. */
    @Transactional(readOnly = true)
    public boolean isStillLost(String number) {
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

    /** Opens a new request for whoever brought the client back. */
    @Transactional
    public void open(String number, @Nullable String performer) {
        linked.openForClientBroughtBack(number, performer);
    }

    /** The client does not want to be asked again. */
    @Transactional
    public void refuse(String number, @Nullable String comment) {
        requests.byNumber(number).refuseRecovery();
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
