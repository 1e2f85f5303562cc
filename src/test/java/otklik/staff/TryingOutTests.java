package otklik.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.NodeOfTest;
import otklik.kernel.Refusal;
import otklik.requests.Inbound;
import otklik.requests.RequestFilter;
import otklik.requests.RequestList;
import otklik.requests.RequestView;
import otklik.requests.Requests;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Role;
import otklik.security.Section;
import otklik.security.TryAs;

/** An administrator who tries being an employee sees what the employee sees and changes nothing. */
class TryingOutTests {
    private static final Authentication ADMINISTRATOR =
            UsernamePasswordAuthenticationToken.authenticated("admin", "", List.of());

    private static NodeOfTest node;
    private static String number;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), "trying");
        hire("olga", Role.MANAGER);
        hire("boss", Role.ADMINISTRATOR);
        hire("admin", Role.ADMINISTRATOR);
        number = node.bean(Requests.class)
                .open(new Requests.Opening(
                        "M-1",
                        new Inbound("mail", "Anna", "anna@firm.example", null, "Seminar", "How much?", null, null),
                        "Seminar",
                        "olga",
                        null,
                        null));
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @Test
    void sees_the_employees_requests() {
        var seen = tryingOlga(() -> node.bean(RequestList.class).list(RequestFilter.of(RequestView.MINE), 0, 10));

        assertThat(seen).extracting("number").containsExactly(number);
    }

    @Test
    void is_allowed_to_look_only() {
        var policy = node.bean(Policy.class);

        assertThat(tryingOlga(() -> policy.may(Section.REQUESTS, Action.VIEW))).isTrue();
        assertThat(tryingOlga(() -> policy.may(Section.REQUESTS, Action.CHANGE)))
                .isFalse();
    }

    @Test
    void changes_nothing_by_our_services() {
        assertThatThrownBy(() -> tryingOlga(() -> {
                    node.bean(Requests.class).addNote(number, "I was here");
                    return true;
                }))
                .satisfies(failure -> assertThat(Refusal.in(failure)).isPresent());
        assertThat(node.bean(Requests.class).dialogue(number)).hasSize(1);
    }

    @Test
    void changes_nothing_by_the_engine() {
        var tasks = node.bean(TaskService.class);
        var task = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .singleResult()
                .getId();

        assertThatThrownBy(() -> tryingOlga(() -> {
            tasks.setPriority(task, 99);
            return true;
        }));
        assertThat(tasks.createTaskQuery().taskPriority(99).count()).isZero();
    }

    @Test
    void changes_nothing_by_a_statement_outside_of_a_transaction() {
        assertThatThrownBy(() -> tryingOlga(() -> node.bean(JdbcClient.class)
                        .sql("update employee set dark = true")
                        .update()))
                .satisfies(failure -> assertThat(Refusal.in(failure)).isPresent());
    }

    @Test
    void changes_nothing_by_a_query_that_writes() {
        assertThatThrownBy(() -> tryingOlga(() -> node.bean(JdbcClient.class)
                        .sql("select login from final table (update employee set dark = true where login = 'olga')")
                        .query(String.class)
                        .list()))
                .satisfies(failure -> assertThat(Refusal.in(failure)).isPresent());
    }

    @Test
    void nobody_tries_being_himself() {
        as(ADMINISTRATOR, () -> {
            assertThatThrownBy(() -> node.bean(TryingOut.class).begin("admin")).isInstanceOf(Refusal.class);
            return true;
        });
    }

    private static <T> T tryingOlga(Supplier<T> deed) {
        return as(new TryAs("olga", ADMINISTRATOR), deed);
    }

    private static <T> T as(Authentication person, Supplier<T> deed) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(person);
        SecurityContextHolder.setContext(context);
        try {
            return deed.get();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private static void hire(String login, Role role) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }
}
