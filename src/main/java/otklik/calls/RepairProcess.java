package otklik.calls;

import org.jspecify.annotations.Nullable;

/** What the search for a right number needs of the process complete-contact; the door in {@code calls.process} implements it. */
public interface RepairProcess {
    /**
     * @param number of the search, {@code CC-3}
     * @param responsible login of who is asked; none: anybody of the queue
     */
    void numberWanted(String number, @Nullable String responsible, String queue);
}
