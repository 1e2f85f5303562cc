package otklik.staff;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a change of a card has changed, for the history. Rights have lines of their own. */
final class Differences {
    private Differences() {}

    /** @param field name of the field, as in {@link EmployeeForm} */
    record Difference(String field, @Nullable String before, @Nullable String after) {}

    static List<Difference> between(EmployeeForm before, EmployeeForm after) {
        var all = new ArrayList<Difference>();
        compare(all, "name", before.name(), after.name().strip());
        compare(all, "email", before.email(), after.email().strip());
        compare(all, "phone", before.phone(), after.phone().strip());
        compare(all, "kind", before.kind(), after.kind());
        compare(all, "department", before.departmentId(), after.departmentId());
        compare(all, "workMode", before.workMode(), after.workMode());
        compare(all, "zone", before.zone(), after.zone());
        compare(all, "hours", before.hours(), after.hours());
        compare(all, "seenProducts", before.seenProducts(), after.seenProducts());
        compare(all, "addedProducts", before.addedProducts(), after.addedProducts());
        compare(all, "language", before.language(), after.language());
        return all;
    }

    private static void compare(List<Difference> all, String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            all.add(new Difference(
                    field, before == null ? null : before.toString(), after == null ? null : after.toString()));
        }
    }
}
