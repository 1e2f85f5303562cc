package otklik.customers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the changes of a merge out of a card again, field by field: what was changed since by people stays. */
record FormMerge(CompanyForm before, CompanyForm after) {
    CompanyForm takenOutOf(CompanyForm now) {
        var custom = new LinkedHashMap<String, String>();
        var keys = new LinkedHashSet<>(now.custom().keySet());
        keys.addAll(before.custom().keySet());
        keys.forEach(key -> custom.put(
                key,
                field(
                        now.custom().getOrDefault(key, ""),
                        after.custom().getOrDefault(key, ""),
                        before.custom().getOrDefault(key, ""))));
        return new CompanyForm(
                field(now.name(), after.name(), before.name()),
                field(now.inn(), after.inn(), before.inn()),
                field(now.kpp(), after.kpp(), before.kpp()),
                field(now.address(), after.address(), before.address()),
                nullable(now.zone(), after.zone(), before.zone()),
                field(now.note(), after.note(), before.note()),
                nullable(now.responsible(), after.responsible(), before.responsible()),
                nullable(now.manager(), after.manager(), before.manager()),
                now.inWork() == after.inWork() ? before.inWork() : now.inWork(),
                points(now.points()),
                new LinkedHashSet<>(set(now.tags(), after.tags(), before.tags())),
                custom);
    }

    private static String field(String now, String after, String before) {
        return now.equals(after) ? before : now;
    }

    private static @Nullable String nullable(@Nullable String now, @Nullable String after, @Nullable String before) {
        return Objects.equals(now, after) ? before : now;
    }

    /** What the merge brought goes, what it took away comes back. */
    private List<ContactPoint> points(List<ContactPoint> now) {
        var left = new ArrayList<>(now);
        left.removeIf(point -> has(after.points(), point) && !has(before.points(), point));
        before.points().stream()
                .filter(point -> !has(after.points(), point) && !has(left, point))
                .forEach(left::add);
        return left;
    }

    private static boolean has(List<ContactPoint> points, ContactPoint point) {
        return points.stream()
                .anyMatch(one -> one.kind() == point.kind() && one.key().equals(point.key()));
    }

    private static Set<String> set(Set<String> now, Set<String> after, Set<String> before) {
        var left = new LinkedHashSet<>(now);
        left.removeIf(one -> after.contains(one) && !before.contains(one));
        before.stream().filter(one -> !after.contains(one)).forEach(left::add);
        return left;
    }
}
