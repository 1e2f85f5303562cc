package otklik.security;

/** How an attempt to come in ended, or how a session did. */
public enum SignInOutcome {
    SIGNED_IN,
    WRONG_PASSWORD,
    /** There is no active person with that login. */
    UNKNOWN_PERSON,
    /** Refused without a look at the password or code: too many failures before. Written once for each wait. */
    LOCKED,
    WRONG_CODE,
    /** A provider of OpenID Connect vouched for somebody whom we do not let in, or failed. */
    PROVIDER_REFUSED,
    SIGNED_OUT,
    /** The session was ended for the person: too long idle, ended from elsewhere, no longer active. */
    SESSION_ENDED
}
