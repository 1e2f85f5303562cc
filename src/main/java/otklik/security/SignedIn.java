package otklik.security;

import com.vaadin.flow.spring.security.VaadinSavedRequestAwareAuthenticationSuccessHandler;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;

/** The last step of every way in: the session begins to count, the log is written, the person comes where he wanted to go. */
class SignedIn extends VaadinSavedRequestAwareAuthenticationSuccessHandler {
    private final Sessions sessions;
    private final SignInLog log;

    SignedIn(Sessions sessions, SignInLog log) {
        this.sessions = sessions;
        this.log = log;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        sessions.begin(request.getSession());
        PendingSignIn.forget(request.getSession());
        log.write(
                authentication.getName(),
                Visitor.of(request),
                SignInOutcome.SIGNED_IN,
                authentication instanceof OAuth2AuthenticationToken provider
                        ? provider.getAuthorizedClientRegistrationId()
                        : SecondFactorFilter.usedBy(request));
        super.onAuthenticationSuccess(request, response, authentication);
    }

    /** The person as Spring Security knows people; the name is the login, in every way in. */
    static UserDetails person(Account account) {
        return User.withUsername(account.login())
                .password(account.passwordHash())
                .authorities(authorities(account))
                .build();
    }

    static Collection<? extends GrantedAuthority> authorities(Account account) {
        return account.roles().stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
    }
}
