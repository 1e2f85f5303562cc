package otklik.staff;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.security.ProductLimit;
import otklik.security.Right;

/** Forms and persons for the tests of people and rights. */
final class Staff {
    private Staff() {}

    static EmployeeForm form(String name, EmployeeKind kind, String... presets) {
        return new EmployeeForm(
                name,
                name.toLowerCase(Locale.ROOT) + "@otklik.example",
                "",
                kind,
                null,
                null,
                null,
                null,
                ProductLimit.EVERY,
                ProductLimit.EVERY,
                Set.of(presets),
                Set.of(),
                Set.of(),
                Locale.ENGLISH);
    }

    static EmployeeForm presets(EmployeeForm form, String... presets) {
        return with(form, form.email(), form.zone(), Set.of(presets), form.rights(), form.teams(), form.departmentId());
    }

    static EmployeeForm rights(EmployeeForm form, String... rights) {
        var all = new HashSet<>(form.rights());
        List.of(rights).forEach(right -> all.add(Right.parse(right)));
        return with(form, form.email(), form.zone(), form.presets(), all, form.teams(), form.departmentId());
    }

    static EmployeeForm teams(EmployeeForm form, Long... teams) {
        return with(form, form.email(), form.zone(), form.presets(), form.rights(), Set.of(teams), form.departmentId());
    }

    static EmployeeForm department(EmployeeForm form, @Nullable Long department) {
        return with(form, form.email(), form.zone(), form.presets(), form.rights(), form.teams(), department);
    }

    static EmployeeForm email(EmployeeForm form, String email) {
        return with(form, email, form.zone(), form.presets(), form.rights(), form.teams(), form.departmentId());
    }

    static EmployeeForm zone(EmployeeForm form, String zone) {
        return with(form, form.email(), zone, form.presets(), form.rights(), form.teams(), form.departmentId());
    }

    static EmployeeForm products(EmployeeForm form, ProductLimit seen) {
        return new EmployeeForm(
                form.name(),
                form.email(),
                form.phone(),
                form.kind(),
                form.departmentId(),
                form.workMode(),
                form.zone(),
                form.hours(),
                seen,
                form.addedProducts(),
                form.presets(),
                form.rights(),
                form.teams(),
                form.language());
    }

    private static EmployeeForm with(
            EmployeeForm form,
            String email,
            @Nullable String zone,
            Set<String> presets,
            Set<Right> rights,
            Set<Long> teams,
            @Nullable Long department) {
        return new EmployeeForm(
                form.name(),
                email,
                form.phone(),
                form.kind(),
                department,
                form.workMode(),
                zone,
                form.hours(),
                form.seenProducts(),
                form.addedProducts(),
                presets,
                rights,
                teams,
                form.language());
    }

    /** What happens when this person, signed in, does it. */
    static void as(String login, Runnable deed) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(login, "", List.of()));
        SecurityContextHolder.setContext(context);
        try {
            deed.run();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
