/**
 * Letters to many companies: templates that people write, the sending as a batch, the way out of it for whoever gets them, and the work
 * on addresses to which letters came back.
 */
@NullMarked
@ApplicationModule(
        displayName = "Mailings",
        allowedDependencies = {
            "kernel",
            "security",
            "engine",
            "history",
            "ui",
            "mail",
            "notices",
            "batches",
            "batches::ui",
            "customers",
            "customers::ui"
        })
package otklik.mailings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
