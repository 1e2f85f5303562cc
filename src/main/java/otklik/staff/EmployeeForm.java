package otklik.staff;

import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import otklik.security.ProductLimit;
import otklik.security.Right;
import otklik.security.WorkMode;

/**
 * What the card of an employee asks for.
 *
 * @param name as colleagues and clients read it
 * @param email of nobody else who works here
 * @param phone in any usual notation, or empty
 * @param workMode own mode; none: that of the department
 * @param zone IANA name; none: the company's
 * @param hours own working time; none: the company's
 * @param seenProducts products whose invoices the person sees (S1.8)
 * @param addedProducts products the person may add to an invoice (S1.9)
 * @param presets codes of presets, roles among them
 * @param rights single rights beside the presets
 * @param teams ids of teams
 */
public record EmployeeForm(
        String name,
        String email,
        String phone,
        EmployeeKind kind,
        @Nullable Long departmentId,
        @Nullable WorkMode workMode,
        @Nullable String zone,
        @Nullable WorkingHours hours,
        ProductLimit seenProducts,
        ProductLimit addedProducts,
        Set<String> presets,
        Set<Right> rights,
        Set<Long> teams,
        Locale language) {

    /** This form on top of what somebody else has saved meanwhile: what was typed here stays, everything else is theirs (E81). */
    public EmployeeForm onTopOf(EmployeeForm before, EmployeeForm theirs) {
        return new EmployeeForm(
                mine(before.name, name, theirs.name),
                mine(before.email, email, theirs.email),
                mine(before.phone, phone, theirs.phone),
                mine(before.kind, kind, theirs.kind),
                mineOrNone(before.departmentId, departmentId, theirs.departmentId),
                mineOrNone(before.workMode, workMode, theirs.workMode),
                mineOrNone(before.zone, zone, theirs.zone),
                mineOrNone(before.hours, hours, theirs.hours),
                mine(before.seenProducts, seenProducts, theirs.seenProducts),
                mine(before.addedProducts, addedProducts, theirs.addedProducts),
                both(before.presets, presets, theirs.presets),
                both(before.rights, rights, theirs.rights),
                both(before.teams, teams, theirs.teams),
                mine(before.language, language, theirs.language));
    }

    private static <T> T mine(T before, T mine, T theirs) {
        return mine.equals(before) ? theirs : mine;
    }

    private static <T> @Nullable T mineOrNone(@Nullable T before, @Nullable T mine, @Nullable T theirs) {
        return Objects.equals(mine, before) ? theirs : mine;
    }

    private static <T> Set<T> both(Set<T> before, Set<T> mine, Set<T> theirs) {
        var all = new HashSet<>(theirs);
        mine.stream().filter(item -> !before.contains(item)).forEach(all::add);
        before.stream().filter(item -> !mine.contains(item)).forEach(all::remove);
        return all;
    }
}
