package otklik.security;

import com.vaadin.flow.spring.security.VaadinAwareSecurityContextHolderStrategyConfiguration;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import jakarta.servlet.DispatcherType;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
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

    /** Tasklist for everybody who works, Cockpit and Admin for administrators; the webapps' own set-up and login are shut. */
    @Bean
    @Order(1)
    SecurityFilterChain webapps(HttpSecurity http, Accounts accounts) throws Exception {
        return http.securityMatcher(paths("/camunda/**"))
                .addFilterAfter(new AccountCheck(accounts), SecurityContextHolderFilter.class)
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
                        .hasRole(Role.ADMINISTRATOR.name())
                        .anyRequest()
                        .authenticated())
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
    SecurityFilterChain plainPaths(HttpSecurity http, Accounts accounts) throws Exception {
        return http.securityMatcher(paths("/actuator/**", "/api/**", "/unsubscribe/**", "/letters/**", "/files/**"))
                .addFilterAfter(new AccountCheck(accounts), SecurityContextHolderFilter.class)
                .authorizeHttpRequests(rules -> rules.requestMatchers(
                                paths("/actuator/health/**", "/actuator/health", "/api/intake/**", "/unsubscribe/**"))
                        .permitAll()
                        .requestMatchers(paths("/actuator/**"))
                        .hasRole(Role.ADMINISTRATOR.name())
                        .anyRequest()
                        .authenticated())
                .csrf(csrf -> csrf.ignoringRequestMatchers(paths("/api/intake/**", "/unsubscribe/**")))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(LOGIN)))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain screens(HttpSecurity http, Accounts accounts) throws Exception {
        return http.addFilterAfter(new AccountCheck(accounts), SecurityContextHolderFilter.class)
                .authorizeHttpRequests(rules -> rules
                        // Not found or refused has been decided by then; a stranger reads that, not the login.
                        .dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(paths("/otklik/**", "/webjars/**"))
                        .permitAll())
                .with(VaadinSecurityConfigurer.vaadin(), vaadin -> vaadin.loginView(LOGIN))
                .build();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    UserDetailsService signIn(Accounts accounts) {
        return login -> accounts.byLogin(login.strip().toLowerCase(java.util.Locale.ROOT))
                .filter(Account::active)
                .map(account -> User.withUsername(account.login())
                        .password(account.passwordHash())
                        .roles(account.roles().stream().map(Role::name).toArray(String[]::new))
                        .build())
                .orElseThrow(() -> new UsernameNotFoundException(login));
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
