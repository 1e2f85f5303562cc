/** The sample company and the page on which one plays the client; only in the profile {@code demo}. */
@NullMarked
@ApplicationModule(
        displayName = "Demo",
        allowedDependencies = {
            "kernel",
            "security",
            "engine",
            "history",
            "ui",
            "sources",
            "mail",
            "telephony",
            "products",
            "instructions",
            "customers",
            "staff",
            "work",
            "requests",
            "activities",
            "mailings",
            "tasks"
        })
package otklik.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
