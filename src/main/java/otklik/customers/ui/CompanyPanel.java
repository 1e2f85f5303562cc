package otklik.customers.ui;

import com.vaadin.flow.component.Component;
import otklik.customers.CompanyCard;

/** A tab of a company's page; each module brings its own as a bean. */
public interface CompanyPanel {
    /** Stable name, a part of the address: {@code activities}. */
    String key();

    /** Key of its title in the translations. */
    String title();

    /** Place from the left: 10 activities, 20 people, 30 letters, 90 history. */
    int order();

    /** Whether the person of the screen may see it. */
    default boolean isFor(CompanyCard company) {
        return true;
    }

    /** Made anew when the tab is opened. */
    Component panel(CompanyCard company);
}
