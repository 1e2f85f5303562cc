package otklik.customers.ui;

import com.vaadin.flow.component.Component;
import java.util.Optional;
import otklik.customers.CompanyCard;

/** Something to be known before anything is done with a company: a line below the head of its page. Each module brings its own as a bean. */
public interface CompanyNote {
    /** Empty where there is nothing to say. Asked again after every change of the company. */
    Optional<Component> of(CompanyCard company);
}
