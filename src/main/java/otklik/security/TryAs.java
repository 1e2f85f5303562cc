package otklik.security;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;

/** An administrator who looks at the product as an employee sees it, without being able to change anything (S1.43). */
public final class TryAs extends AbstractAuthenticationToken {
    private final String login;
    private final transient Authentication administrator;

    TryAs(String login, Authentication administrator) {
        super(java.util.List.of());
        this.login = login;
        this.administrator = administrator;
        setAuthenticated(true);
    }

    @Override
    public Object getPrincipal() {
        return login;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    /** The sign-in to return to. */
    Authentication administrator() {
        return administrator;
    }
}
