package otklik.security;

import com.vaadin.flow.server.auth.AccessCheckResult;
import com.vaadin.flow.server.auth.AnnotatedViewAccessChecker;
import com.vaadin.flow.server.auth.NavigationAccessChecker;
import com.vaadin.flow.server.auth.NavigationContext;
import com.vaadin.flow.spring.security.NavigationAccessControlConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets a person open a screen only with the right that the screen {@link Needs}, as it is in force at this moment. */
@Configuration
class ScreenAccess {
    @Bean
    static NavigationAccessControlConfigurer screenAccessControl(Policy policy) {
        return new NavigationAccessControlConfigurer().withNavigationAccessChecker(new Checker(policy));
    }

    /** One checker, not two: two that disagree are an error of the program for Vaadin. */
    private static final class Checker implements NavigationAccessChecker {
        private final transient Policy policy;
        private final AnnotatedViewAccessChecker signedIn = new AnnotatedViewAccessChecker();

        Checker(Policy policy) {
            this.policy = policy;
        }

        @Override
        public AccessCheckResult check(NavigationContext context) {
            var needs = context.getNavigationTarget().getAnnotation(Needs.class);
            return needs == null || context.getPrincipal() == null || policy.may(needs.value(), needs.action())
                    ? signedIn.check(context)
                    : context.deny("Needs %s.%s".formatted(needs.value(), needs.action()));
        }
    }
}
