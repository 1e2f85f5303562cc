package otklik.security;

/**
 * Something about a person's sign-in was changed; told in the transaction of the change.
 *
 * @param name the login, or the address that was unlocked
 */
public record SecurityChange(String name, Kind kind) {

    public enum Kind {
        SECOND_FACTOR_ON,
        SECOND_FACTOR_OFF,
        /** An administrator took the second factor off, for a person who cannot use it any more. */
        SECOND_FACTOR_RESET,
        RECOVERY_CODE_USED,
        ACCOUNT_UNLOCKED,
        ADDRESS_UNLOCKED,
        SESSIONS_ENDED
    }
}
