package otklik.customers.ui;

import otklik.customers.CompanyFilter;

/** A button above the list of companies, such as "import": for what needs no selection. Each module brings its own as a bean. */
public interface CompanyListButton {
    /** Key of its name in the translations. */
    String title();

    /** Place from the left: 10 import, 20 export. */
    int order();

    /** Whether the person of the screen may do it. */
    boolean isAllowed();

    /** @param shown the filter of the list as it stands */
    void open(CompanyFilter shown);
}
