package otklik.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session at its next action when its account is no longer active or has another password than at the sign-in (E78). What was
 * being typed is kept as a draft.
 */
final class AccountCheck extends OncePerRequestFilter {
    private static final String PASSWORD = AccountCheck.class.getName();

    private final Accounts accounts;

    AccountCheck(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var login = CurrentUser.triedBy().or(CurrentUser::login);
        var session = request.getSession(false);
        if (login.isPresent() && session != null) {
            var account = accounts.byLogin(login.get()).filter(Account::active);
            var known = session.getAttribute(PASSWORD);
            if (account.isEmpty()
                    || known != null && !known.equals(account.get().passwordHash())) {
                session.invalidate();
                SecurityContextHolder.clearContext();
            } else if (known == null) {
                session.setAttribute(PASSWORD, account.get().passwordHash());
            }
        }
        chain.doFilter(request, response);
    }
}
