package otklik.security;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** The person on whose request this thread works; nobody in jobs and pollers. */
public final class CurrentUser {
    /** In whose name the thread works for a while. */
    private static final ThreadLocal<@Nullable Acting> ACTING = new ThreadLocal<>();

    private CurrentUser() {}

    /**
     * @param over what the thread would work as otherwise. On a thread of a screen that is the context of its session, whatever is set; where
     *     the thread does something for another session meanwhile, it works as the person of that one.
     */
    private record Acting(SecurityContext context, SecurityContext over) {}

    public static Optional<String> login() {
        var authentication = authentication();
        return authentication == null
                        || !authentication.isAuthenticated()
                        || authentication instanceof AnonymousAuthenticationToken
                ? Optional.empty()
                : Optional.of(authentication.getName());
    }

    private static @Nullable Authentication authentication() {
        var context = SecurityContextHolder.getContext();
        var acting = ACTING.get();
        return (acting != null && acting.over() == context ? acting.context() : context).getAuthentication();
    }

    /** Does background work in the name of the person who asked for it, with the rights the person has now. */
    public static void actAs(String login, Runnable work) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(login, "", List.of()));
        within(context, () -> {
            work.run();
            return null;
        });
    }

    /** Does what comes from outside, whoever is signed in in this browser: it is neither his wish nor within his rights. */
    public static <T extends @Nullable Object> T asNobody(Supplier<T> work) {
        return within(SecurityContextHolder.createEmptyContext(), work);
    }

    private static <T extends @Nullable Object> T within(SecurityContext context, Supplier<T> work) {
        var before = SecurityContextHolder.getContext();
        var outer = ACTING.get();
        SecurityContextHolder.setContext(context);
        ACTING.set(new Acting(context, SecurityContextHolder.getContext()));
        try {
            return work.get();
        } finally {
            ACTING.set(outer);
            SecurityContextHolder.setContext(before);
        }
    }

    /** Whether an administrator only looks at what this person sees. */
    public static boolean isTrying() {
        return triedBy().isPresent();
    }

    /** The administrator who looks in the stead of the person. */
    public static Optional<String> triedBy() {
        return authentication() instanceof TryAs trying
                ? Optional.of(trying.administrator().getName())
                : Optional.empty();
    }
}
