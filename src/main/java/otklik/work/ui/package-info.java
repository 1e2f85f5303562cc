/** "My work" and the form of any task. */
@NullMarked
@NamedInterface("ui")
package otklik.work.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
