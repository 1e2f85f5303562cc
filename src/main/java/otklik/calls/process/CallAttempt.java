package otklik.calls.process;

import otklik.engine.ProcessVariable;

/** Contract of processes/calls/call-attempt.bpmn: every name that Java and the diagram share. Business key: number of the attempt. */
final class CallAttempt {
    static final String KEY = "call-attempt";

    /** Whether there is a number to dial. */
    static final ProcessVariable<Boolean> NUMBER_COMPLETE = new ProcessVariable<>("numberComplete", Boolean.class);
    /** How the call ended: a {@link otklik.telephony.CallCause}. */
    static final ProcessVariable<String> CAUSE = new ProcessVariable<>("cause", String.class);

    static final ProcessVariable<Long> ATTEMPT_OF_DAY = new ProcessVariable<>("attemptOfDay", Long.class);
    static final ProcessVariable<Long> ATTEMPTS_LEFT_TODAY = new ProcessVariable<>("attemptsLeftToday", Long.class);
    static final ProcessVariable<Long> ATTEMPTS_LEFT = new ProcessVariable<>("attemptsLeft", Long.class);
    /** {@code morning} or {@code afternoon}, of the client's hours. */
    static final ProcessVariable<String> HALF_OF_DAY = new ProcessVariable<>("halfOfDay", String.class);
    /** When the client is called again, as the table retry-ladder says it. */
    static final ProcessVariable<String> RETRY = new ProcessVariable<>("retry", String.class);

    static final String BUSY = "BUSY";
    static final String DECLINED = "DECLINED";
    static final String INVALID_NUMBER = "INVALID_NUMBER";
    static final String MACHINE = "MACHINE";
    static final String CONGESTION = "CONGESTION";
    static final String PROVIDER_SILENT = "PROVIDER_SILENT";
    static final String PROVIDER_FAILED = "PROVIDER_FAILED";
    static final String CANCELLED = "CANCELLED";

    static final String CALL_ANSWERED_MESSAGE = "callAnswered";
    static final String CALL_ENDED_MESSAGE = "callEnded";

    private CallAttempt() {}
}
