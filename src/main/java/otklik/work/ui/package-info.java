/** Work on screens, and the strip of days that every dialog shows in which a task is set. */
@NullMarked
@NamedInterface("ui")
package otklik.work.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
