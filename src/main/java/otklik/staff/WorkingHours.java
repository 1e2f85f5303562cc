package otklik.staff;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When a person works, in the zone of the person.
 *
 * @param from the beginning of the day
 * @param until its end, after the beginning
 * @param days the days of the week, at least one
 */
public record WorkingHours(LocalTime from, LocalTime until, Set<DayOfWeek> days) {
    String daysAsText() {
        return days.stream().sorted().map(DayOfWeek::name).collect(Collectors.joining(","));
    }

    static WorkingHours of(String from, String until, String days) {
        var set = EnumSet.noneOf(DayOfWeek.class);
        Arrays.stream(days.split(",")).map(DayOfWeek::valueOf).forEach(set::add);
        return new WorkingHours(LocalTime.parse(from), LocalTime.parse(until), set);
    }
}
