/**
 * Letters: what goes out is written down in the outbox and sent by a relay, what comes in is fetched, stored and told to whoever
 * listens. A letter that did not arrive becomes work for a person by the process {@code undelivered-letter}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Mail",
        allowedDependencies = {"kernel", "engine", "history", "security", "sources"})
package otklik.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
