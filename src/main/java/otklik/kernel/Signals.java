package otklik.kernel;

import java.util.function.Consumer;

/**
 * "Something changed, look again": a word that reaches every open screen of every node after the commit of the transaction that
 * said it. A signal carries no facts, only a topic (a case such as {@code R-17}, or a list such as {@code work}), so a lost or
 * repeated one does no harm.
 */
public interface Signals {
    /** Topic of every change in the work index: lists and counters of work. */
    String WORK = "work";
    /** Topic of every change in the list of requests. */
    String REQUESTS = "requests";
    /** Topic of every change in the list of messages. */
    String MESSAGES = "messages";
    /** Topic of every change in the list of products. */
    String PRODUCTS = "products";
    /** Topic of a change in the state of sources, letters that did not go out, incidents. */
    String HEALTH = "health";
    /** Topic of every change of the company's settings and of its calendar. */
    String SETTINGS = "settings";

    /** Topic of a change of people, their rights, teams or departments. */
    String STAFF = "staff";

    /** Topic of a deployment of diagrams, tables or forms while the program runs. */
    String DEPLOYMENTS = "deployments";

    /** Says the topic when the current transaction commits, or at once where there is none. */
    void say(String topic);

    /** Calls the listener, on a thread of its own, for every topic said on any node. Run the result to stop listening. */
    Runnable listen(Consumer<String> listener);
}
