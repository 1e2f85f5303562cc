package otklik.calls.process;

import static otklik.calls.process.CallAttempt.CALL_ANSWERED_MESSAGE;
import static otklik.calls.process.CallAttempt.CALL_ENDED_MESSAGE;
import static otklik.calls.process.CallAttempt.CAUSE;
import static otklik.calls.process.CallAttempt.KEY;
import static otklik.calls.process.CallAttempt.NUMBER_COMPLETE;

import org.springframework.stereotype.Component;
import otklik.calls.AttemptProcess;
import otklik.engine.Processes;
import otklik.telephony.CallCause;

/** The door to call-attempt. */
@Component
class CallAttemptDoor implements AttemptProcess {
    private final Processes processes;

    CallAttemptDoor(Processes processes) {
        this.processes = processes;
    }

    @Override
    public void callWanted(String number, boolean isNumberComplete) {
        processes.start(KEY, number, NUMBER_COMPLETE.to(isNumberComplete));
    }

    @Override
    public boolean callAnswered(String number) {
        if (!processes.awaits(KEY, number, CALL_ANSWERED_MESSAGE)) {
            return false;
        }
        processes.tell(KEY, number, CALL_ANSWERED_MESSAGE);
        return true;
    }

    @Override
    public boolean callEnded(String number, CallCause cause) {
        if (!processes.awaits(KEY, number, CALL_ENDED_MESSAGE)) {
            return false;
        }
        processes.tell(KEY, number, CALL_ENDED_MESSAGE, CAUSE.to(cause.name()));
        return true;
    }
}
