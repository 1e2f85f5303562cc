/**
 * Assignments: tasks that people give to a person or a team, and tasks that a rule gives when something happens in a case (S1.34 to
 * S1.36). Each is a process.
 */
@NullMarked
@ApplicationModule(
        displayName = "Tasks",
        allowedDependencies = {
            "kernel",
            "security",
            "engine",
            "history",
            "ui",
            "notices",
            "customers",
            "customers::ui",
            "staff",
            "work",
            "work::ui"
        })
package otklik.tasks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
