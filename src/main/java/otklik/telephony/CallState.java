package otklik.telephony;

import java.util.EnumSet;
import java.util.Set;

/** How far a call is. */
public enum CallState {
    /** Written down; nobody has been asked to dial yet. */
    ORDERED,
    /** A provider has been asked; nothing rings at the client yet. */
    DIALLING,
    RINGING,
    /** People are talking. */
    ANSWERED,
    ENDED,
    /** Whether the provider was asked is unknown; it is never asked again by itself, and its events decide. */
    IN_DOUBT;

    /** Those in which nobody has answered and somebody still may. */
    static final Set<CallState> OPEN = Set.copyOf(EnumSet.of(ORDERED, DIALLING, RINGING, IN_DOUBT));

    /** Whether nobody has answered yet, and somebody still may. */
    public boolean isOpen() {
        return OPEN.contains(this);
    }
}
