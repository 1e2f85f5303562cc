package otklik.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.NodeOfTest;
import otklik.customers.Companies;
import otklik.customers.CompanyForm;
import otklik.engine.CaseEvent;
import otklik.engine.CaseEvents;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.notices.Notice;
import otklik.notices.Notices;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Right;
import otklik.security.Role;
import otklik.security.Scope;
import otklik.security.Section;
import otklik.staff.EmployeeForm;
import otklik.staff.Employees;
import otklik.tasks.TaskFilter.When;
import otklik.tasks.TaskFilter.Whose;
import otklik.tasks.TaskRuleForm.Unit;
import otklik.work.Capacity;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** Assignments of people and of rules: on both databases. */
abstract class TaskBehaviour {
    private static final Duration SOON = Duration.ofSeconds(30);

    abstract NodeOfTest node();

    @BeforeEach
    void hire() {
        hire("admin", Role.ADMINISTRATOR);
        hire("elena", Role.HEAD);
        hire("olga", Role.MANAGER);
        hire("igor", Role.MANAGER);
        hire("maria", Role.OPERATOR);
        hire("gone", Role.MANAGER);
        hire("full", Role.MANAGER);
        hire("own", Role.MANAGER);
    }

    @Test
    void s1_35_assignmentIsWorkOfItsPersonAndBothSidesAreToldOfWhatTheOtherDoes() {
        var given = give("olga", "igor", null);
        assertThat(items(given)).singleElement().satisfies(item -> {
            assertThat(item.assignee()).isEqualTo("igor");
            assertThat(item.due()).isEqualTo(given.due());
        });
        assertThat(notices("igor", given)).containsExactly("assignmentGiven");

        as("igor", () -> tasks().answer(given.number(), TaskAnswer.BEGIN, "", null));
        as("igor", () -> tasks().comment(given.number(), "Half is done"));
        as("igor", () -> tasks().answer(given.number(), TaskAnswer.DONE, "All is done", null));

        assertThat(find("olga", given)).satisfies(task -> {
            assertThat(task.state()).isEqualTo(TaskState.DONE);
            assertThat(task.result()).isEqualTo("All is done");
            assertThat(task.closedBy()).isEqualTo("igor");
        });
        assertThat(items(given)).isEmpty();
        assertThat(notices("olga", given)).containsExactly("assignmentDone", "assignmentComment", "assignmentBegun");
        assertThat(story("olga", given.number()))
                .containsExactly("assignmentDone", "assignmentComment", "assignmentBegun", "assignmentGiven");
    }

    @Test
    void assignmentOfAGroupIsTheWorkOfWhoBeginsIt() {
        var given = give("olga", null, "operator");
        assertThat(items(given)).extracting(WorkItem::assignee).containsOnlyNulls();

        as("maria", () -> tasks().answer(given.number(), TaskAnswer.BEGIN, "", null));

        assertThat(find("maria", given).responsible()).isEqualTo("maria");
        assertThat(items(given)).extracting(WorkItem::assignee).containsExactly("maria");
    }

