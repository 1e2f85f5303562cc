package otklik.customers.ui;

import com.vaadin.flow.component.Component;
import java.util.Optional;
import otklik.customers.PersonCard;

/** Something in the head of a person's page, such as a file of his card; each module brings its own as a bean. */
public interface PersonAct {
    /** Place from the left. */
    int order();

    /** Empty where the person of the screen may not. */
    Optional<Component> part(PersonCard person);
}
