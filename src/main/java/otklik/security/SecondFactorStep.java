package otklik.security;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;

/** Puts the second factor behind the password, with the same care for the session. */
class SecondFactorStep extends AbstractHttpConfigurer<SecondFactorStep, HttpSecurity> {
    private final SecondFactorFilter filter;

    SecondFactorStep(SecondFactorFilter filter) {
        this.filter = filter;
    }

    @Override
    public void configure(HttpSecurity http) {
        filter.setAuthenticationManager(http.getSharedObject(AuthenticationManager.class));
        filter.setSecurityContextHolderStrategy(getSecurityContextHolderStrategy());
        filter.setSessionAuthenticationStrategy(http.getSharedObject(SessionAuthenticationStrategy.class));
        http.addFilterAfter(filter, UsernamePasswordAuthenticationFilter.class);
    }
}
