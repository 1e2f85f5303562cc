package otklik.staff;

/** What a person may do by the link of a letter. */
public enum LinkPurpose {
    /** Set the first password and begin to work. */
    ACTIVATION,
    /** Set a new password in the place of a forgotten one. */
    RESET;

    /** As it stands in the keys of letters and texts. */
    String word() {
        return this == ACTIVATION ? "activation" : "reset";
    }
}
