package otklik.security;

import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Opens the paths of administration to those who may see the system, as it is in force at this moment. */
@Component
class PathAccess implements AuthorizationManager<RequestAuthorizationContext> {
    private final Policy policy;

    PathAccess(Policy policy) {
        this.policy = policy;
    }

    @Override
    public AuthorizationDecision check(Supplier<Authentication> who, RequestAuthorizationContext request) {
        var login = CurrentUser.login();
        return new AuthorizationDecision(login.isPresent() && policy.may(login.get(), Section.SYSTEM, Action.VIEW));
    }
}
