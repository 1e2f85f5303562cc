/** The people of the company: employees, how they come in by a letter, their roles and what they allow each other. */
@NullMarked
@ApplicationModule(
        displayName = "Staff",
        allowedDependencies = {"kernel", "security", "engine", "history", "ui", "mail", "products"})
package otklik.staff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
