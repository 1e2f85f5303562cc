/** Messengers: a Telegram bot and a VK community bring messages as sources, and take the answers to their chats. */
@NullMarked
@ApplicationModule(
        displayName = "Messengers",
        allowedDependencies = {"kernel", "sources", "mail"})
package otklik.messengers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