    @Test
    void whoDeclinesSaysWhy() {
        var given = give("olga", "igor", null);

        assertThatThrownBy(() -> as("igor", () -> tasks().answer(given.number(), TaskAnswer.DECLINED, " ", null)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("words"));
        as("igor", () -> tasks().answer(given.number(), TaskAnswer.DECLINED, "Not mine", null));

        assertThat(find("olga", given))
                .extracting(GivenTask::state, GivenTask::result)
                .containsExactly(TaskState.DECLINED, "Not mine");
    }

    @Test
    void whoHasBegunMovesTheDateAndGoesOn() {
        var given = give("olga", "igor", null);
        var later = given.due().plus(Duration.ofDays(2));
        as("igor", () -> tasks().answer(given.number(), TaskAnswer.BEGIN, "", null));

        assertThatThrownBy(() -> as("igor", () -> tasks().answer(
                                given.number(),
                                TaskAnswer.LATER,
                                "",
                                Instant.now().minus(Duration.ofDays(1)))))
                .isInstanceOf(Refusal.class);
        as("igor", () -> tasks().answer(given.number(), TaskAnswer.LATER, "Too much", later));

        assertThat(find("igor", given))
                .extracting(GivenTask::state, GivenTask::due)
                .containsExactly(TaskState.IN_PROGRESS, later);
        assertThat(items(given)).extracting(WorkItem::due).containsExactly(later);
        assertThat(notices("olga", given)).contains("assignmentPostponed");
    }

    @Test
    void whoGaveItHandsItOverAndTheNewPersonBeginsAnew() {
        var given = give("olga", "igor", null);
        as("igor", () -> tasks().answer(given.number(), TaskAnswer.BEGIN, "", null));

        as("olga", () -> tasks().handOver(given.number(), null, "operator"));

        assertThat(find("olga", given))
                .extracting(GivenTask::state, GivenTask::responsible, GivenTask::queue)
                .containsExactly(TaskState.NEW, null, "operator");
        assertThat(items(given))
                .extracting(WorkItem::assignee, WorkItem::candidateGroup)
                .containsExactly(tuple(null, "operator"));
    }

    @Test
    void whoMayGiveToHimselfOnlyHandsOverToNobodyElse() {
        permit("own", new Right(Section.ASSIGNMENTS, Action.CREATE, Scope.OWN));
        var given = give("own", "own", null);

        assertThatThrownBy(() -> give("own", "igor", null)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> as("own", () -> tasks().handOver(given.number(), "igor", null)))
                .isInstanceOf(Refusal.class);
        as("own", () -> tasks().handOver(given.number(), null, "manager"));

        assertThat(find("own", given).responsible()).isNull();
    }

    @Test
    void whatIsTakenBackIsNobodysWork() {
        var given = give("olga", "igor", null);

        assertThatThrownBy(() -> as("maria", () -> tasks().withdraw(given.number(), "No")))
                .isInstanceOf(Refusal.class);
        as("olga", () -> tasks().withdraw(given.number(), "Done by itself"));

        assertThat(items(given)).isEmpty();
        assertThat(find("olga", given).state()).isEqualTo(TaskState.WITHDRAWN);
        assertThatThrownBy(() -> as("igor", () -> tasks().answer(given.number(), TaskAnswer.DONE, "", null)))
                .hasMessageContaining("is closed already");
    }

    @Test
    void anAssignmentIsSeenByItsTwoSidesAndByWhoMaySeeAll() {
        var given = give("olga", "igor", null);

        assertThat(got("maria", () -> tasks().find(given.number()))).isEmpty();
        assertThat(List.of("olga", "igor", "elena"))
                .allSatisfy(login -> assertThat(got(login, () -> tasks().find(given.number())))
                        .isPresent());
        assertThat(numbers("igor", Whose.MINE)).contains(given.number());
        assertThat(numbers("olga", Whose.GIVEN)).contains(given.number());
        assertThat(numbers("olga", Whose.MINE)).doesNotContain(given.number());
        assertThat(numbers("elena", Whose.ALL)).contains(given.number());
        assertThat(numbers("maria", Whose.ALL)).doesNotContain(given.number());
        assertThat(got("igor", () -> list().counts(TaskFilter.MINE)).get(When.OPEN))
                .isEqualTo(numbers("igor", Whose.MINE).size());
    }

    @Test
    void theWrongFieldIsNamed() {
        var due = in(Duration.ofHours(3));
        var wrong = Map.of(
                "title", new TaskPlan(" ", "", null, "igor", null, due, null, false),
                "responsible", new TaskPlan("Do", "", null, null, null, due, null, false),
                "due", new TaskPlan("Do", "", null, "igor", null, due.minus(Duration.ofDays(1)), null, false),
                "about", new TaskPlan("Do", "", "K-99999", "igor", null, due, null, false),
                "remindBefore", new TaskPlan("Do", "", null, "igor", null, due, Duration.ofDays(90), false));

        assertThat(wrong).allSatisfy((field, plan) -> assertThatThrownBy(() -> as("olga", () -> tasks().give(plan)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo(field)));
    }

    @Test
    void s3_23_aFullDayTakesNoMoreAndWhatARuleGivesGoesToTheQueue() {
        var capacity = node().bean(Capacity.class);
        as("admin", () -> capacity.limit("full", 1, null));
        give("olga", "full", null);
        var rule = got("elena", () -> rules().add(new TaskRuleForm(
                "assignment", "endEvent_reminded", "One more", "", false, "full", "manager", 3, Unit.DAYS, false)));

        assertThatThrownBy(() -> give("olga", "full", null))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("due"));
        var elsewhere = give("olga", "igor", null);
        assertThatThrownBy(() -> as("olga", () -> tasks().handOver(elsewhere.number(), "full", null)))
                .isInstanceOf(Refusal.class);
        got("olga", () -> tasks().give(
                        new TaskPlan("Fill", "", null, "full", null, in(Duration.ofDays(3)), null, false)));
        publish(new CaseEvent("assignment", "endEvent_reminded", "T-4545", "full", null));

        await().atMost(SOON).until(() -> aboutCase("T-4545").size() == 1);
        assertThat(aboutCase("T-4545"))
                .extracting(GivenTask::responsible, GivenTask::queue)
                .containsExactly(tuple(null, "manager"));
        off(rule);
    }

    @Test
    void anAssignmentAboutACompanyStandsThereAndInItsHistory() {
        var company = company("Asked about");
        var given = got("olga", () -> tasks().give(
                        new TaskPlan("Look", "", company, "igor", null, in(Duration.ofHours(3)), null, false)));

        assertThat(got("olga", () -> tasks().about(company)))
                .extracting(GivenTask::number)
                .containsExactly(given.number());
        assertThat(story("elena", company)).contains("assignmentAbout");
        assertThat(items(given)).singleElement().satisfies(item -> {
            assertThat(item.facts().contact()).isEqualTo(company);
            assertThat(item.facts().isCall()).isFalse();
        });
    }

    @Test
    void s1_36_theCatalogueHasTheMessagesAndTheEndsOfEveryDiagramInBothLanguages() {
        var english = node().bean(CaseEvents.class).all(Locale.ENGLISH);

        assertThat(english)
                .extracting(CaseEvents.Kind::processKey, CaseEvents.Kind::label, CaseEvents.Kind::cause)
                .contains(
                        tuple("planned-activity", "Activity done", CaseEvents.Cause.END),
                        tuple("assignment", "Withdrawn", CaseEvents.Cause.MESSAGE));
        assertThat(node().bean(CaseEvents.class).all(Locale.forLanguageTag("ru")))
                .extracting(CaseEvents.Kind::label)
                .contains("Дело сделано");
    }

    @Test
    void s1_36_whatHappensInACaseGivesTheAssignmentOfTheRule() {
        var rule = rule("endEvent_assignmentDone", true);
        var first = give("olga", "igor", null);

        as("igor", () -> tasks().answer(first.number(), TaskAnswer.DONE, "", null));

        var given = byRule(rule, first.number());
        assertThat(given).satisfies(task -> {
            assertThat(task.giver()).isEqualTo(Notices.PROGRAM);
            assertThat(task.responsible()).as("who did the last step").isEqualTo("igor");
            assertThat(task.rule()).isEqualTo(rule.number());
            assertThat(task.due()).isAfter(Instant.now());
        });
        assertThat(got("elena", () -> rules().find(rule.number())).orElseThrow().fired())
                .isEqualTo(1);
        assertThat(got("elena", () -> rules().preview(rule.form())).past().latest())
                .extracting(CaseEvents.Occurrence::businessKey)
                .contains(first.number());
        off(rule);
    }

    @Test
    void aRuleIsNotBegunAnewByWhatCameOfIt() {
        var rule = rule("endEvent_assignmentDone", false);
        var first = give("olga", "igor", null);
        as("igor", () -> tasks().answer(first.number(), TaskAnswer.DONE, "", null));
        var second = byRule(rule, first.number());

        as("admin", () -> tasks().answer(second.number(), TaskAnswer.DONE, "", null));
        var third = give("olga", "igor", null);
        as("igor", () -> tasks().answer(third.number(), TaskAnswer.DONE, "", null));
        byRule(rule, third.number());

        assertThat(got("elena", () -> tasks().about(second.number()))).isEmpty();
        off(rule);
    }

    @Test
    void twoRulesDoNotFeedEachOther() {
        var one = rule("endEvent_assignmentDone", false);
        var other = rule("endEvent_assignmentDone", false);
        var first = give("olga", "igor", null);
        as("igor", () -> tasks().answer(first.number(), TaskAnswer.DONE, "", null));
        var second = byRule(one, first.number());

        as("admin", () -> tasks().answer(second.number(), TaskAnswer.DONE, "", null));

        assertThat(node().bean(JdbcClient.class)
                        .sql("select count(*) from task_rule_firing where case_key = ?")
                        .param(second.number())
                        .query(Integer.class)
                        .single())
                .isZero();
        off(one);
        off(other);
    }

    @Test
    void aRuleGivesOneAssignmentForEachTimeHoweverOftenItIsTold() {
        var rule = rule("endEvent_assignmentWithdrawn", false);
        var event = new CaseEvent("assignment", "endEvent_assignmentWithdrawn", "T-4242", "one-time", null);
        var again = new CaseEvent("assignment", "endEvent_assignmentWithdrawn", "T-4242", "another-time", null);

        IntStream.range(0, 8)
                .mapToObj(index -> CompletableFuture.runAsync(() -> publish(event)))
                .toList()
                .forEach(CompletableFuture::join);
        await().atMost(SOON).until(() -> aboutCase("T-4242").size() == 1);
        var id = rule.id() + "/" + event.occurrence();
        node().bean(TaskRules.class).fire(id);
        publish(again);

        await().atMost(SOON).until(() -> aboutCase("T-4242").size() == 2);
        assertThat(aboutCase("T-4242")).extracting(GivenTask::rule).containsOnly(rule.number());
        off(rule);
    }

    @Test
    void aRuleThatRestsOrIsRemovedGivesNothingAndItsHistoryTellsOfEachChange() {
        var rule = rule("endEvent_assignmentDeclined", false);
        var changed = got("elena", () -> rules().change(
                        rule.number(), rule.version(), form("endEvent_assignmentDeclined", "Ask again", false)));
        assertThatThrownBy(() -> as("elena", () -> rules().change(rule.number(), rule.version(), rule.form())))
                .hasMessageContaining("was changed by somebody else");
        as("elena", () -> rules().turn(rule.number(), false));
        publish(new CaseEvent("assignment", "endEvent_assignmentDeclined", "T-4343", "resting", null));
        as("elena", () -> rules().remove(rule.number()));
        publish(new CaseEvent("assignment", "endEvent_assignmentDeclined", "T-4343", "removed", null));

        assertThat(node().bean(JdbcClient.class)
                        .sql("select count(*) from task_rule_firing where rule_id = ?")
                        .param(changed.id())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(story("elena", rule.number()))
                .containsExactly("taskRuleRemoved", "taskRuleOff", "taskRuleChanged", "taskRuleAdded");
    }

    @Test
    void aRuleForWhoIsGoneLeavesTheAssignmentToTheHeads() {
        var rule = got("elena", () -> rules().add(new TaskRuleForm(
                "assignment",
                "endEvent_assignmentWithdrawn",
                "Look after it",
                "",
                false,
                "gone",
                null,
                2,
                Unit.DAYS,
                false)));
        node().bean(Employees.class).suspend("gone");

        publish(new CaseEvent("assignment", "endEvent_assignmentWithdrawn", "T-4444", "without", null));

        await().atMost(SOON).until(() -> aboutCase("T-4444").size() == 1);
        assertThat(aboutCase("T-4444"))
                .extracting(GivenTask::responsible, GivenTask::queue)
                .containsExactly(tuple(null, "head"));
        off(rule);
    }

    @Test
    void rulesAreMadeByWhoMayChangeAllAssignmentsAndOfEventsThatThereAre() {
        assertThatThrownBy(() -> as("olga", () -> rules().add(form("endEvent_assignmentDone", "No", false))))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> as("elena", () -> rules().add(form("endEvent_nowhere", "No", false))))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("event"));
    }

