package otklik.customers;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

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

    /**
     * A client was called as often as one may and never answered: he rests in the pool (E33). Nothing where he is in it or has asked not to
     * be, or has an open request. Asks nobody's rights: it is for steps of processes.
     *
     * @param person whom we wanted to reach; none for the company
     * @param record number of what he was called for
     * @param title what that was
     */
    void unreachable(String company, @Nullable String person, String record, String title);

    /** Takes a company out that an import had put there; nothing where it does not wait there any more. */
    void withdraw(String company, String batch);
}
