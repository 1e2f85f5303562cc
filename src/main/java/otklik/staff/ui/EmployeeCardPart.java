package otklik.staff.ui;

import com.vaadin.flow.component.Component;
import java.util.Optional;

/** A part of an employee's card beside the form: the state of the account, absences, rights, the timeline. A bean each. */
public interface EmployeeCardPart {
    /** Key of its heading in the translations. */
    String title();

    /** Place from above: 10 the account, 30 what is planned, 50 rights, 90 the timeline. */
    int order();

    /**
     * What stands there; asked again after each change of the employee.
     *
     * @param login of an employee who is saved already
     * @param changed to be run when the part has changed the employee: the whole card is shown anew, typed values stay
     * @return empty when there is nothing for this employee, or nothing for the person who looks
     */
    Optional<Component> component(String login, Runnable changed);
}
