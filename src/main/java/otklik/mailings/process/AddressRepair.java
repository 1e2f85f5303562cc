package otklik.mailings.process;

import otklik.engine.ProcessVariable;

/** Names and variables of the diagram {@code address-repair}. Business key: number of the repair. */
final class AddressRepair {
    static final String KEY = "address-repair";

    /** Login of who is responsible for the company, or null: then any operator may do it. */
    static final ProcessVariable<String> RESPONSIBLE = new ProcessVariable<>("responsible", String.class);
    /** {@link #FOUND} or {@link #NONE}. */
    static final ProcessVariable<String> OUTCOME = new ProcessVariable<>("outcome", String.class);
    /** The right address. */
    static final ProcessVariable<String> ADDRESS = new ProcessVariable<>("address", String.class);
    /** Whether the letter that came back goes to the right address. */
    static final ProcessVariable<Boolean> SEND_AGAIN = new ProcessVariable<>("sendAgain", Boolean.class);

    static final String FOUND = "found";
    static final String NONE = "none";

    static final String START_ADDRESS_BOUNCED = "startEvent_addressBounced";
    static final String FIND_RIGHT_ADDRESS = "userTask_findRightAddress";
    static final String CORRECT_ADDRESS = "serviceTask_correctAddress";
    static final String GIVE_ADDRESS_UP = "serviceTask_giveAddressUp";
    static final String ADDRESS_CORRECTED = "endEvent_addressCorrected";
    static final String ADDRESS_NOT_FOUND = "endEvent_addressNotFound";

    private AddressRepair() {}
}
