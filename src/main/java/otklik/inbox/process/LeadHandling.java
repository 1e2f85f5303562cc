package otklik.inbox.process;

import otklik.engine.ProcessVariable;

/** Contract of processes/inbox/lead-handling.bpmn, message-sorting.dmn and spam-rules.dmn: every name that Java and the diagrams share. */
final class LeadHandling {
    static final String KEY = "lead-handling";

    static final ProcessVariable<Boolean> AUTOMATIC = new ProcessVariable<>("automatic", Boolean.class);
    static final ProcessVariable<Boolean> SENDER_IS_TRUSTED = new ProcessVariable<>("senderIsTrusted", Boolean.class);
    static final ProcessVariable<Boolean> SENDER_IS_SPAMMER = new ProcessVariable<>("senderIsSpammer", Boolean.class);
    static final ProcessVariable<Boolean> REPEATED = new ProcessVariable<>("repeated", Boolean.class);
    /** What the spam rules ask; passed on, not kept. */
    static final ProcessVariable<String> SENDER = new ProcessVariable<>("sender", String.class);

    static final ProcessVariable<String> DOMAIN = new ProcessVariable<>("domain", String.class);
    static final ProcessVariable<String> WORDS = new ProcessVariable<>("words", String.class);
    static final ProcessVariable<String> SOURCE = new ProcessVariable<>("source", String.class);
    /** Id of the spam rule that fits; null where none does. */
    static final ProcessVariable<String> SPAM_RULE = new ProcessVariable<>("spamRule", String.class);

    static final ProcessVariable<String> SORTING = new ProcessVariable<>("sorting", String.class);
    static final ProcessVariable<String> DECISION = new ProcessVariable<>("decision", String.class);
    static final ProcessVariable<String> MANAGER = new ProcessVariable<>("manager", String.class);
    /** Group of the team to which the request is left; only where no manager is chosen. */
    static final ProcessVariable<String> QUEUE = new ProcessVariable<>("queue", String.class);

    static final ProcessVariable<String> FIRST_MESSAGE = new ProcessVariable<>("firstMessage", String.class);

    static final String REVIEW_MESSAGE = "userTask_reviewMessage";

    static final String MESSAGE_RESTORED_MESSAGE = "messageRestored";

    static final String SPAM = "spam";

    private LeadHandling() {}
}