    private TaskRule rule(String node, boolean toPerformer) {
        return got("elena", () -> rules().add(form(node, "Follow up", toPerformer)));
    }

    private static TaskRuleForm form(String node, String title, boolean toPerformer) {
        return new TaskRuleForm(
                "assignment", node, title, "", toPerformer, null, "manager", 4, Unit.WORKING_HOURS, false);
    }

    private void off(TaskRule rule) {
        as("elena", () -> rules().remove(rule.number()));
    }

    private GivenTask byRule(TaskRule rule, String about) {
        await().atMost(SOON).until(() -> !aboutCase(about).isEmpty());
        return aboutCase(about).stream()
                .filter(task -> rule.number().equals(task.rule()))
                .findFirst()
                .orElseThrow();
    }

    private List<GivenTask> aboutCase(String caseKey) {
        return got("elena", () -> tasks().about(caseKey));
    }

    private void publish(CaseEvent event) {
        new TransactionTemplate(node().bean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> node().bean(TaskRules.class).on(event));
    }

    private GivenTask give(String giver, @Nullable String login, @Nullable String group) {
        return got(giver, () -> tasks().give(new TaskPlan(
                "Count the chairs", "In the hall", null, login, group, in(Duration.ofHours(3)), null, false)));
    }

    private GivenTask find(String login, GivenTask task) {
        return got(login, () -> tasks().find(task.number())).orElseThrow();
    }

