package otklik.security;

import com.vaadin.flow.spring.security.VaadinAwareSecurityContextHolderStrategyConfiguration;
import com.vaadin.flow.spring.security.VaadinSavedRequestAwareAuthenticationSuccessHandler;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * One login for everything. Three doors: the engine's webapps, letters and files of our own, and the Vaadin UI. What is open without a
 * login is named here and nowhere else.
 */
@Configuration
@EnableWebSecurity
@Import(VaadinAwareSecurityContextHolderStrategyConfiguration.class)
class SecuritySettings {
    static final String LOGIN = "/login";

    private final Sessions sessions;
    private final SignInLog log;
    private final Clock clock;

    SecuritySettings(Sessions sessions, SignInLog log, Clock clock) {
        this.sessions = sessions;
        this.log = log;
        this.clock = clock;
    }

    /** Tasklist for everybody who works, Cockpit and Admin for those who may see the system; the webapps' own set-up and login are shut. */
    @Bean
    @Order(1)
    SecurityFilterChain webapps(HttpSecurity http, PathAccess only) throws Exception {
        return guarded(http)
                .securityMatcher(paths("/camunda/**"))
                .authorizeHttpRequests(rules -> rules.requestMatchers(paths(
                                "/camunda/api/admin/setup/**",
                                "/camunda/api/admin/auth/user/*/login/**",
                                "/camunda/app/*/*/setup/**"))
                        .denyAll()
                        .requestMatchers(paths(
                                "/camunda/app/cockpit/**",
                                "/camunda/app/admin/**",
                                "/camunda/app/welcome/**",
                                "/camunda/api/cockpit/**"))
                        .access(only.system())
                        .anyRequest()
                        .access(only.employees()))
                // Camunda's own filter guards these paths against forged requests.
                .csrf(csrf -> csrf.disable())
                .headers(headers -> headers.frameOptions(frame -> frame.sameOrigin()))
                .logout(logout -> logout.logoutUrl("/camunda/api/admin/auth/user/default/logout")
                        .logoutSuccessHandler(new HttpStatusReturningLogoutSuccessHandler()))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(LOGIN)))
                .build();
    }

    /** Paths of machines and strangers (health, intake, unsubscribe) and the files that signed-in people fetch. */
    @Bean
    @Order(2)
    SecurityFilterChain plainPaths(HttpSecurity http, PathAccess only) throws Exception {
        return guarded(http)
                .securityMatcher(paths(
                        "/actuator/**",
                        "/api/**",
                        "/telephony/**",
                        "/unsubscribe/**",
                        "/letters/**",
                        "/items/**",
                        "/files/**"))
                .authorizeHttpRequests(rules -> rules.requestMatchers(paths(
                                "/actuator/health/**",
                                "/actuator/health",
                                "/api/intake/**",
                                "/telephony/events/**",
                                "/unsubscribe/**"))
                        .permitAll()
                        .requestMatchers(paths("/actuator/**"))
                        .access(only.system())
                        .anyRequest()
                        .access(only.employees()))
                .csrf(csrf -> csrf.ignoringRequestMatchers(
                        paths("/api/intake/**", "/telephony/events/**", "/unsubscribe/**")))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(LOGIN)))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain screens(
            HttpSecurity http,
            Accounts accounts,
            SecondFactors secondFactors,
            SignInThrottle throttle,
            ObjectProvider<ClientRegistrationRepository> providers,
            ProvidedPeople people)
            throws Exception {
        var signedIn = new SignedIn(sessions, log);
        http.setSharedObject(VaadinSavedRequestAwareAuthenticationSuccessHandler.class, signedIn);
        var secondFactor = new SecondFactorFilter(accounts, secondFactors, throttle, log, clock);
        secondFactor.setAuthenticationSuccessHandler(signedIn);
        secondFactor.setAuthenticationFailureHandler(new SignInRefused(log, clock, SecondFactorFilter.PATH));
        guarded(http)
                .authorizeHttpRequests(rules -> rules
                        // Not found or refused has been decided by then; a stranger reads that, not the login.
                        .dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(paths("/otklik/**", "/webjars/**"))
                        .permitAll())
                .with(VaadinSecurityConfigurer.vaadin(), vaadin -> vaadin.loginView(LOGIN))
                .with(new SecondFactorStep(secondFactor), Customizer.withDefaults())
                .formLogin(form -> form.loginPage(LOGIN)
                        .authenticationDetailsSource(Visitor::of)
                        .failureHandler(new SignInRefused(log, clock, LOGIN)));
        if (providers.getIfAvailable() != null) {
            http.oauth2Login(login -> login.loginPage(LOGIN)
                    .authenticationDetailsSource(Visitor::of)
                    .successHandler(signedIn)
                    .failureHandler(new SignInRefused(log, clock, LOGIN))
                    .userInfoEndpoint(
                            found -> found.oidcUserService(people::find).userService(people::refuse)));
        }
        return http.build();
    }

    /** Static: whoever looks accounts up needs it, and these settings need the accounts. */
    @Bean
    static PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    private HttpSecurity guarded(HttpSecurity http) {
        return http.addFilterAfter(new SessionGuard(sessions, log), SecurityContextHolderFilter.class);
    }

    /**
     * Matches by the path of the request alone. A pattern given as text would be read relative to Spring's own servlet and would miss the
     * engine's REST servlets below {@code /camunda}.
     */
    private static RequestMatcher paths(String... patterns) {
        var matcher = PathPatternRequestMatcher.withDefaults();
        return new OrRequestMatcher(
                Arrays.stream(patterns).<RequestMatcher>map(matcher::matcher).toList());
    }
}
