package otklik.staff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import otklik.staff.Belongings.Move;
import otklik.staff.Belongings.Target;
import otklik.staff.Belongings.Thing;
import otklik.staff.Belongings.Way;

/**
 * Who gets what. The same things, decision and loads give the same answer, so what a screen has shown is what is done.
 *
 * @param way how the things are shared out
 * @param targets logins, or the one group of a team; in the order in which they were chosen
 */
record HandOverPlan(Way way, List<String> targets) {

    /** @param loads how much each of the people has in hand already */
    List<Move> share(List<Thing> things, Map<String, Integer> loads) {
        return switch (way) {
            case ONE, EVENLY ->
                IntStream.range(0, things.size())
                        .mapToObj(i -> new Move(things.get(i), Target.person(targets.get(i % targets.size()))))
                        .toList();
            case BY_LOAD -> byLoad(things, loads);
            case TEAM -> to(things, Target.team(targets.get(0)));
            case RELEASE, FOLLOW -> to(things, Target.NOBODY);
        };
    }

    private static List<Move> to(List<Thing> things, Target target) {
        return things.stream().map(thing -> new Move(thing, target)).toList();
    }

    /** Each thing goes to the person who has the fewest at that moment; among equals to the one who was chosen first. */
    private List<Move> byLoad(List<Thing> things, Map<String, Integer> loads) {
        var loaded = new HashMap<String, Integer>();
        targets.forEach(login -> loaded.put(login, loads.getOrDefault(login, 0)));
        var moves = new ArrayList<Move>();
        for (var thing : things) {
            var next = targets.stream().min(Comparator.comparing(loaded::get)).orElseThrow();
            loaded.merge(next, 1, Integer::sum);
            moves.add(new Move(thing, Target.person(next)));
        }
        return moves;
    }
}
