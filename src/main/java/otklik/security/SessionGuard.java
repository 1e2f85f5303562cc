package otklik.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends sessions that are over, before anybody is served. The server's own time-out is not enough: an open screen sends a sign of life every two
 * minutes, and the server takes it for the person.
 */
class SessionGuard extends OncePerRequestFilter {
    private static final String VAADIN_REQUEST = "v-r";

    private final Sessions sessions;
    private final SignInLog log;

    SessionGuard(Sessions sessions, SignInLog log) {
        this.sessions = sessions;
        this.log = log;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var session = request.getSession(false);
        // Who tries being an employee is the administrator all the same.
        var login = CurrentUser.triedBy().or(CurrentUser::login);
        if (session != null && login.isPresent()) {
            var end = sessions.endOf(session, login.get());
            if (end.isPresent()) {
                SecurityContextHolder.clearContext();
                session.invalidate();
                log.write(login.get(), Visitor.of(request), SignInOutcome.SESSION_ENDED, end.get());
            } else if (isOfThePerson(request)) {
                sessions.touch(session);
            }
        }
        chain.doFilter(request, response);
    }

    /** Signs of life and the open line for news are sent by the browser alone. */
    private static boolean isOfThePerson(HttpServletRequest request) {
        var kind = request.getParameter(VAADIN_REQUEST);
        return !"heartbeat".equals(kind) && !"push".equals(kind);
    }
}
