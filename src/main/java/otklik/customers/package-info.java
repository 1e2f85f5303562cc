/** Customers: the companies and the people one talks to, each known by phones, mail addresses and chats. */
@NullMarked
@ApplicationModule(
        displayName = "Customers",
        allowedDependencies = {
            "kernel",
            "security",
            "engine",
            "history",
            "ui",
            "mail",
            "telephony",
            "notices",
            "batches",
            "products"
        })
package otklik.customers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
