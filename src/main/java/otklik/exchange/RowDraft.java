package otklik.exchange;

import java.util.List;
import otklik.customers.CompanyForm;
import otklik.customers.ContactPoint;

/**
 * What one row of a file says.
 *
 * @param form checked: it could be saved
 * @param namesResponsible whether the responsible one stands in the row itself, and not only in the plan
 * @param person name of somebody who works there; blank without
 * @param position what he is there
 * @param personPoints his own phone and address
 * @param notes what was left out, in the words of the person who imports
 */
record RowDraft(
        CompanyForm form,
        boolean namesResponsible,
        String person,
        String position,
        List<ContactPoint> personPoints,
        List<String> notes) {

    boolean hasPerson() {
        return !person.isBlank() || !personPoints.isEmpty();
    }

    /** Every phone and address of the row. */
    List<ContactPoint> points() {
        return java.util.stream.Stream.concat(form.points().stream(), personPoints.stream())
                .distinct()
                .toList();
    }
}
