package otklik.customers.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.activities.Activities;
import otklik.activities.ActivityKind;
import otklik.activities.ActivityPlan;
import otklik.customers.Companies;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyForm;
import otklik.customers.ContactPoint;
import otklik.kernel.Refusal;
import otklik.security.CurrentUser;
import otklik.security.Role;
import otklik.staff.Employees;
import otklik.ui.DeskCase;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** A person of the call centre who may see his own companies only, and has to call somebody else's. */
class ClientInHandTests {
    private static NodeOfTest node;
    private String company;
    private String other;
    private WorkItem task;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(Map.of(), "client-in-hand");
        hire("admin", Role.ADMINISTRATOR);
        hire("denis", Role.OPERATOR);
        node.bean(JdbcClient.class)
                .sql(
                        """
                        update right_grant set granted = 'call-centre' where holder_kind = 'EMPLOYEE'
                            and holder_id = (select id from employee where login = 'denis')""")
                .update();
        // Who is hired makes what is known of everybody's rights be read anew.
        hire("olga", Role.MANAGER);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void callIsPlanned() {
        company = as("admin", () -> company("To call")).number();
        other = as("admin", () -> company("Not to call")).number();
        var call = as("admin", () -> node.bean(Activities.class)
                .plan(ActivityPlan.of(
                        company,
                        ActivityKind.CALL,
                        "Call",
                        "denis",
                        Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MINUTES))));
        task = node.bean(WorkItems.class).ofCase(call.number()).get(0);
    }

    @Test
    void whoHoldsTheTaskReadsItsClientThereAndNowhereElse() {
        assertThat(as("denis", () -> read(company)).map(CompanyCard::name)).contains("To call");
        assertThat(as("denis", () -> node.bean(Companies.class).find(company))).isEmpty();
        assertThat(refused("denis", () -> node.bean(Companies.class)
                        .change(company, read(company).orElseThrow().version(), CompanyForm.named("Mine"))))
                .isTrue();
    }

    @Test
    void anotherClientIsNotReadByTheTask() {
        assertThat(as("denis", () -> read(other))).isEmpty();
    }

    @Test
    void whoHasHandedItOverReadsNoMore() {
        as("admin", () -> {
            node.bean(Activities.class).handOver(task.businessKey(), "olga");
            return true;
        });

        assertThat(as("denis", () -> read(company))).isEmpty();
    }

    @Test
    void whoDoesNotHoldItReadsNothingByIt() {
        assertThat(as("olga", () -> read(company))).isEmpty();
    }

    @Test
    void whatWasToldOfTheClientIsReadWithTheTask() {
        var told = as("denis", () -> node.bean(HistoryOnDesk.class).read(shown(company), null, 10));

        assertThat(told).extracting(event -> event.kind()).contains("companyAdded", "activityPlanned");
        assertThat(as("denis", () -> node.bean(HistoryOnDesk.class).read(shown(other), null, 10)).stream()
                        .map(event -> event.caseKey()))
                .doesNotContain(other);
    }

    private Optional<CompanyCard> read(String number) {
        return node.bean(ClientInHand.class)
                .read(shown(number), () -> node.bean(Companies.class).find(number));
    }

    private DeskCase shown(String number) {
        return new DeskCase(
                task.taskId(),
                task.processKey(),
                task.taskKey(),
                task.businessKey(),
                "To call",
                number,
                null,
                null,
                null);
    }

    private static CompanyCard company(String name) {
        return node.bean(Companies.class)
                .create(CompanyForm.named(name)
                        .withPoints(
                                List.of(ContactPoint.phone("+74950000101", "RU").orElseThrow())));
    }

    private static void hire(String login, Role role) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }

    private static boolean refused(String login, Runnable deed) {
        return as(login, () -> {
            try {
                deed.run();
                return false;
            } catch (Refusal refusal) {
                return true;
            }
        });
    }

    private static <T> T as(String login, Supplier<T> question) {
        var answer = new ArrayList<T>();
        CurrentUser.actAs(login, () -> answer.add(question.get()));
        return answer.get(0);
    }
}
