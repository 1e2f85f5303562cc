package otklik.customers;

import java.util.Set;

/**
 * Two companies that may be one. Only a suggestion: a person decides, on seeing both (E9).
 *
 * @param one the older of the two, or the one that was asked about
 * @param score 1 to 100, for the order only
 * @param reasons why, at least one
 */
public record CompanyDouble(CompanyCard one, CompanyCard other, int score, Set<Likeness> reasons) {
    /** Why two companies may be one, the strongest first. */
    public enum Likeness {
        SAME_INN,
        /** A phone, an address or a chat of the one is also one of the other, or of its people. */
        SAME_POINT,
        /** The same words in the name, whatever their order and the legal form. */
        SAME_NAME,
        /** Names that differ in a few letters. */
        LIKE_NAME
    }
}
