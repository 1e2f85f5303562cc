package otklik.staff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import otklik.security.ProductLimit;

/** What a change of a card has changed, in short texts that history keeps. */
public final class Differences {
    private Differences() {}

    /**
     * @param field name of the field, as in {@link EmployeeForm}
     * @param before none: it was empty; codes and ids as they are, {@code *} for all products
     */
    public record Difference(String field, @Nullable String before, @Nullable String after) {}

    /** Everything but rights and teams, which have lines of their own in history. */
    static List<Difference> between(EmployeeForm before, EmployeeForm after) {
        var all = new ArrayList<Difference>();
        compare(all, "name", before.name(), after.name().strip());
        compare(all, "email", before.email(), after.email().strip());
        compare(all, "phone", before.phone(), after.phone().strip());
        compare(all, "kind", before.kind(), after.kind());
        compare(all, "department", before.departmentId(), after.departmentId());
        compare(all, "workMode", before.workMode(), after.workMode());
        compare(all, "zone", before.zone(), after.zone());
        compare(all, "hours", text(before.hours()), text(after.hours()));
        compare(all, "seenProducts", text(before.seenProducts()), text(after.seenProducts()));
        compare(all, "addedProducts", text(before.addedProducts()), text(after.addedProducts()));
        compare(all, "language", before.language(), after.language());
        return all;
    }

    /** Everything on the card: what somebody else has changed while it was open. */
    public static List<Difference> ofCards(EmployeeForm before, EmployeeForm after) {
        var all = new ArrayList<>(between(before, after));
        compare(all, "presets", text(before.presets()), text(after.presets()));
        compare(all, "rights", text(before.rights()), text(after.rights()));
        compare(all, "teams", text(before.teams()), text(after.teams()));
        return all;
    }

    private static @Nullable String text(@Nullable WorkingHours hours) {
        return hours == null ? null : hours.from() + "–" + hours.until() + " " + hours.daysAsText();
    }

    private static String text(ProductLimit limit) {
        return limit.every() ? "*" : text(limit.products());
    }

    private static String text(Collection<?> codes) {
        return codes.stream().map(String::valueOf).sorted().collect(Collectors.joining(" "));
    }

    private static void compare(List<Difference> all, String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            all.add(new Difference(
                    field, before == null ? null : before.toString(), after == null ? null : after.toString()));
        }
    }
}
