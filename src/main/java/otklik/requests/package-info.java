/** Requests: a dialogue with a client, from the message it began with to its outcome. */
@NullMarked
@ApplicationModule(
        displayName = "Requests",
        allowedDependencies = {
            "kernel",
            "security",
            "engine",
            "history",
            "ui",
            "sources",
            "mail",
            "sources",
            "customers",
            "customers::ui",
            "batches",
            "staff",
            "work",
            "telephony",
            "calls",
            "notices",
            "instructions",
            "instructions::ui"
        })
package otklik.requests;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
