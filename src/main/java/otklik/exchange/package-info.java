/** Companies that come from files and go into files: import with a check before it, export, business cards. */
@NullMarked
@ApplicationModule(
        displayName = "Import and export",
        allowedDependencies = {
            "kernel",
            "security",
            "engine",
            "history",
            "ui",
            "batches",
            "batches::ui",
            "customers",
            "customers::ui"
        })
package otklik.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
