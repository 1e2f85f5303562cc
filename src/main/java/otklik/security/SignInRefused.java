package otklik.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Where somebody goes who is not signed in yet: back to the same page with the reason in its address, or on to the second factor. */
class SignInRefused implements AuthenticationFailureHandler {
    private final RedirectStrategy redirects = new DefaultRedirectStrategy();
    private final SignInLog log;
    private final Clock clock;
    private final String page;

    /** @param page the page that the person came from and sees again */
    SignInRefused(SignInLog log, Clock clock, String page) {
        this.log = log;
        this.clock = clock;
        this.page = page;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        redirects.sendRedirect(request, response, next(request, refusal));
    }

    private String next(HttpServletRequest request, AuthenticationException refusal) {
        if (refusal instanceof SecondFactorNeeded needed) {
            // A session id that somebody knew before the password is worth nothing after it.
            request.getSession();
            request.changeSessionId();
            PendingSignIn.remember(
                    request.getSession(),
                    needed.login(),
                    needed.isMissing() ? PendingSignIn.Step.SET_UP : PendingSignIn.Step.CODE,
                    clock.instant());
            return needed.isMissing() ? SecondFactorFilter.PATH + "/set-up" : SecondFactorFilter.PATH;
        }
        if (refusal instanceof TooManyAttempts wait) {
            return page + "?until=" + wait.until().getEpochSecond();
        }
        if (refusal instanceof OAuth2AuthenticationException byProvider) {
            var reason = ProvidedPeople.Reason.of(byProvider);
            var error = byProvider.getError();
            var about = error.getDescription() == null ? "" : error.getDescription();
            log.write(
                    reason == ProvidedPeople.Reason.FAILED ? "" : about,
                    Visitor.of(request),
                    SignInOutcome.PROVIDER_REFUSED,
                    reason == ProvidedPeople.Reason.FAILED
                            ? error.getErrorCode() + " " + about
                            : reason.name().toLowerCase(Locale.ROOT));
            return SecuritySettings.LOGIN + "?provider=" + reason.name().toLowerCase(Locale.ROOT);
        }
        if (refusal instanceof InsufficientAuthenticationException) {
            return SecuritySettings.LOGIN;
        }
        return page + "?error";
    }
}
