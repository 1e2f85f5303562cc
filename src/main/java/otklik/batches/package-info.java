/**
 * Batches: one act on many records, done in the background. Progress, a result for each row, resumption after a restart, undo where the act
 * can be undone (E72). The acts themselves are brought by other modules as beans.
 */
@NullMarked
@ApplicationModule(
        displayName = "Batches",
        allowedDependencies = {"kernel", "security", "engine", "ui", "notices"})
package otklik.batches;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
