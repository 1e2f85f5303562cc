/**
 * The only module that wraps the engine's services: typed variables, doors, working time, incidents, diagrams, task events. Other
 * modules touch {@code org.camunda} in their {@code process} package only.
 */
@NullMarked
@ApplicationModule(
        displayName = "Engine",
        allowedDependencies = {"kernel", "security"})
package otklik.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
