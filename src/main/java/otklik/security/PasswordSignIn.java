package otklik.security;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Login and password. The throttle is asked first, also for logins nobody has, and whoever has to wait is refused even with the right
 * password: neither the words nor the time of an answer say whether a login exists.
 */
@Component
class PasswordSignIn implements AuthenticationProvider {
    private final Accounts accounts;
    private final SignInThrottle throttle;
    private final SignInLog log;
    private final SecondFactors secondFactors;
    private final DaoAuthenticationProvider passwords;

    PasswordSignIn(
            Accounts accounts,
            SignInThrottle throttle,
            SignInLog log,
            SecondFactors secondFactors,
            PasswordEncoder encoder) {
        this.accounts = accounts;
        this.throttle = throttle;
        this.log = log;
        this.secondFactors = secondFactors;
        this.passwords = new DaoAuthenticationProvider(login -> accounts.byLogin(SignInThrottle.login(login))
                .filter(Account::active)
                .map(SignedIn::person)
                .orElseThrow(() -> new UsernameNotFoundException(login)));
        passwords.setPasswordEncoder(encoder);
    }

    @Override
    public Authentication authenticate(Authentication typed) {
        var login = SignInThrottle.login(typed.getName());
        var visitor = Visitor.of(typed);
        throttle.enter(SignInThrottle.Guess.PASSWORD, login, visitor);
        var person = check(typed, login, visitor);
        throttle.wasRight(SignInThrottle.Guess.PASSWORD, login, visitor);
        if (secondFactors.isOn(login)) {
            throw new SecondFactorNeeded(login, false);
        }
        if (accounts.byLogin(login).filter(secondFactors::isRequired).isPresent()) {
            throw new SecondFactorNeeded(login, true);
        }
        return person;
    }

    private Authentication check(Authentication typed, String login, Visitor visitor) {
        try {
            return passwords.authenticate(typed);
        } catch (BadCredentialsException wrong) {
            var exists = accounts.byLogin(login).filter(Account::active).isPresent();
            log.write(login, visitor, exists ? SignInOutcome.WRONG_PASSWORD : SignInOutcome.UNKNOWN_PERSON, null);
            throw wrong;
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
