package otklik.sources;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells a browser that asks beforehand whether a page of another site may send a form. A filter, since Spring answers such questions itself
 * before a controller is asked, and knows the sites only if they are constant.
 */
@Component
class IntakePreflight extends OncePerRequestFilter {
    private static final String LASTS_SECONDS = "600";
    private static final Pattern PATH = Pattern.compile("/api/intake/([a-z0-9-]{2,64})");

    private final Sources sources;
    private final IntakeLimits limits;

    IntakePreflight(Sources sources, IntakeLimits limits) {
        this.sources = sources;
        this.limits = limits;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.OPTIONS.matches(request.getMethod())
                || !PATH.matcher(path(request)).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        var flood = limits.waitFor(request.getRemoteAddr());
        if (flood.isPresent()) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(flood.getAsLong()));
            return;
        }
        var path = PATH.matcher(path(request));
        var origin = Optional.ofNullable(request.getHeader(HttpHeaders.ORIGIN)).orElse("");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (path.matches()
                && sources.source(path.group(1))
                        .filter(source -> FormKind.isOpenTo(source, origin))
                        .isPresent()) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, HttpMethod.POST.name());
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type, Idempotency-Key");
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, LASTS_SECONDS);
        }
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
