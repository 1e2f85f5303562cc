package otklik.calls;

import otklik.telephony.CallCause;

/** What attempts need of the process call-attempt; the door in {@code calls.process} implements it. */
public interface AttemptProcess {
    /** @param isNumberComplete whether there is something to dial; else the right number is asked for */
    void callWanted(String number, boolean isNumberComplete);

    /** @return whether the process was waiting for it */
    boolean callAnswered(String number);

    /** @return whether the process was waiting for it */
    boolean callEnded(String number, CallCause cause);
}
