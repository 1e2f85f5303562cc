package otklik.exchange;

/** Where a column of a file can go. Besides these there are the fields that the administrator has added. */
public enum ImportField {
    NAME,
    INN,
    KPP,
    PHONES(true),
    MAILS(true),
    ADDRESS,
    ZONE,
    NOTE,
    TAGS(true),
    RESPONSIBLE,
    MANAGER,
    PERSON,
    POSITION,
    PERSON_PHONE,
    PERSON_MAIL;

    private final boolean many;

    ImportField() {
        this(false);
    }

    ImportField(boolean many) {
        this.many = many;
    }

    /** Whether several columns may go there. */
    public boolean isMany() {
        return many;
    }
}
