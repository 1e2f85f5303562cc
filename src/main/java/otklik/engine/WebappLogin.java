package otklik.engine;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.engine.rest.security.auth.impl.ContainerBasedAuthenticationProvider;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.security.CurrentUser;

/** Lets the engine's webapps take the person whom our own login has let in. */
@Configuration
class WebappLogin {
    private static final int BEFORE_THE_WEBAPPS_OWN_FILTERS = 201;

    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> webappLoginFilter() {
        var registration = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        registration.addInitParameter("authentication-provider", Provider.class.getName());
        registration.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        registration.setOrder(BEFORE_THE_WEBAPPS_OWN_FILTERS);
        return registration;
    }

    /** Made by the filter with its default constructor: it can be given nothing but the security context. */
    public static final class Provider extends ContainerBasedAuthenticationProvider {
        @Override
        public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
            return CurrentUser.login()
                    .map(login -> {
                        var result = new AuthenticationResult(login, true);
                        result.setGroups(groups());
                        return result;
                    })
                    .orElseGet(AuthenticationResult::unsuccessful);
        }

        @Override
        public void augmentResponseByAuthenticationChallenge(HttpServletResponse response, ProcessEngine engine) {
            // Spring Security has already sent strangers to the login page.
        }

        private static List<String> groups() {
            return SecurityContextHolder.getContext().getAuthentication().getAuthorities().stream()
                    .map(authority ->
                            authority.getAuthority().replaceFirst("^ROLE_", "").toLowerCase(java.util.Locale.ROOT))
                    .toList();
        }
    }
}
