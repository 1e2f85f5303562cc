package otklik.security;

import com.vaadin.flow.server.auth.AccessCheckResult;
import com.vaadin.flow.server.auth.AnnotatedViewAccessChecker;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.server.auth.NavigationAccessChecker;
import com.vaadin.flow.server.auth.NavigationContext;
import com.vaadin.flow.spring.security.NavigationAccessControlConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Lets a person who works here open a screen, and one that {@link Needs} a right only with the right, as it is in force at this moment.
 */
@Configuration
class ScreenAccess {
    @Bean
    static NavigationAccessControlConfigurer screenAccessControl(Policy policy, @Lazy Accounts accounts) {
        return new NavigationAccessControlConfigurer().withNavigationAccessChecker(new Checker(policy, accounts));
    }

    /** One checker, not two: two that disagree are an error of the program for Vaadin. */
    private static final class Checker implements NavigationAccessChecker {
        private final transient Policy policy;
        private final transient Accounts accounts;
        private final AnnotatedViewAccessChecker signedIn = new AnnotatedViewAccessChecker();

        Checker(Policy policy, Accounts accounts) {
            this.policy = policy;
            this.accounts = accounts;
        }

        @Override
        public AccessCheckResult check(NavigationContext context) {
            var screen = context.getNavigationTarget();
            var person = CurrentUser.login();
            if (person.isEmpty() || screen.isAnnotationPresent(AnonymousAllowed.class)) {
                return signedIn.check(context);
            }
            var needs = screen.getAnnotation(Needs.class);
            var isActive = accounts.byLogin(person.get()).map(Account::active).orElse(false);
            return isActive && (needs == null || policy.may(needs.value(), needs.action()))
                    ? signedIn.check(context)
                    : context.deny("Not for " + person.get());
        }
    }
}
