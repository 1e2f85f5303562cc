package otklik.calls.process;

import otklik.engine.ProcessVariable;

/** Contract of processes/calls/complete-contact.bpmn: every name that Java and the diagram share. Business key: number of the search. */
final class CompleteContact {
    static final String KEY = "complete-contact";

    /** Login of who is asked for the number; none: anybody of the queue. */
    static final ProcessVariable<String> RESPONSIBLE = new ProcessVariable<>("responsible", String.class);

    static final ProcessVariable<String> QUEUE = new ProcessVariable<>("queue", String.class);
    /** {@link #FOUND} or {@link #NONE}. */
    static final ProcessVariable<String> OUTCOME = new ProcessVariable<>("outcome", String.class);
    /** The right number; none where it stands in the card already. */
    static final ProcessVariable<String> PHONE = new ProcessVariable<>("phone", String.class);

    static final String FOUND = "found";
    static final String NONE = "none";

    static final String COMPLETE_CONTACT = "userTask_completeContact";
    static final String CONTACT_COMPLETED = "endEvent_contactCompleted";
    static final String CONTACT_UNKNOWN = "endEvent_contactUnknown";

    private CompleteContact() {}
}
