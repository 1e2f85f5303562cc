/** The room of analysts and administrators: the company's settings, what stands still and why. */
@NullMarked
@ApplicationModule(
        displayName = "Studio",
        allowedDependencies = {
            "kernel",
            "security",
            "engine",
            "history",
            "ui",
            "sources",
            "mail",
            "telephony",
            "staff",
            "work"
        })
package otklik.studio;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
