/**
 * Calls that the program makes by itself: the attempt to reach a client from the order of the call to its outcome, the ladder of retries, the
 * hours in which a client may be called, and the search for a right number.
 */
@NullMarked
@ApplicationModule(
        displayName = "Calls",
        allowedDependencies = {
            "kernel",
            "security",
            "engine",
            "history",
            "ui",
            "telephony",
            "customers",
            "staff",
            "work"
        })
package otklik.calls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
