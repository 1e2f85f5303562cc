/** Notices: what a person is told by name, such as a mention in a note; unread ones stand at the bell. */
@NullMarked
@ApplicationModule(
        displayName = "Notices",
        allowedDependencies = {"kernel", "security", "ui"})
package otklik.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
