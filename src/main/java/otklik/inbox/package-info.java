/** The one list of everything that arrived and is not yet a request; each message is read by one operator once. */
@NullMarked
@ApplicationModule(
        displayName = "Inbox",
        allowedDependencies = {
            "kernel",
            "security",
            "engine",
            "history",
            "ui",
            "mail",
            "sources",
            "customers",
            "staff",
            "work",
            "requests"
        })
package otklik.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
