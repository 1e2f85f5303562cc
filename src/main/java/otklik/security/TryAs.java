package otklik.security;

import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinServletResponse;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/**
 * An administrator who looks at the product as an employee sees it (S1.43). He reaches what the employee reaches, but only to look: the
 * policy allows nothing else, and the database takes no change from him, see {@link ReadOnlyWhileTrying}.
 */
public final class TryAs extends AbstractAuthenticationToken {
    private final String login;
    private final Authentication administrator;

    public TryAs(String login, Authentication administrator) {
        super(List.of());
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
    public Authentication administrator() {
        return administrator;
    }

    /** Makes the session of this screen look as the employee; whoever calls it has asked whether it may be. */
    public static void begin(String login) {
        signIn(new TryAs(login, SecurityContextHolder.getContext().getAuthentication()));
    }

    /** Makes the session the administrator's own again. */
    public static void end() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof TryAs trying) {
            signIn(trying.administrator());
        }
    }

    private static void signIn(Authentication authentication) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
        new HttpSessionSecurityContextRepository()
                .saveContext(
                        context,
                        VaadinServletRequest.getCurrent().getHttpServletRequest(),
                        VaadinServletResponse.getCurrent().getHttpServletResponse());
    }
}
