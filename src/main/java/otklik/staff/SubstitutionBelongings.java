package otklik.staff;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.security.Account;
import otklik.security.Accounts;

/** Absences of others in which the leaver stands for them: somebody else stands in, or the work falls to the team. */
@Component
class SubstitutionBelongings implements Belongings {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final Absences absences;
    private final Accounts accounts;
    private final Clock clock;
    private final Parameters parameters;

    SubstitutionBelongings(Absences absences, Accounts accounts, Clock clock, Parameters parameters) {
        this.absences = absences;
        this.accounts = accounts;
        this.clock = clock;
        this.parameters = parameters;
    }

    @Override
    public String name() {
        return "substitutions";
    }

    @Override
    public String title() {
        return "staff.farewell.substitutions";
    }

    @Override
    public int order() {
        return 70;
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.ONE, Way.RELEASE);
    }

    @Override
    public List<Thing> of(String login) {
        return absences
                .standingIn(login, LocalDate.ofInstant(clock.instant(), parameters.zone(Parameter.COMPANY_ZONE)))
                .stream()
                .map(one -> new Thing(
                        String.valueOf(one.id()),
                        "%s: %s – %s"
                                .formatted(
                                        accounts.nameOf(one.absent()), DAY.format(one.first()), DAY.format(one.last())),
                        null))
                .toList();
    }

    @Override
    public Optional<Misfit> misfit(Account person, List<Thing> things) {
        return things.stream().allMatch(thing -> absences.mayStandIn(Long.parseLong(thing.key()), person.login()))
                ? Optional.empty()
                : Optional.of(Misfit.CIRCLE);
    }

    @Override
    public void handOver(String from, List<Move> moves) {
        moves.forEach(move -> absences.replaceSubstitute(
                Long.parseLong(move.thing().key()), from, move.target().login()));
    }

    @Override
    public Set<String> takeBack(String to, List<Move> moves) {
        return moves.stream()
                .filter(move -> absences.replaceSubstitute(
                        Long.parseLong(move.thing().key()), move.target().login(), to))
                .map(move -> move.thing().key())
                .collect(Collectors.toSet());
    }
}
