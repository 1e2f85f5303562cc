/**
 * Telephony: calls are ordered into a ledger and dialled by a relay after the commit; what the provider tells is stored under its own id and
 * applied once. Which provider it is (the simulator, Telphin, Asterisk) is behind {@link otklik.telephony.PhoneProvider}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Telephony",
        allowedDependencies = {"kernel", "security", "engine", "history", "ui", "sources"})
package otklik.telephony;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
