package otklik.work;

import java.util.List;

/**
 * A day on which somebody has more than goes in; nothing of it is taken away by itself.
 *
 * @param reasons why it was allowed, the newest first; empty where nobody has been asked: a limit was lowered, a leave came
 */
public record Overload(DayLoad load, List<String> reasons) {}
