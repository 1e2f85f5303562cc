/**
 * Where messages come from: mailboxes, forms of sites, webhooks, feeds, messengers. A kind of source brings items; each is stored once under
 * its own id, with its raw text, and told to whoever listens in the same transaction. What a kind is and how it talks to the world is behind
 * {@link otklik.sources.SourceKind}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Sources",
        allowedDependencies = {"kernel", "security", "engine", "history", "ui"})
package otklik.sources;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
