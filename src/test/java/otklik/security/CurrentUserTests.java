package otklik.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** On a thread of a screen the context is that of its session, whatever the thread sets. */
class CurrentUserTests {
    private final SecurityContextHolderStrategy before = SecurityContextHolder.getContextHolderStrategy();
    private SecurityContext session = of("olga");

    @BeforeEach
    void threadIsOfAScreen() {
        SecurityContextHolder.setContextHolderStrategy(new SecurityContextHolderStrategy() {
            @Override
            public void clearContext() {
                // The session keeps it.
            }

            @Override
            public SecurityContext getContext() {
                return session;
            }

            @Override
            public void setContext(SecurityContext context) {
                // The session's comes first.
            }

            @Override
            public SecurityContext createEmptyContext() {
                return new SecurityContextImpl();
            }
        });
    }

    @AfterEach
    void threadIsFree() {
        SecurityContextHolder.setContextHolderStrategy(before);
    }

    @Test
    void whatIsDoneAsNobodyIsNotThePersonsOfTheScreen() {
        assertThat(CurrentUser.asNobody(CurrentUser::login)).isEmpty();
        assertThat(CurrentUser.login()).contains("olga");
    }

    @Test
    void whatIsDoneForSomebodyIsDoneInHisName() {
        CurrentUser.actAs("igor", () -> {
            assertThat(CurrentUser.login()).contains("igor");
            assertThat(CurrentUser.asNobody(CurrentUser::login)).isEmpty();
            assertThat(CurrentUser.login()).contains("igor");
        });
        assertThat(CurrentUser.login()).contains("olga");
    }

    @Test
    void whatTheThreadDoesForAnotherSessionMeanwhileIsDoneAsThePersonOfThatOne() {
        CurrentUser.asNobody(() -> {
            session = of("elena");
            return assertThat(CurrentUser.login()).contains("elena");
        });
    }

    private static SecurityContext of(String login) {
        return new SecurityContextImpl(new PreAuthenticatedAuthenticationToken(login, "", List.of()));
    }
}
