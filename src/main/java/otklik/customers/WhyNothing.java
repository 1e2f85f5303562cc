package otklik.customers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import otklik.history.Event;
import otklik.history.History;
import otklik.security.Accounts;

/** Why nothing is planned with a company, from what has happened last (S2.46). */
@Service
public class WhyNothing {
    private static final String CANCELLED = "activityCancelled";
    /** Lines of the timeline that end an activity. */
    private static final Set<String> ENDED = Set.of(CANCELLED, "activityDone", "activityNoted");

    private static final int MOST = 2;
    private static final int LOOKED_THROUGH = 20;

    private final CompanyHistory history;
    private final Companies companies;
    private final Accounts accounts;
    private final Cycle cycle;

    WhyNothing(CompanyHistory history, Companies companies, Accounts accounts, Cycle cycle) {
        this.cycle = cycle;
        this.history = history;
        this.companies = companies;
        this.accounts = accounts;
    }

    /** What explains it. */
    public enum Cause {
        /** Something is planned: there is nothing to explain. */
        PLANNED,
        DO_NOT_DISTURB,
        NOT_IN_WORK,
        /** It refused the current cycle. */
        REFUSED,
        CANCELLED,
        /** The last one was closed and none was planned after it. */
        CLOSED,
        TALKED,
        NOBODY_RESPONSIBLE,
        /** The responsible one does not work here any more. */
        RESPONSIBLE_LEFT,
        NEVER
    }

    /**
     * @param who login
     * @param text what somebody wrote then: a result, a reason
     */
    public record Because(Cause cause, @Nullable Instant at, @Nullable String who, @Nullable String text) {}

    /** One reason or two, the strongest first; empty for who may not see the company. */
    public List<Because> of(String number) {
        return companies.find(number).map(this::of).orElse(List.of());
    }

    private List<Because> of(CompanyCard company) {
        if (company.openActivities() > 0) {
            return List.of(new Because(Cause.PLANNED, company.nextDue(), null, company.nextTitle()));
        }
        var all = new ArrayList<Because>();
        if (company.state() == CompanyState.DO_NOT_DISTURB) {
            all.add(new Because(Cause.DO_NOT_DISTURB, null, null, null));
        }
        if (company.cycleRefusedAt() != null && !company.cycleRefusedAt().isBefore(cycle.start())) {
            all.add(new Because(Cause.REFUSED, company.cycleRefusedAt(), null, null));
        }
        if (!company.form().inWork()) {
            all.add(outOfWork(company));
        }
        last(company).ifPresent(all::add);
        if (company.form().responsible() == null) {
            all.add(new Because(Cause.NOBODY_RESPONSIBLE, null, null, null));
        } else if (accounts.byLogin(company.form().responsible())
                .filter(account -> account.active())
                .isEmpty()) {
            all.add(new Because(Cause.RESPONSIBLE_LEFT, null, company.form().responsible(), null));
        }
        if (all.stream().allMatch(because -> because.at() == null) && company.lastContactAt() == null) {
            all.add(new Because(Cause.NEVER, company.createdAt(), null, null));
        }
        return all.stream().limit(MOST).toList();
    }

    private Because outOfWork(CompanyCard company) {
        return events(company, "companyOutOfWork").stream()
                .findFirst()
                .map(event -> new Because(Cause.NOT_IN_WORK, event.at(), who(event), null))
                .orElseGet(() -> new Because(Cause.NOT_IN_WORK, null, null, null));
    }

    /** The last activity that ended, else the last talk. */
    private java.util.Optional<Because> last(CompanyCard company) {
        return events(company, "activity").stream()
                .filter(event -> ENDED.contains(event.kind()))
                .findFirst()
                .map(event -> new Because(
                        event.kind().equals(CANCELLED) ? Cause.CANCELLED : Cause.CLOSED,
                        event.at(),
                        who(event),
                        event.note() == null ? event.after() : event.note()))
                .or(() -> java.util.Optional.ofNullable(company.lastContactAt())
                        .map(at -> new Because(Cause.TALKED, at, null, null)));
    }

    private List<Event> events(CompanyCard company, String beginning) {
        var filter = new History.Filter(List.of(beginning), false, null, null, null);
        return history.of(company.number(), filter, null, LOOKED_THROUGH);
    }

    private static @Nullable String who(Event event) {
        return event.actorKind() == Event.ActorKind.PERSON ? event.actor() : event.onBehalfOf();
    }
}
