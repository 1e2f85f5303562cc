package otklik.security;

import org.springframework.context.annotation.Lazy;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Who may fetch a path that is not a screen, as it is in force at this moment and not at the sign-in. */
@Component
class PathAccess {
    private final Policy policy;
    private final Accounts accounts;

    PathAccess(Policy policy, @Lazy Accounts accounts) {
        this.policy = policy;
        this.accounts = accounts;
    }

    /** Those who may see the system: Cockpit, figures of the server. */
    AuthorizationManager<RequestAuthorizationContext> system() {
        return (who, request) -> new AuthorizationDecision(CurrentUser.login()
                .map(login -> policy.may(login, Section.SYSTEM, Action.VIEW))
                .orElse(false));
    }

    /** Everybody who works here. */
    AuthorizationManager<RequestAuthorizationContext> employees() {
        return (who, request) -> new AuthorizationDecision(CurrentUser.login()
                .flatMap(accounts::byLogin)
                .map(Account::active)
                .orElse(false));
    }
}