    private List<WorkItem> items(GivenTask task) {
        return node().bean(WorkItems.class).ofCase(task.number());
    }

    private List<String> numbers(String login, Whose whose) {
        return got(login, () -> list().list(new TaskFilter(whose, When.OPEN, null, ""), 0, 200)).stream()
                .map(GivenTask::number)
                .toList();
    }

    private List<String> notices(String login, GivenTask task) {
        return got(login, () -> node().bean(Notices.class).mine()).stream()
                .filter(notice -> notice.caseKey().equals(task.number()))
                .map(Notice::kind)
                .toList();
    }

    private List<String> story(String login, String caseKey) {
        return got(login, () -> node().bean(History.class).of(caseKey, 0, 50)).stream()
                .map(Event::kind)
                .toList();
    }

    private String company(String name) {
        return got("admin", () -> node().bean(Companies.class).create(CompanyForm.named(name)))
                .number();
    }

    private GivenTasks tasks() {
        return node().bean(GivenTasks.class);
    }

    private TaskRules rules() {
        return node().bean(TaskRules.class);
    }

    private TaskList list() {
        return node().bean(TaskList.class);
    }

    private void hire(String login, Role role) {
        if (node().bean(Employees.class).byLogin(login).isEmpty()) {
            node().bean(Employees.class)
                    .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
        }
    }

    /** As the database keeps it; the form of the task knows minutes. */
    private static Instant in(Duration span) {
        return Instant.now().plus(span).truncatedTo(ChronoUnit.MINUTES);
    }

    private void permit(String login, Right right) {
        var employees = node().bean(Employees.class);
        var card = employees.card(login);
        var form = card.form();
        CurrentUser.asNobody(() -> {
            employees.change(
                    login,
                    new EmployeeForm(
                            form.name(),
                            form.email(),
                            form.phone(),
                            form.kind(),
                            form.departmentId(),
                            form.workMode(),
                            form.zone(),
                            form.hours(),
                            form.seenProducts(),
                            form.addedProducts(),
                            Set.of(),
                            Set.of(right),
                            form.teams(),
                            form.language()),
                    card.version());
            return true;
        });
    }

    private static void as(String login, Runnable deed) {
        CurrentUser.actAs(login, deed);
    }

    private static <T> T got(String login, Supplier<T> question) {
        var answer = new ArrayList<T>();
        CurrentUser.actAs(login, () -> answer.add(question.get()));
        return answer.get(0);
    }
}
