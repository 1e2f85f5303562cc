package otklik.mail.process;

import otklik.engine.ProcessVariable;

/** Names and variables of the diagram {@code undelivered-letter}. Business key: the letter's number. */
final class UndeliveredLetter {
    static final String KEY = "undelivered-letter";

    /** Login of the letter's author, or null: then any manager may decide. */
    static final ProcessVariable<String> RESPONSIBLE = new ProcessVariable<>("responsible", String.class);
    /** {@link #RESEND}, {@link #DELIVERED} or {@link #ABANDON}. */
    static final ProcessVariable<String> DECISION = new ProcessVariable<>("decision", String.class);
    /** Corrected address for sending again; empty for the same one. */
    static final ProcessVariable<String> ADDRESS = new ProcessVariable<>("address", String.class);

    static final String RESEND = "resend";
    static final String DELIVERED = "delivered";
    static final String ABANDON = "abandon";

    static final String START_LETTER_UNDELIVERED = "startEvent_letterUndelivered";
    static final String DECIDE_ON_LETTER = "userTask_decideOnLetter";
    static final String RESEND_LETTER = "serviceTask_resendLetter";
    static final String CONFIRM_LETTER = "serviceTask_confirmLetter";
    static final String ABANDON_LETTER = "serviceTask_abandonLetter";
    static final String LETTER_QUEUED = "endEvent_letterQueued";
    static final String LETTER_CONFIRMED = "endEvent_letterConfirmed";
    static final String LETTER_ABANDONED = "endEvent_letterAbandoned";

    private UndeliveredLetter() {}
}
