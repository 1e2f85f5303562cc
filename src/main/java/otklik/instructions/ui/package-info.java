/** The instruction where the work is done, and the screen on which it is written. */
@NullMarked
@NamedInterface("ui")
package otklik.instructions.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
