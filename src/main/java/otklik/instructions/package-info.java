/** The job instruction: how a step is to be done, in the words of those who do it best (S0.26, S0.27). */
@NullMarked
@ApplicationModule(
        displayName = "Instructions",
        allowedDependencies = {"kernel", "security", "engine", "history", "ui"})
package otklik.instructions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
