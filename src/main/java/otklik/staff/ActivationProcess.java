package otklik.staff;

/** What an invitation needs of its process; the door in {@code staff.process} implements it. */
public interface ActivationProcess {
    /** Starts the activation of a person who has just been added; the first letter is its first step. */
    void invited(String login);

    /** Has another letter sent, whatever the process waits for; begins anew where the process was ended by hand. */
    void letterWanted(String login);

    /** Makes it work for an administrator that the letter came back, unless the invitation is that already. */
    void letterNotDelivered(String login);

    /** Ends the process: the person has set the password. */
    void activated(String login);
}
