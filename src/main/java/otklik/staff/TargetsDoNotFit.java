package otklik.staff;

/** Somebody who was to be given the work of a leaver cannot have it; nothing was handed over. */
public class TargetsDoNotFit extends Exception {
    TargetsDoNotFit(String farewell) {
        super("%s: not everybody who was chosen can take the work".formatted(farewell));
    }
}
