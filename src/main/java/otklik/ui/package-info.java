/** The shell and the small components that every screen shares. */
@NullMarked
@ApplicationModule(
        displayName = "UI",
        allowedDependencies = {"kernel", "security", "engine", "history"})
package otklik.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
