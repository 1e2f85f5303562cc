package otklik.staff;

import java.util.Map;

/** What a farewell needs of its process; the door in {@code staff.process} implements it. */
public interface FarewellProcess {
    /**
     * Starts the farewell and gives the task of deciding to the person who began it.
     *
     * @param beganBy login, none when the system began it
     */
    void begun(String number, @org.jspecify.annotations.Nullable String beganBy);

    /** Completes the task of deciding with the answers of its form. */
    void decided(String number, Map<String, Object> answers);

    /** Takes the hand-over back; the process must be in the time in which that is possible. */
    void takenBack(String number);
}
