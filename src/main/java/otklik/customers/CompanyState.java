package otklik.customers;

/** Whether a company may be worked with. */
public enum CompanyState {
    ACTIVE,
    /** It asked not to be disturbed (S2.8). */
    DO_NOT_DISTURB,
    /** Its data were deleted on request; what is left is a number (G3). */
    ANONYMISED,
    /** It turned out to be another one and lives on there. */
    MERGED
}
