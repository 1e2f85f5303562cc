package otklik.requests;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Right;
import otklik.security.Role;
import otklik.security.Scope;
import otklik.security.Section;
import otklik.staff.Absences;
import otklik.staff.Teams;
import otklik.work.Capacity;

/** What the decision {@code silent-manager} asks about a manager who does not respond, and who could take over. */
@Service
public class SilentManagers {
    private static final Right TO_WORK_ON_REQUESTS = new Right(Section.REQUESTS, Action.CHANGE, Scope.OWN);

    private final Requests requests;
    private final RequestBelongings loads;
    private final Drafts drafts;
    private final Accounts accounts;
    private final Absences absences;
    private final Teams teams;
    private final Capacity capacity;
    private final Parameters parameters;
    private final Clock clock;

    SilentManagers(
            Requests requests,
            RequestBelongings loads,
            Drafts drafts,
            Accounts accounts,
            Absences absences,
            Teams teams,
            Capacity capacity,
            Parameters parameters,
            Clock clock) {
        this.requests = requests;
        this.loads = loads;
        this.drafts = drafts;
        this.accounts = accounts;
        this.absences = absences;
        this.teams = teams;
        this.capacity = capacity;
        this.parameters = parameters;
        this.clock = clock;
    }

    /**
     * The silence of the manager of one request.
     *
     * @param silences limits that have passed in a row, at least 1
     * @param answerBegun whether the manager has an unsent answer
     * @param managerAbsent whether he is absent today
     * @param overloaded whether he has as many open requests as one may have
     * @param replacement login of who could take over; none where nobody could
     */
    public record Silence(
            long silences,
            boolean answerBegun,
            boolean managerAbsent,
            boolean overloaded,
            @Nullable String replacement) {}

    /** The silence of the manager of this request, at this moment. */
    public Silence of(String number) {
        var request = requests.byNumber(number);
        var manager = request.manager();
        var away = absences.away(LocalDate.ofInstant(clock.instant(), parameters.zone(Parameter.COMPANY_ZONE)));
        if (manager == null) {
            return new Silence(request.silences(), false, false, false, null);
        }
        var candidates = accounts.with(Role.MANAGER).stream()
                .map(Account::login)
                .filter(login -> !login.equals(manager) && !away.contains(login))
                .filter(login -> accounts.standing(login).holds(TO_WORK_ON_REQUESTS))
                .collect(Collectors.toSet());
        candidates.add(manager);
        var open = loads.loads(candidates);
        var most = capacity.mostRequests(candidates);
        candidates.removeIf(
                login -> login.equals(manager) || open.getOrDefault(login, 0) >= most.getOrDefault(login, 0));
        return new Silence(
                request.silences(),
                drafts.find(number, manager).isPresent(),
                away.contains(manager),
                open.getOrDefault(manager, 0) >= most.getOrDefault(manager, 0),
                replacement(manager, away.contains(manager), candidates, open));
    }

    /** Whoever stands for an absent one; else the least loaded of the teams, or of all where he is in none. */
    private @Nullable String replacement(
            String manager, boolean isAway, Set<String> candidates, Map<String, Integer> open) {
        var substitutes = isAway
                ? candidates.stream()
                        .filter(login -> accounts.standing(login).own().contains(manager))
                        .toList()
                : List.<String>of();
        var own = teams.all().stream()
                .filter(team -> team.members().contains(manager))
                .toList();
        var team = candidates.stream()
                .filter(login -> own.isEmpty()
                        || own.stream().anyMatch(one -> one.members().contains(login)))
                .toList();
        return (substitutes.isEmpty() ? team : substitutes)
                .stream()
                        .min(Comparator.<String, Integer>comparing(login -> open.getOrDefault(login, 0))
                                .thenComparing(login -> login))
                        .orElse(null);
    }
}
