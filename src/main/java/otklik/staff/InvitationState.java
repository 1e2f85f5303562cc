package otklik.staff;

/** How far an invited person has come, by the newest letter. */
public enum InvitationState {
    /** Waits for the mail server. */
    QUEUED,
    SENT,
    /** Somebody, or a machine that examines letters, has opened the page of the link. */
    OPENED,
    ACTIVATED,
    EXPIRED,
    /** The letter was refused, came back, or nobody knows whether it left. */
    NOT_DELIVERED,
    WITHDRAWN
}
