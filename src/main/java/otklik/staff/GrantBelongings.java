package otklik.staff;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import otklik.security.Accounts;

/**
 * Rights to write the first message: those the leaver gave and those he was given. They are revoked, never passed on: only a manager lets
 * somebody write in his name.
 */
@Component
class GrantBelongings implements Belongings {
    private static final String BETWEEN = ">";

    private final FirstMessageGrants grants;
    private final Accounts accounts;

    GrantBelongings(FirstMessageGrants grants, Accounts accounts) {
        this.grants = grants;
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return "grants";
    }

    @Override
    public String title() {
        return "staff.farewell.grants";
    }

    @Override
    public int order() {
        return 60;
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.RELEASE);
    }

    @Override
    public List<Thing> of(String login) {
        return grants.touching(login).stream()
                .map(given -> new Thing(
                        given.id() + BETWEEN + given.manager() + BETWEEN + given.operator(),
                        accounts.nameOf(given.operator()) + " → " + accounts.nameOf(given.manager()),
                        null))
                .toList();
    }

    @Override
    public void handOver(String from, List<Move> moves) {
        moves.forEach(move -> {
            var given = parts(move);
            grants.end(Long.parseLong(given[0]), given[1], given[2]);
        });
    }

    @Override
    public Set<String> takeBack(String to, List<Move> moves) {
        return moves.stream()
                .filter(move -> {
                    var given = parts(move);
                    return grants.restore(Long.parseLong(given[0]), given[1], given[2]);
                })
                .map(move -> move.thing().key())
                .collect(Collectors.toSet());
    }

    /** Id of the grant, who gave it, who has it. */
    private static String[] parts(Move move) {
        return move.thing().key().split(BETWEEN);
    }
}
