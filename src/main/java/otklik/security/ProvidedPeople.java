package otklik.security;

import java.util.Collection;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.stereotype.Component;

/** Finds the employee for whom a provider vouches: by an e-mail address that the provider has verified. Makes nobody. */
@Component
class ProvidedPeople {
    private final Accounts accounts;
    private final OidcUserService provider = new OidcUserService();

    ProvidedPeople(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Why we do not let in whom the provider vouches for; the name is also that of the words on the login page. */
    enum Reason {
        UNVERIFIED,
        UNKNOWN,
        FAILED;

        /** What the error of Spring Security says, or that the provider failed. */
        static Reason of(OAuth2AuthenticationException refusal) {
            for (var reason : values()) {
                if (reason.name().equals(refusal.getError().getErrorCode())) {
                    return reason;
                }
            }
            return FAILED;
        }
    }

    OidcUser find(OidcUserRequest request) {
        var known = provider.loadUser(request);
        var email = known.getEmail();
        if (email == null || !Boolean.TRUE.equals(known.getEmailVerified())) {
            throw refusal(Reason.UNVERIFIED, String.valueOf(email));
        }
        var found = accounts.all().stream()
                .filter(account -> account.active() && account.email().equalsIgnoreCase(email.strip()))
                .toList();
        if (found.size() != 1) {
            throw refusal(Reason.UNKNOWN, email);
        }
        return new Person(found.get(0), known);
    }

    /** A provider that speaks OAuth 2 only says nothing that we may believe about the address. */
    OAuth2User refuse(OAuth2UserRequest request) {
        throw refusal(Reason.UNVERIFIED, "");
    }

    private static OAuth2AuthenticationException refusal(Reason reason, String email) {
        return new OAuth2AuthenticationException(new OAuth2Error(reason.name(), email, null));
    }

    /** Called by the login everywhere, as everybody is; with the roles that we know, not those that the provider tells. */
    private static final class Person extends DefaultOidcUser {
        private final String login;

        Person(Account account, OidcUser known) {
            super(authorities(account), known.getIdToken(), known.getUserInfo());
            this.login = account.login();
        }

        private static Collection<? extends GrantedAuthority> authorities(Account account) {
            return SignedIn.authorities(account);
        }

        @Override
        public String getName() {
            return login;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Person person && person.login.equals(login);
        }

        @Override
        public int hashCode() {
            return login.hashCode();
        }
    }
}
