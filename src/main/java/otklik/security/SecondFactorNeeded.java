package otklik.security;

import org.springframework.security.authentication.AccountStatusException;

/** The password was right, but it is not enough for this person. */
final class SecondFactorNeeded extends AccountStatusException {
    private final String login;
    private final boolean isMissing;

    SecondFactorNeeded(String login, boolean isMissing) {
        super("A second factor is needed");
        this.login = login;
        this.isMissing = isMissing;
    }

    String login() {
        return login;
    }

    /** Whether the person has none yet and must set it up first. */
    boolean isMissing() {
        return isMissing;
    }
}
