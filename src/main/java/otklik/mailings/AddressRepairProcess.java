package otklik.mailings;

import org.jspecify.annotations.Nullable;

/** The way to the diagram {@code address-repair}; implemented in {@code otklik.mailings.process}. */
public interface AddressRepairProcess {
    /**
     * Makes the address work for a person, in the current transaction.
     *
     * @param number of the repair, {@code AR-3}
     * @param responsible login of who is responsible for the company; none: any operator may do it
     */
    void start(String number, @Nullable String responsible);
}
