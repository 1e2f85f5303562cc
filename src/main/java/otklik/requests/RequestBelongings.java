package otklik.requests;

import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Right;
import otklik.security.Role;
import otklik.security.Scope;
import otklik.security.Section;
import otklik.staff.Belongings;

/** Requests whose manager leaves: the open ones, and closed ones whose client has written again. */
@Component
class RequestBelongings implements Belongings {
    private static final List<String> UNFINISHED = Arrays.stream(RequestStatus.values())
            .filter(status -> status.isOpen() || status == RequestStatus.LATE_REPLY)
            .map(Enum::name)
            .toList();
    private static final Right TO_WORK_ON_REQUESTS = new Right(Section.REQUESTS, Action.CHANGE, Scope.OWN);

    /** After so many the rows in memory are written and forgotten: else each question would look through all of them. */
    private static final int BATCH = 20;

    private final JdbcClient jdbc;
    private final EntityManager rows;
    private final Requests requests;
    private final Accounts accounts;
    private final Parameters parameters;

    RequestBelongings(
            JdbcClient jdbc, EntityManager rows, Requests requests, Accounts accounts, Parameters parameters) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.requests = requests;
        this.accounts = accounts;
        this.parameters = parameters;
    }

    @Override
    public String name() {
        return "requests";
    }

    @Override
    public String title() {
        return "requests.farewell.requests";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.ONE, Way.EVENLY, Way.BY_LOAD, Way.TEAM);
    }

    @Override
    public void hold(String login) {
        jdbc.sql("select id from request where manager = :login and status in (:unfinished) order by id for update")
                .param("login", login)
                .param("unfinished", UNFINISHED)
                .query(Long.class)
                .list();
    }

    @Override
    public List<Thing> of(String login) {
        return jdbc.sql(
                        """
                        select number, client_name, title from request where manager = :login and status in (:unfinished)
                        order by id""")
                .param("login", login)
                .param("unfinished", UNFINISHED)
                .query((row, index) -> new Thing(
                        row.getString("number"),
                        "%s · %s: %s"
                                .formatted(
                                        row.getString("number"), row.getString("client_name"), row.getString("title")),
                        row.getString("number")))
                .list();
    }

    @Override
    public Map<String, Integer> loads(Collection<String> logins) {
        if (logins.isEmpty()) {
            return Map.of();
        }
        record Load(String login, int open) {}
        return jdbc
                .sql(
                        """
                        select manager, count(*) as n from request where manager in (:logins) and status in (:unfinished)
                        group by manager""")
                .param("logins", logins)
                .param("unfinished", UNFINISHED)
                .query((row, index) -> new Load(row.getString("manager"), row.getInt("n")))
                .list()
                .stream()
                .collect(Collectors.toMap(Load::login, Load::open));
    }

    @Override
    public OptionalInt most() {
        return OptionalInt.of(parameters.number(Parameter.MOST_OPEN_REQUESTS));
    }

    @Override
    public Optional<Misfit> misfit(Account person, List<Thing> things) {
        return person.is(Role.MANAGER) && accounts.standing(person.login()).holds(TO_WORK_ON_REQUESTS)
                ? Optional.empty()
                : Optional.of(Misfit.NO_RIGHT);
    }

    @Override
    public void handOver(String from, List<Move> moves) {
        inBatches(moves, move -> {
            var number = move.thing().key();
            if (move.target().kind() == Target.Kind.TEAM) {
                requests.leaveToTeamByHand(
                        number, Objects.requireNonNull(move.target().id()));
            } else {
                requests.pass(number, Objects.requireNonNull(move.target().login()));
            }
        });
    }

    private void inBatches(List<Move> moves, Consumer<Move> act) {
        for (int i = 0; i < moves.size(); i++) {
            act.accept(moves.get(i));
            if (i % BATCH == BATCH - 1 || i == moves.size() - 1) {
                rows.flush();
                rows.clear();
            }
        }
    }

    @Override
    public Set<String> takeBack(String to, List<Move> moves) {
        var numbers = moves.stream().map(move -> move.thing().key()).toList();
        jdbc.sql("select id from request where number in (:numbers) order by id for update")
                .param("numbers", numbers)
                .query(Long.class)
                .list();
        var cards = requests.all(numbers);
        var back = moves.stream()
                .filter(move -> isStillThere(move, cards.get(move.thing().key())))
                .toList();
        inBatches(back, move -> requests.pass(move.thing().key(), to));
        return back.stream().map(move -> move.thing().key()).collect(Collectors.toSet());
    }

    private static boolean isStillThere(Move move, @org.jspecify.annotations.Nullable RequestCard card) {
        return card != null
                && UNFINISHED.contains(card.status().name())
                && (move.target().kind() == Target.Kind.TEAM
                        ? card.manager() == null
                                && Objects.equals(card.queue(), move.target().id())
                        : Objects.equals(card.manager(), move.target().login()));
    }
}
