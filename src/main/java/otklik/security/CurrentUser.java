package otklik.security;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** The person on whose request this thread works; nobody in jobs and pollers. */
public final class CurrentUser {
    private CurrentUser() {}

    public static Optional<String> login() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null
                        || !authentication.isAuthenticated()
                        || authentication instanceof AnonymousAuthenticationToken
                ? Optional.empty()
                : Optional.of(authentication.getName());
    }

    /** Does background work in the name of the person who asked for it, with the rights the person has now. */
    public static void actAs(String login, Runnable work) {
        var before = SecurityContextHolder.getContext();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(login, "", List.of()));
        SecurityContextHolder.setContext(context);
        try {
            work.run();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    /** Does what comes from outside, whoever is signed in in this browser: it is neither his wish nor within his rights. */
    public static <T extends @Nullable Object> T asNobody(Supplier<T> work) {
        var before = SecurityContextHolder.getContext();
        SecurityContextHolder.setContext(SecurityContextHolder.createEmptyContext());
        try {
            return work.get();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    /** Whether an administrator only looks at what this person sees. */
    public static boolean isTrying() {
        return triedBy().isPresent();
    }

    /** The administrator who looks in the stead of the person. */
    public static Optional<String> triedBy() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof TryAs trying
                ? Optional.of(trying.administrator().getName())
                : Optional.empty();
    }
}
