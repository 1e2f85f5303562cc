package otklik.inbox.process;

import otklik.engine.ProcessVariable;

/** Contract of processes/inbox/spam-sample.bpmn: every name that Java and the diagram share. */
final class SpamSample {
    static final String KEY = "spam-sample";

    static final ProcessVariable<Boolean> ANYTHING_HIDDEN = new ProcessVariable<>("anythingHidden", Boolean.class);
    /** Numbers of the messages that are put back, as a person types them. */
    static final ProcessVariable<String> RESTORE = new ProcessVariable<>("restore", String.class);

    static final String CHECK_HIDDEN_MESSAGES = "userTask_checkHiddenMessages";

    private SpamSample() {}
}
