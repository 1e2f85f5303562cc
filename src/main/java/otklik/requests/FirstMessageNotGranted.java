package otklik.requests;

/** The operator may not, or no longer, write the first message in this manager's name (E19). */
public class FirstMessageNotGranted extends Exception {
    public FirstMessageNotGranted(String manager, String operator) {
        super("%s has not granted the first message to %s".formatted(manager, operator));
    }
}
