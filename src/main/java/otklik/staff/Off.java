package otklik.staff;

/** Why a person does not work on a day. */
public enum Off {
    /** One of the days of the week on which he never works. */
    DAY_OFF,
    /** The company's calendar says that nobody works. */
    HOLIDAY,
    /** Leave, illness, a business trip. */
    AWAY
}
