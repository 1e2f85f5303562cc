package otklik.calls;

import otklik.telephony.CallCause;

/** What attempts need of the process call-attempt; the door in {@code calls.process} implements it. */
public interface AttemptProcess {
    /** @param isNumberComplete whether there is something to dial; else the right number is asked for */
    void callWanted(String number, boolean isNumberComplete);

    void callAnswered(String number);

    void callEnded(String number, CallCause cause);
}
