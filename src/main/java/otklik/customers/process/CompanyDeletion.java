package otklik.customers.process;

import otklik.engine.ProcessVariable;

/** Contract of processes/customers/company-deletion.bpmn: every name that Java and the diagram share. Business key: {@code D-3}. */
final class CompanyDeletion {
    static final String KEY = "company-deletion";

    /** {@link #ANONYMISE} or {@link #REJECT}. */
    static final ProcessVariable<String> DECISION = new ProcessVariable<>("decision", String.class);
    /** Why the company is not deleted. */
    static final ProcessVariable<String> NOTE = new ProcessVariable<>("note", String.class);

    static final String ANONYMISE = "anonymise";
    static final String REJECT = "reject";

    static final String DECIDE = "userTask_decideOnDeletion";
    static final String WISH_WITHDRAWN_MESSAGE = "wishWithdrawn";

    private CompanyDeletion() {}
}
