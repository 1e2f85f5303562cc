/** Who is asking, and which door is open to whom. Declares the look-up of accounts that {@code staff} implements. */
@NullMarked
@ApplicationModule(displayName = "Security", allowedDependencies = "kernel")
package otklik.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
