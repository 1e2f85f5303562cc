package otklik.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.NodeOfTest;
import otklik.kernel.Refusal;
import otklik.security.Role;
import otklik.staff.Employees;

class SavedViewsTests {
    private static NodeOfTest node;
    private static SavedViews views;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), "saved-views");
        views = node.bean(SavedViews.class);
        Map.of("maria", Role.OPERATOR, "pavel", Role.OPERATOR, "elena", Role.HEAD)
                .forEach((login, role) -> node.bean(Employees.class)
                        .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH));
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void myFilterIsOfferedToMeAndToNobodyElse() {
        signIn("maria");
        views.save("own", "Letters", "source=mail&view=UNREAD", false);
        assertThat(views.of("own"))
                .extracting(SavedViews.View::name, SavedViews.View::query)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("Letters", "source=mail&view=UNREAD"));

        signIn("pavel");
        assertThat(views.of("own")).isEmpty();
    }

    @Test
    void aFilterOfTheSameNameIsReplaced() {
        signIn("maria");
        views.save("again", "Letters", "view=UNREAD", false);
        views.save("again", " Letters ", "view=DONE", false);

        assertThat(views.of("again")).extracting(SavedViews.View::query).containsExactly("view=DONE");
    }

    @Test
    void aHeadShowsAFilterToEverybodyAndAnOperatorMayNot() {
        signIn("maria");
        assertThatThrownBy(() -> views.save("shared", "For all", "view=DONE", true))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Save it for yourself");
        signIn("elena");
        var shared = views.save("shared", "For all", "view=DONE", true);

        signIn("pavel");
        assertThat(views.of("shared")).containsExactly(shared);
        assertThatThrownBy(() -> views.remove(shared)).isInstanceOf(Refusal.class);
    }

    @Test
    void eachBeginsWithAFilterOfHisOwnChoice() {
        signIn("elena");
        var shared = views.save("begin", "For all", "view=DONE", true);
        signIn("maria");
        var own = views.save("begin", "Mine", "mine=1", false);
        views.beginWith("begin", own);
        views.beginWith("begin", shared);
        assertThat(views.defaultOf("begin")).map(SavedViews.View::name).contains("For all");

        signIn("pavel");
        assertThat(views.defaultOf("begin")).isEmpty();
        signIn("maria");
        views.beginWith("begin", null);
        assertThat(views.defaultOf("begin")).isEmpty();
    }

    @Test
    void withADeletedFilterNobodyBegins() {
        signIn("elena");
        var shared = views.save("deleted", "For all", "view=DONE", true);
        signIn("pavel");
        views.beginWith("deleted", shared);

        signIn("elena");
        views.remove(shared);

        signIn("pavel");
        assertThat(views.of("deleted")).isEmpty();
        assertThat(views.defaultOf("deleted")).isEmpty();
    }

    @Test
    void aFilterNeedsAName() {
        signIn("maria");
        assertThatThrownBy(() -> views.save("nameless", " ", "view=DONE", false))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("name"));
    }

    private static void signIn(String login) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(login, "", List.of()));
    }
}
