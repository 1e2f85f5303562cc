package otklik.exchange;

/** What of a company can be exported, besides the fields that the administrator has added. */
public enum ExportColumn {
    NUMBER,
    NAME,
    INN,
    KPP,
    PHONES,
    MAILS,
    ADDRESS,
    ZONE,
    RESPONSIBLE,
    MANAGER,
    TAGS,
    STATE,
    IN_WORK,
    ACTIVITIES,
    NEXT_DUE,
    NEXT_TITLE,
    LAST_CONTACT,
    NOTE
}
