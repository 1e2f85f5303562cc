package otklik.security;

/** What can be done with the records of a section. */
public enum Action {
    VIEW,
    /** To see what nobody owns yet, and to take it. */
    TAKE,
    CREATE,
    CHANGE,
    /** To give a record to somebody else; among employees: to give rights. */
    ASSIGN,
    DELETE,
    EXPORT,
    /** To let somebody have more on a day than his limit. */
    EXCEED
}
