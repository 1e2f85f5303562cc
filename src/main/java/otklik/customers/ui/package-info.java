/** Companies on screens, and the small interfaces by which other modules add panels and acts to them. */
@NullMarked
@NamedInterface("ui")
package otklik.customers.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
