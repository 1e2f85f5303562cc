/** Activities: what is planned and what was done with a company: calls, meetings, letters, tasks. Each planned one is a process. */
@NullMarked
@ApplicationModule(
        displayName = "Activities",
        allowedDependencies = {
            "kernel",
            "security",
            "engine",
            "history",
            "ui",
            "notices",
            "batches",
            "customers",
            "customers::ui",
            "staff",
            "work",
            "telephony",
            "calls",
            "work::ui"
        })
package otklik.activities;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
