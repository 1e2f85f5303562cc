package otklik.engine;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.engine.rest.security.auth.impl.ContainerBasedAuthenticationProvider;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import otklik.security.CurrentUser;

/**
 * Lets the engine's webapps take the person whom our own login has let in. They remember the groups of a person for the time set by
 * {@code camunda.bpm.webapp.auth.cache}, and then ask again.
 */
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
                    .filter(login -> isActive(login, engine))
                    .map(login -> {
                        var result = new AuthenticationResult(login, true);
                        result.setGroups(groups(login, engine));
                        return result;
                    })
                    .orElseGet(AuthenticationResult::unsuccessful);
        }

        @Override
        public void augmentResponseByAuthenticationChallenge(HttpServletResponse response, ProcessEngine engine) {
            // Spring Security has already sent strangers to the login page.
        }

        private static boolean isActive(String login, ProcessEngine engine) {
            return engine.getIdentityService().createUserQuery().userId(login).count() == 1;
        }

        /** Of this moment, not of the sign-in: the engine knows the employees' groups by our own look-up. */
        private static List<String> groups(String login, ProcessEngine engine) {
            return engine.getIdentityService().createGroupQuery().groupMember(login).list().stream()
                    .map(Group::getId)
                    .toList();
        }
    }
}
