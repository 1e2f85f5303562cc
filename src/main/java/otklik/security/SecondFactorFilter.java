package otklik.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Takes the code that is asked for after the password. Only now is anybody signed in, with a new session id. */
class SecondFactorFilter extends AbstractAuthenticationProcessingFilter {
    static final String PATH = "/second-factor";
    private static final String CODE = "code";
    private static final String USED = SecondFactorFilter.class.getName();

    private final Accounts accounts;
    private final SecondFactors secondFactors;
    private final SignInThrottle throttle;
    private final SignInLog log;
    private final Clock clock;

    SecondFactorFilter(
            Accounts accounts, SecondFactors secondFactors, SignInThrottle throttle, SignInLog log, Clock clock) {
        super(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, PATH));
        this.accounts = accounts;
        this.secondFactors = secondFactors;
        this.throttle = throttle;
        this.log = log;
        this.clock = clock;
        setSecurityContextRepository(new HttpSessionSecurityContextRepository());
        setAuthenticationDetailsSource(Visitor::of);
    }

    /** Which kind of code let the person of this request in; null: none was asked for. */
    static @Nullable String usedBy(HttpServletRequest request) {
        return (String) request.getAttribute(USED);
    }

    @Override
    public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response) {
        var pending = PendingSignIn.of(request.getSession(false), clock.instant())
                .filter(owed -> owed.step() != PendingSignIn.Step.SET_UP)
                .orElseThrow(() -> new InsufficientAuthenticationException("No password was given before"));
        if (pending.step() == PendingSignIn.Step.CODE) {
            request.setAttribute(USED, check(pending.login(), request));
        } else {
            request.setAttribute(USED, "code");
        }
        var person = accounts.byLogin(pending.login())
                .filter(Account::active)
                .map(SignedIn::person)
                .orElseThrow(() -> new InsufficientAuthenticationException("The account is gone"));
        var signedIn = UsernamePasswordAuthenticationToken.authenticated(person, null, person.getAuthorities());
        signedIn.setDetails(authenticationDetailsSource.buildDetails(request));
        signedIn.eraseCredentials();
        return signedIn;
    }

    private String check(String login, HttpServletRequest request) {
        var visitor = Visitor.of(request);
        throttle.enter(SignInThrottle.Guess.CODE, login, visitor);
        var code = Optional.ofNullable(request.getParameter(CODE)).orElse("");
        var used = secondFactors.use(login, code);
        if (used == SecondFactors.Used.NONE) {
            log.write(login, visitor, SignInOutcome.WRONG_CODE, null);
            throw new BadCredentialsException("Wrong code");
        }
        throttle.wasRight(SignInThrottle.Guess.CODE, login, visitor);
        return used == SecondFactors.Used.RECOVERY ? "recovery" : "code";
    }
}
