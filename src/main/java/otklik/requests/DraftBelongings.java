package otklik.requests;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import otklik.staff.Belongings;

/**
 * Unsent answers of the leaver. One to the client of a request goes to whoever has the request; in a queue it waits for the person who
 * takes the request.
 */
@Component
class DraftBelongings implements Belongings {
    private final Drafts drafts;
    private final Requests requests;

    DraftBelongings(Drafts drafts, Requests requests) {
        this.drafts = drafts;
        this.requests = requests;
    }

    @Override
    public String name() {
        return "drafts";
    }

    @Override
    public String title() {
        return "requests.farewell.drafts";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.FOLLOW);
    }

    @Override
    public List<Thing> of(String login) {
        return drafts.of(login).stream()
                .map(draft -> new Thing("draft " + draft.number(), draft.number() + " · " + draft.client(), null))
                .toList();
    }

    /** Those to clients of his own requests have gone along already. */
    @Override
    public void handOver(String from, List<Move> moves) {
        drafts.of(from).stream()
                .filter(draft -> draft.manager() != null)
                .forEach(draft -> drafts.hand(draft.number(), from, String.valueOf(draft.manager())));
    }

    /** A draft in a colleague's hands has become his text; one that waits in a queue, or has come back with its request, is here. */
    @Override
    public Set<String> takeBack(String to, List<Move> moves) {
        var here =
                drafts.of(to).stream().map(draft -> "draft " + draft.number()).collect(Collectors.toSet());
        return moves.stream()
                .map(move -> move.thing().key())
                .filter(here::contains)
                .collect(Collectors.toSet());
    }
}
