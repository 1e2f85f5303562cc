package otklik.staff;

import java.util.List;
import org.jspecify.annotations.Nullable;
import otklik.security.WorkMode;

/**
 * An employee as a line of the list.
 *
 * @param presets codes of presets the person holds himself
 * @param absentUntil the last day of the present absence
 */
public record EmployeeRow(
        String login,
        String name,
        String email,
        EmployeeKind kind,
        EmployeeState state,
        @Nullable String department,
        WorkMode workMode,
        List<String> presets,
        List<String> teams,
        java.time.@Nullable LocalDate absentUntil) {}
