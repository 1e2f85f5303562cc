package otklik.work;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import otklik.staff.Off;

/**
 * How full a day of a person is.
 *
 * @param zone by whose clock it is that day
 * @param pieces personal tasks due on that day, and of today also what is late and what is done already
 * @param limit how many he may have
 * @param booked how long they usually take
 * @param working how long he works on that day; nothing on a day off
 * @param off why he does not work; none on a working day
 */
public record DayLoad(
        String login,
        LocalDate date,
        ZoneId zone,
        int pieces,
        int limit,
        Duration booked,
        Duration working,
        @Nullable Off off) {
    private static final long WHOLE = 100;

    /** How full it is, by what is scarcer, pieces or minutes; above 100 where there is more than goes in, and 100 on a day off. */
    public int percent() {
        var byPieces = WHOLE * pieces / limit;
        var byTime = working.isZero() ? WHOLE : WHOLE * booked.toSeconds() / working.toSeconds();
        return (int) Math.max(byPieces, byTime);
    }

    /** Whether one more that takes so long goes in. Who sets a task on a day off by hand is not stopped; on leave he is. */
    public boolean hasRoom(Duration usual) {
        return off != Off.AWAY
                && pieces < limit
                && (working.isZero() || booked.plus(usual).compareTo(working) <= 0);
    }

    /** Whether it is a day that the program itself may choose for one more. */
    public boolean isFree(Duration usual) {
        return off == null && hasRoom(usual);
    }

    /** Whether he has more on that day than goes in. */
    public boolean isOver() {
        return pieces > limit || pieces > 0 && off == Off.AWAY || off == null && booked.compareTo(working) > 0;
    }
}
