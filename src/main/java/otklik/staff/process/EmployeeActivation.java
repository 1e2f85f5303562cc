package otklik.staff.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import otklik.engine.ProcessVariable;

/** Contract of processes/staff/employee-activation.bpmn. Business key: {@code E-} and the login. */
final class EmployeeActivation {
    static final String KEY = "employee-activation";

    /** {@link #RESEND}, {@link #CORRECT} or {@link #WITHDRAW}. */
    static final ProcessVariable<String> DECISION = new ProcessVariable<>("decision", String.class);
    /** The address in the place of a mistyped one. */
    static final ProcessVariable<String> ADDRESS = new ProcessVariable<>("address", String.class);

    static final String RESEND = "resend";
    static final String CORRECT = "correct";
    static final String WITHDRAW = "withdraw";

    static final String ACTIVATED_MESSAGE = "activated";
    static final String LETTER_WANTED_MESSAGE = "letterWanted";
    static final String LETTER_NOT_DELIVERED_MESSAGE = "letterNotDelivered";

    static final String SEND_LETTER = "serviceTask_sendActivationLetter";
    static final String WHAT_HAPPENS_FIRST = "gateway_whatHappensFirst";
    static final String DECIDE = "userTask_decideOnInvitation";
    static final String MARK_EXPIRED = "serviceTask_markInvitationExpired";
    static final String MARK_UNDELIVERED = "serviceTask_markLetterUndelivered";
    static final String EMPLOYEE_ACTIVATED = "endEvent_employeeActivated";
    static final String WITHDRAWN = "endEvent_invitationWithdrawn";

    private static final String PREFIX = "E-";

    private EmployeeActivation() {}

    static String businessKey(String login) {
        return PREFIX + login;
    }

    static String login(DelegateExecution execution) {
        return execution.getProcessBusinessKey().substring(PREFIX.length());
    }
}
