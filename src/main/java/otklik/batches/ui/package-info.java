/** Bulk actions on screens, and the small interface by which a module shows more of its own kind. */
@NullMarked
@NamedInterface("ui")
package otklik.batches.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
