package otklik.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import otklik.customers.ContactLeases;
import otklik.kernel.Refusal;
import otklik.security.Accounts;

/**
 * A client is in one hand at a time, on the conveyor and off it, and is come to so many times a day at most (E40). This concerns calls and
 * old clients; whatever else is about him may be done beside them.
 */
@Component
class ClientsInHand {
    /** A colleague may be done with the client long before he has to: so often it is looked. */
    private static final Duration ASIDE = Duration.ofMinutes(5);

    private final ContactLeases leases;
    private final Candidates candidates;
    private final Accounts accounts;
    private final Clock clock;

    ClientsInHand(ContactLeases leases, Candidates candidates, Accounts accounts, Clock clock) {
        this.leases = leases;
        this.candidates = candidates;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * Takes the client of a task that is being given out. False where he cannot be had now: then the task, and with it all that waits about
     * him in the queues, lies aside until it is worth another look; however much that is, nobody stumbles over it one by one.
     */
    boolean take(WorkItem item, String login, Duration length) {
        var contact = item.facts().contact();
        if (contact == null || !concerns(item)) {
            return true;
        }
        if (item.recovery() && !leases.mayRecover(contact)) {
            aside(item, contact, true, clock.instant().plus(Duration.ofDays(1)));
            return false;
        }
        if (!leases.take(contact, login, item.taskId(), length, isPromised(item))) {
            var soon = clock.instant().plus(ASIDE);
            var free = leases.freeAt(contact, isPromised(item));
            aside(item, contact, false, leases.isHeld(contact, login) && soon.isBefore(free) ? soon : free);
            return false;
        }
        return true;
    }

    /** Takes the client of a task that the person has chosen himself, or says who has him. */
    void require(WorkItem item, String login, Duration length) {
        var contact = item.facts().contact();
        // How often he is dialled a day is asked when he is dialled.
        if (contact != null && concerns(item) && !leases.take(contact, login, item.taskId(), length, true)) {
            throw new Refusal(
                    "work.clientInHand",
                    leases.holder(contact).map(accounts::nameOf).orElse(""));
        }
    }

    /** The person goes on with the task. */
    void keep(String taskId, String login, Duration length) {
        leases.keep(taskId, login, length);
    }

    private static boolean concerns(WorkItem item) {
        return item.facts().isCall() || item.recovery();
    }

    /** The moment was promised to the client by the one who has the task: then we do not come by ourselves. */
    private static boolean isPromised(WorkItem item) {
        return item.notBefore() != null && item.assignee() != null && item.leaseUntil() == null;
    }

    private void aside(WorkItem item, String contact, boolean isOnlyRecovery, Instant until) {
        candidates.park(item, until);
        candidates.parkAll(contact, isOnlyRecovery, until);
    }
}
