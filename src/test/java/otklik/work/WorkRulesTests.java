package otklik.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static otklik.work.Errands.operators;
import static otklik.work.Errands.outcome;
import static otklik.work.Errands.run;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.kernel.Refusal;
import otklik.kernel.Settings;
import otklik.security.Role;

/** The rules of taking, keeping and finishing work, on our screens and in the engine's Tasklist. */
class WorkRulesTests {
    private static NodeOfTest node;
    private static Errands errands;
    private static SettableClock clock;
    private static Duration lease;

    private final WorkItems items = errands.items;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), List.of(SettableClock.InNode.class), "rules");
        errands = new Errands(node);
        clock = node.bean(SettableClock.class);
        lease = node.bean(Settings.class).work().lease();
        errands.deploy();
        errands.hire("maria", Role.OPERATOR);
        errands.hire("pavel", Role.OPERATOR);
        errands.hire("former", Role.OPERATOR);
        errands.hire("olga", Role.MANAGER);
        errands.hire("elena", Role.HEAD);
        errands.hire("admin", Role.ADMINISTRATOR);
        node.bean(otklik.staff.Employees.class).suspend("former");
        clock.passes(Duration.ofSeconds(6));
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    /** So that each test knows which task is the next. */
    @BeforeEach
    void nothingIsOpen() {
        errands.tasks.createTaskQuery().list().forEach(task -> items.complete(task.getId(), outcome("dropped")));
    }

    @Test
    void a_taken_item_is_the_persons_for_a_lease() {
        var task = errands.open();

        var taken = items.claimNext("maria", operators()).orElseThrow();

        assertThat(taken.taskId()).isEqualTo(task);
        assertThat(taken.assignee()).isEqualTo("maria");
        assertThat(taken.leaseUntil())
                .isBetween(clock.instant(), clock.instant().plus(lease));
        assertThat(assigneeInEngine(task)).isEqualTo("maria");
    }

    @Test
    void a_claim_repeated_by_the_holder_succeeds_and_changes_nothing_in_the_engine() {
        var task = errands.open();
        items.claim(task, "maria");
        var revision = revision(task);

        var again = items.claim(task, "maria");

        assertThat(again.assignee()).isEqualTo("maria");
        assertThat(revision(task)).isEqualTo(revision);
    }

    @Test
    void a_claim_of_what_somebody_holds_is_refused_with_the_holders_name() {
        var task = errands.open();
        items.claim(task, "maria");

        refusalOf(() -> items.claim(task, "pavel")).contains("Maria");
        assertThat(assigneeInEngine(task)).isEqualTo("maria");
    }

    @Test
    void a_claim_of_what_is_finished_is_refused() {
        var task = errands.open();
        items.complete(task, outcome("done"));

        refusalOf(() -> items.claim(task, "maria")).contains("finished this already");
    }

    @Test
    void a_claim_by_a_person_outside_the_group_is_refused() {
        var task = errands.open();

        refusalOf(() -> items.claim(task, "olga")).contains("Olga").contains("operator");
        assertThat(items.find(task).orElseThrow().assignee()).isNull();
    }

    @Test
    void a_lease_that_ran_out_returns_the_item_at_its_original_age() {
        var older = errands.open();
        var newer = errands.open();
        var before = items.claimNext("maria", operators()).orElseThrow();
        assertThat(before.taskId()).isEqualTo(older);

        clock.passes(lease.plusSeconds(1));
        items.expired().forEach(items::expire);

        assertThat(assigneeInEngine(older)).isNull();
        assertThat(items.free(operators(), 0, 10)).extracting(WorkItem::taskId).containsExactly(older, newer);
        assertThat(items.find(older).orElseThrow().created()).isEqualTo(before.created());
    }

    @Test
    void a_renewed_lease_keeps_the_item() {
        var task = errands.open();
        items.claim(task, "maria");
        clock.passes(lease.minusSeconds(1));

        assertThat(items.renew(task, "maria")).isTrue();

        clock.passes(Duration.ofSeconds(2));
        items.expired().forEach(items::expire);
        assertThat(items.find(task).orElseThrow().assignee()).isEqualTo("maria");
    }

    @Test
    void a_lease_cannot_be_renewed_by_somebody_else() {
        var task = errands.open();
        items.claim(task, "maria");

        assertThat(items.renew(task, "pavel")).isFalse();
    }

    @Test
    void what_was_held_too_long_may_be_taken_by_another_at_once() {
        var task = errands.open();
        items.claim(task, "maria");
        clock.passes(lease.plusSeconds(1));

        assertThat(items.claim(task, "pavel").assignee()).isEqualTo("pavel");
        assertThat(assigneeInEngine(task)).isEqualTo("pavel");
    }

    @Test
    void a_released_item_is_free_for_all() {
        var task = errands.open();
        items.claim(task, "maria");

        run("maria", Role.OPERATOR, () -> items.release(task, "maria"));

        assertThat(items.claim(task, "pavel").assignee()).isEqualTo("pavel");
    }

    @Test
    void work_that_may_not_begin_yet_is_not_given_out() {
        var task = errands.tasks.createTaskQuery().taskId(errands.open()).singleResult();
        task.setFollowUpDate(java.util.Date.from(clock.instant().plus(1, ChronoUnit.HOURS)));
        errands.tasks.saveTask(task);

        assertThat(items.claimNext("maria", operators())).isEmpty();
        clock.passes(Duration.ofHours(2));
        assertThat(items.claimNext("maria", operators())).isPresent();
    }

    @Test
    void more_urgent_work_is_given_out_first() {
        errands.open();
        var urgent = errands.open();
        errands.tasks.setPriority(urgent, 90);

        assertThat(items.claimNext("maria", operators()).orElseThrow().taskId()).isEqualTo(urgent);
    }

    @Test
    void only_the_holder_may_finish_a_taken_item() {
        var task = errands.open();
        items.claim(task, "maria");

        refusalOf(() -> run("pavel", Role.OPERATOR, () -> items.complete(task, outcome("done"))))
                .contains("Maria");
        run("maria", Role.OPERATOR, () -> items.complete(task, outcome("done")));
        assertThat(items.find(task)).isEmpty();
    }

    @Test
    void a_person_outside_the_group_cannot_finish_what_nobody_holds() {
        var task = errands.open();

        refusalOf(() -> run("olga", Role.MANAGER, () -> items.complete(task, outcome("done"))))
                .contains("Olga");
    }

    @Test
    void a_head_may_finish_what_another_holds() {
        var task = errands.open();
        items.claim(task, "maria");

        run("elena", Role.HEAD, () -> items.complete(task, outcome("done")));

        assertThat(items.find(task)).isEmpty();
    }

    @Test
    void an_administrator_may_finish_what_another_holds() {
        var task = errands.open();
        items.claim(task, "maria");

        run("admin", Role.ADMINISTRATOR, () -> items.complete(task, outcome("done")));

        assertThat(items.find(task)).isEmpty();
    }

    @Test
    void a_claim_in_the_tasklist_gives_the_same_lease() {
        var task = errands.open();

        run("maria", Role.OPERATOR, () -> errands.tasks.claim(task, "maria"));

        var taken = items.find(task).orElseThrow();
        assertThat(taken.assignee()).isEqualTo("maria");
        assertThat(taken.leaseUntil())
                .isBetween(clock.instant(), clock.instant().plus(lease));
    }

    @Test
    void a_claim_in_the_tasklist_by_a_person_outside_the_group_is_refused() {
        var task = errands.open();

        refusalOf(() -> run("olga", Role.MANAGER, () -> errands.tasks.claim(task, "olga")))
                .contains("Olga");
        assertThat(assigneeInEngine(task)).isNull();
    }

    @Test
    void nobody_takes_in_the_tasklist_what_another_holds() {
        var task = errands.open();
        items.claim(task, "maria");

        refusalOf(() -> run("pavel", Role.OPERATOR, () -> errands.tasks.setAssignee(task, "pavel")))
                .contains("Maria");
        assertThat(assigneeInEngine(task)).isEqualTo("maria");
    }

    @Test
    void nobody_finishes_in_the_tasklist_what_another_holds() {
        var task = errands.open();
        items.claim(task, "maria");

        refusalOf(() -> run("pavel", Role.OPERATOR, () -> errands.tasks.complete(task, outcome("done"))))
                .contains("Maria");
    }

    @Test
    void a_head_may_give_a_held_item_to_another_and_then_it_has_no_lease() {
        var task = errands.open();
        items.claim(task, "maria");

        run("elena", Role.HEAD, () -> errands.tasks.setAssignee(task, "pavel"));

        assertThat(items.find(task).orElseThrow().assignee()).isEqualTo("pavel");
        assertThat(items.find(task).orElseThrow().leaseUntil()).isNull();
    }

    @Test
    void work_is_not_given_to_a_person_outside_the_group() {
        var task = errands.open();

        refusalOf(() -> run("elena", Role.HEAD, () -> errands.tasks.setAssignee(task, "olga")))
                .contains("Olga")
                .contains("operator");
    }

    @Test
    void work_is_not_given_to_a_person_who_has_left() {
        var task = errands.open();

        refusalOf(() -> run("elena", Role.HEAD, () -> errands.tasks.setAssignee(task, "former")))
                .contains("Former")
                .contains("does not work here any more");
    }

    @Test
    void work_is_not_given_to_somebody_nobody_knows() {
        var task = errands.open();

        refusalOf(() -> run("elena", Role.HEAD, () -> errands.tasks.setAssignee(task, "stranger")))
                .contains("stranger");
    }

    @Test
    void a_completion_without_the_required_decision_is_refused_with_the_name_of_the_field() {
        var task = errands.open();

        refusalOf(() -> run("maria", Role.OPERATOR, () -> items.complete(task, Map.of())))
                .contains("Outcome");
        assertThat(items.find(task)).isPresent();
    }

    @Test
    void a_completion_with_a_decision_that_is_not_an_option_is_refused_with_the_name_of_the_field() {
        var task = errands.open();

        refusalOf(() -> run("maria", Role.OPERATOR, () -> errands.tasks.complete(task, outcome("forgotten"))))
                .contains("Outcome")
                .contains("forgotten");
        assertThat(items.find(task)).isPresent();
    }

    @Test
    void the_index_agrees_with_the_engine() {
        items.claim(errands.open(), "maria");
        errands.open();

        assertThat(node.bean(WorkReconciler.class).compare()).isEmpty();
    }

    private static String assigneeInEngine(String task) {
        return errands.tasks.createTaskQuery().taskId(task).singleResult().getAssignee();
    }

    private static int revision(String task) {
        return errands.jdbc
                .sql("select rev_ from act_ru_task where id_ = ?")
                .param(task)
                .query(Integer.class)
                .single();
    }

    /** What a person reads who is refused. */
    private static AbstractStringAssert<?> refusalOf(ThrowingCallable deed) {
        return assertThat(Refusal.in(catchThrowable(deed)).map(Refusal::getMessage))
                .as("the refusal")
                .isPresent()
                .get(org.assertj.core.api.InstanceOfAssertFactories.STRING);
    }
}
