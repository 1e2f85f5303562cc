/** Customers: the people a company talks to, each known by his phones, mail addresses and chats. */
@NullMarked
@ApplicationModule(
        displayName = "Customers",
        allowedDependencies = {"kernel", "security", "history"})
package otklik.customers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
