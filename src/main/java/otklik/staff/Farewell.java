package otklik.staff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The farewell of an employee.
 *
 * @param number business key, {@code F-3}
 * @param login of the person who leaves
 * @param stateBefore of the account, for taking back
 * @param beganBy login; none when the system did
 * @param handedOverAt when the work was handed over
 */
public record Farewell(
        String number,
        String login,
        FarewellState state,
        EmployeeState stateBefore,
        @Nullable String beganBy,
        Instant begunAt,
        @Nullable Instant handedOverAt) {}
