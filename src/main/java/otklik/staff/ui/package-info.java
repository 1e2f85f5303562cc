/** Signing in, the first administrator, and what a person sets for himself. */
@NullMarked
@NamedInterface("ui")
package otklik.staff.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
