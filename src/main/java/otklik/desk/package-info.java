/** The manager's screen: one task after the other, finished by one button; and the live board on which the head sees everybody's day. */
@NullMarked
@ApplicationModule(
        displayName = "Desk",
        allowedDependencies = {
            "kernel",
            "security",
            "engine",
            "history",
            "ui",
            "telephony",
            "instructions",
            "instructions::ui",
            "staff",
            "customers",
            "work",
            "work::ui",
            "requests",
            "activities",
            "calls"
        })
package otklik.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
