package otklik.customers;

import java.util.Collection;

/**
 * Where companies wait that may be asked once more some day, when nothing more urgent is due; the module that owns the pool brings it as a
 * bean. It is an interface so that an import, too, may fill it.
 */
public interface RecoveryPool {
    /** Whether the person of the screen may put companies there. */
    boolean isAllowed();

    /**
     * Puts companies that an import has brought there; those that cannot wait there are left out.
     *
     * @param batch number of the import
     */
    void imported(Collection<String> companies, String batch);

    /** Takes a company out that an import had put there; nothing where it does not wait there any more. */
    void withdraw(String company, String batch);
}
