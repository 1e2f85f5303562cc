package otklik.customers;

import java.util.Set;

/**
 * Somebody who may be the same person as another. Only a suggestion: two people are never joined by the program itself (E9).
 *
 * @param reasons why, at least one
 */
public record Double(PersonCard person, Set<Reason> reasons) {
    /** Why two people may be one, the strongest first. */
    public enum Reason {
        /** One message named a phone or an address of each of them. */
        SAME_POINT,
        SAME_NAME_AND_COMPANY,
        SAME_NAME
    }
}
