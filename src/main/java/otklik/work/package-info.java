/**
 * Work of people: one row per open user task, taking it with a lease, the rules of taking and finishing, and the form of any task. The
 * rows are written in the engine's own transaction.
 */
@NullMarked
@ApplicationModule(
        displayName = "Work",
        allowedDependencies = {
            "kernel",
            "security",
            "engine",
            "history",
            "ui",
            "staff",
            "staff::ui",
            "customers",
            "instructions",
            "instructions::ui"
        })
package otklik.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
