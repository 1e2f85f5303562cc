package otklik.customers.ui;

import otklik.customers.CompanySelection;

/** Something that can be done with many companies at once: a button of the bar below the list. Each module brings its own as a bean. */
public interface CompanyAct {
    /** Key of its name in the translations. */
    String title();

    /** Place from the left: 10 task, 20 letter, 30 responsible, 40 do not disturb; from 100 on behind "more". */
    int order();

    /** Whether the person of the screen may do it. */
    boolean isAllowed();

    /**
     * Asks for what is to be known and starts a batch.
     *
     * @param started run when a batch was started: the list takes the selection back
     */
    void open(CompanySelection selection, Runnable started);
}
