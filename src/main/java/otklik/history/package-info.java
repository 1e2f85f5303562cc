/** The one timeline: what happened to a case, when, by whom, on whose behalf, before and after. Append-only. */
@NullMarked
@ApplicationModule(
        displayName = "History",
        allowedDependencies = {"kernel", "engine", "security"})
package otklik.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
