package otklik.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import otklik.NodeOfTest;
import otklik.customers.ClientChanged;
import otklik.customers.PersonMerging;
import otklik.engine.Attempts;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.security.Role;
import otklik.security.WorkMode;
import otklik.staff.Departments;
import otklik.work.OrderedWork.Like;

/** What a person in a work session gets next, and what becomes of it. */
class ConveyorTests {
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private static NodeOfTest node;
    private static OrderedWork work;
    private static SettableClock clock;
    private static Conveyor conveyor;
    private static WorkSessions sessions;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), List.of(SettableClock.InNode.class, OrderedWork.Facts.class), "conveyor");
        clock = node.bean(SettableClock.class);
        work = new OrderedWork(node, clock);
        conveyor = node.bean(Conveyor.class);
        sessions = node.bean(WorkSessions.class);
        work.deploy();
        var belt = node.bean(Departments.class).add("Belt", WorkMode.CONVEYOR, Set.of());
        for (var login : List.of("maria", "pavel")) {
            work.errands.hire(login, Role.OPERATOR);
            work.jdbc
                    .sql("update employee set department_id = ? where login = ?")
                    .params(belt, login)
                    .update();
        }
        work.errands.hire("denis", Role.OPERATOR);
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void nothingIsOpen() {
        work.dropAll();
        clock.goesTo(OrderedWork.MORNING);
        sessions.start("maria", "tab");
    }

    @Test
    void asked_again_it_answers_the_same_until_the_task_is_done() {
        var task = work.open("letters");
        work.open("letters");

        var first = issued();
        var again = issued();

        assertThat(first.item().taskId()).isEqualTo(task);
        assertThat(again).isEqualTo(first);
        assertThat(conveyor.current("maria")).contains(first);
    }

    @Test
    void why_this_one_names_the_rule_the_rank_and_what_would_have_been_next() {
        var chore = work.open("chores");
        var letter = work.open("letters");

        var why = issued().why();

        assertThat(why).isEqualTo(new Why(OrderedWork.key("letters"), 1, Lane.TEAM, Rule.HIGHER_TYPE, chore));
        assertThat(conveyor.current("maria").orElseThrow().item().taskId()).isEqualTo(letter);
    }

    @Test
    void e22_done_pressed_twice_completes_one_task() {
        var first = work.open("letters");
        var second = work.open("letters");
        var third = work.open("letters");
        assertThat(issued().item().taskId()).isEqualTo(first);

        var presses = List.of(
                CompletableFuture.supplyAsync(() -> conveyor.completeAndNext("maria", "tab", first, Map.of())),
                CompletableFuture.supplyAsync(() -> conveyor.completeAndNext("maria", "tab", first, Map.of())));

        assertThat(presses).extracting(CompletableFuture::join).allSatisfy(next -> assertThat(
                        ((NextTask.Issued) next).item().taskId())
                .isEqualTo(second));
        assertThat(work.openTasks()).containsExactlyInAnyOrder(second, third);
        assertThat(sessions.of("maria").orElseThrow().closedToday()).isEqualTo(1);
    }

    @Test
    void e22_a_second_window_is_told_where_the_session_is_and_may_move_it() {
        var task = work.open("letters");
        issued();

        assertThatThrownBy(() -> sessions.start("maria", "other"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("another window");
        assertThatThrownBy(() -> conveyor.completeAndNext("maria", "other", task, Map.of()))
                .isInstanceOf(Refusal.class);
        assertThat(work.openTasks()).containsExactly(task);

        sessions.moveHere("maria", "other");

        assertThat(sessions.start("maria", "other").task()).isEqualTo(task);
        assertThatThrownBy(() -> conveyor.completeAndNext("maria", "tab", task, Map.of()))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void two_windows_that_start_at_once_have_one_session() {
        sessions.end("maria");

        var starts = List.of("one", "two").stream()
                .map(tab -> CompletableFuture.supplyAsync(() -> {
                    try {
                        sessions.start("maria", tab);
                        return true;
                    } catch (Refusal elsewhere) {
                        return false;
                    }
                }))
                .toList();

        assertThat(starts).extracting(CompletableFuture::join).containsExactlyInAnyOrder(true, false);
        assertThat(sessions.open()).hasSize(1);
    }

    @Test
    void e23_an_empty_stack_says_when_the_next_planned_task_begins() {
        var at = clock.instant().plus(Duration.ofHours(3));
        work.open("letters", Like.USUAL.planned(at));

        var next = (NextTask.Nothing) conveyor.next("maria");

        assertThat(next.nextPlanned()).isCloseTo(at, within(1, ChronoUnit.SECONDS));
        assertThat(next.windowOpens()).isNull();
    }

    @Test
    void e24_closed_call_windows_leave_the_other_work_and_say_when_the_next_opens() {
        var vladivostok = ZoneId.of("Asia/Vladivostok");
        work.open("letters", Like.USUAL.call("K-1", vladivostok));
        var chore = work.open("chores");
        clock.goesTo(Instant.parse("2031-03-04T12:00:00Z"));
        node.bean(OrderSweeps.class).turn();

        // 22:00 there.
        assertThat(issued().item().taskId()).isEqualTo(chore);

        var next = (NextTask.Nothing) conveyor.completeAndNext("maria", "tab", chore, Map.of());
        assertThat(next.windowOpens()).isEqualTo(Instant.parse("2031-03-04T23:00:00Z"));
        assertThat(next.nextPlanned()).isNull();

        clock.goesTo(Instant.parse("2031-03-04T23:00:01Z"));
        node.bean(OrderSweeps.class).turn();
        assertThat(issued().item().facts().contact()).isEqualTo("K-1");
    }

    @Test
    void a_call_whose_window_closed_since_the_last_sweep_is_not_given() {
        work.open("letters", Like.USUAL.call("K-2", ZoneId.of("Asia/Vladivostok")));
        clock.goesTo(Instant.parse("2031-03-04T12:00:00Z"));

        assertThat(conveyor.next("maria")).isInstanceOf(NextTask.Nothing.class);
    }

    @Test
    void e25_a_higher_task_that_comes_meanwhile_takes_nothing_away_and_is_the_next() {
        var chore = work.open("chores");
        assertThat(issued().item().taskId()).isEqualTo(chore);

        var letter = work.open("letters");

        assertThat(issued().item().taskId()).isEqualTo(chore);
        assertThat(((NextTask.Issued) conveyor.completeAndNext("maria", "tab", chore, Map.of()))
                        .item()
                        .taskId())
                .isEqualTo(letter);
    }

    @Test
    void e26_a_planned_task_within_the_longest_break_is_waited_for_and_may_be_begun_at_once() {
        work.open("recovery");
        var planned = work.open("letters", Like.USUAL.of("maria").planned(in(3)));

        var waits = (NextTask.Waits) conveyor.next("maria");

        assertThat(waits.planned().taskId()).isEqualTo(planned);
        assertThat(waits.why().rule()).isEqualTo(Rule.PLANNED_SOON);
        var begun = (NextTask.Issued) conveyor.startNow("maria");
        assertThat(begun.item().taskId()).isEqualTo(planned);
        assertThat(begun.why().rule()).isEqualTo(Rule.STARTED_EARLY);
    }

    @Test
    void e26_before_a_planned_task_of_later_an_old_client_fills_the_gap_if_he_fits() {
        var old = work.open("recovery");
        work.open("letters", Like.USUAL.of("maria").planned(in(30)));

        var filled = issued();

        assertThat(filled.item().taskId()).isEqualTo(old);
        assertThat(filled.why().lane()).isEqualTo(Lane.RECOVERY);
        assertThat(filled.why().rule()).isEqualTo(Rule.FILLS_THE_GAP);
    }

    @Test
    void e26_an_old_client_who_takes_longer_than_the_gap_is_left_for_later() {
        work.open("recovery");
        work.open("letters", Like.USUAL.of("maria").planned(in(30)));
        work.takes("recovery", Duration.ofMinutes(45));

        var next = conveyor.next("maria");

        assertThat(next).isInstanceOf(NextTask.Nothing.class);
        work.takes("recovery", Duration.ofMinutes(3));
        assertThat(conveyor.next("maria")).isInstanceOf(NextTask.Issued.class);
    }

    @Test
    void a_planned_task_of_a_higher_type_in_the_same_window_comes_before_a_ready_lower_one() {
        work.open("chores");
        var planned = work.open("letters", Like.USUAL.of("maria").planned(in(4)));

        var issued = issued();

        assertThat(issued.item().taskId()).isEqualTo(planned);
        assertThat(issued.why().rule()).isEqualTo(Rule.HIGHER_TYPE_SAME_WINDOW);
    }

    @Test
    void a_pause_gives_nothing_out_and_keeps_what_is_in_hand() {
        var task = work.open("letters");
        issued();

        sessions.pause("maria", "lunch");

        assertThatThrownBy(() -> conveyor.next("maria")).hasMessageContaining("paused");
        assertThat(sessions.of("maria").orElseThrow().pauseReason()).isEqualTo("lunch");
        sessions.resume("maria");
        assertThat(issued().item().taskId()).isEqualTo(task);
    }

    @Test
    void the_end_of_a_session_returns_a_task_of_a_queue_and_leaves_a_personal_one() {
        var common = work.open("letters");
        assertThat(issued().item().taskId()).isEqualTo(common);

        sessions.end("maria");

        assertThat(work.holder(common)).isNull();
        var own = work.open("letters", Like.USUAL.of("maria"));
        sessions.start("maria", "tab");
        assertThat(issued().item().taskId()).isEqualTo(own);
        sessions.end("maria");
        assertThat(work.holder(own)).isEqualTo("maria");
    }

    @Test
    void e41_a_session_forgotten_overnight_ends_by_itself_and_the_time_is_idle_not_work() {
        var task = work.open("letters");
        issued();
        clock.passes(Duration.ofMinutes(10));
        sessions.touched("maria", "tab");
        clock.passes(Duration.ofHours(5));

        sessions.endForgotten();

        assertThat(sessions.of("maria")).isEmpty();
        assertThat(work.holder(task)).isNull();
        var spent = sessions.spent("maria", sessions.today());
        assertThat(spent.working()).isCloseTo(Duration.ofMinutes(10), Duration.ofSeconds(20));
        assertThat(spent.idle()).isCloseTo(Duration.ofHours(5), Duration.ofSeconds(20));
    }

    @Test
    void a_session_in_which_something_is_done_goes_on() {
        issuedNothing();
        clock.passes(Duration.ofMinutes(20));
        sessions.touched("maria", "tab");
        clock.passes(Duration.ofMinutes(20));

        sessions.endForgotten();

        assertThat(sessions.of("maria")).isPresent();
    }

    @Test
    void a_skip_costs_one_of_the_day_needs_a_reason_and_the_task_does_not_come_back_today() {
        var first = work.open("letters");
        var second = work.open("letters");
        assertThat(issued().item().taskId()).isEqualTo(first);
        var left = conveyor.skipsLeft("maria");

        assertThatThrownBy(() -> conveyor.skip("maria", "nonsense", null)).isInstanceOf(Refusal.class);
        conveyor.skip("maria", "notMine", "about taxes");

        assertThat(conveyor.skipsLeft("maria")).isEqualTo(left - 1);
        assertThat(issued().item().taskId()).isEqualTo(second);
        assertThat(work.holder(first)).isNull();
        assertThat(node.bean(Skips.class).list(sessions.today(), sessions.today(), "maria", 0, 10))
                .singleElement()
                .satisfies(skip -> {
                    assertThat(skip.reason()).isEqualTo("notMine");
                    assertThat(skip.note()).isEqualTo("about taxes");
                });
        conveyor.completeAndNext("maria", "tab", second, Map.of());
        assertThat(conveyor.next("maria")).isInstanceOf(NextTask.Nothing.class);
        sessions.start("pavel", "his");
        assertThat(((NextTask.Issued) conveyor.next("pavel")).item().taskId()).isEqualTo(first);
    }

    @Test
    void without_skips_left_the_task_has_to_be_done() {
        int budget = node.bean(Parameters.class).number(Parameter.SKIPS_PER_DAY);
        for (int i = 0; i <= budget; i++) {
            work.open("letters");
        }
        for (int i = 0; i < budget; i++) {
            issued();
            conveyor.skip("maria", "notMine", null);
        }
        issued();

        assertThatThrownBy(() -> conveyor.skip("maria", "notMine", null)).hasMessageContaining("skips");
    }

    @Test
    void on_the_conveyor_nothing_but_the_task_in_hand_is_finished_taken_or_given_back() {
        var first = work.open("letters");
        var other = work.open("letters", Like.USUAL.of("maria").due(in(600)));
        var common = work.open("chores");
        work.open("letters", Like.USUAL.of("maria").urgent());
        var current = issued().item().taskId();
        assertThat(current).isNotIn(first, other, common);

        assertThatThrownBy(() -> as("maria", () -> work.tasks.complete(other))).hasMessageContaining("conveyor");
        assertThatThrownBy(() -> as("maria", () -> work.tasks.complete(common))).hasMessageContaining("conveyor");
        assertThatThrownBy(() -> as("maria", () -> work.tasks.claim(common, "maria")))
                .hasMessageContaining("conveyor");
        as("maria", () -> work.tasks.complete(current));
        var taken = issued().item();
        assertThat(taken.taskId()).isEqualTo(other);
        as("maria", () -> work.tasks.complete(other));
        assertThat(issued().item().taskId()).isEqualTo(first);
        assertThatThrownBy(() -> as("maria", () -> work.tasks.setAssignee(first, null)))
                .hasMessageContaining("conveyor");
    }

    @Test
    void e38_a_promised_call_that_was_not_made_becomes_anyones() {
        var call = work.open("letters", Like.USUAL.of("maria").planned(in(10)).call("P-9", ZoneId.of("Europe/Moscow")));
        sessions.end("maria");
        sessions.start("pavel", "his");
        clock.passes(Duration.ofMinutes(24));
        node.bean(OrderSweeps.class).freeCallbacks();
        assertThat(work.holder(call)).isEqualTo("maria");

        clock.passes(Duration.ofMinutes(2));
        node.bean(OrderSweeps.class).freeCallbacks();

        assertThat(work.holder(call)).isNull();
        assertThat(((NextTask.Issued) conveyor.next("pavel")).item().taskId()).isEqualTo(call);
    }

    @Test
    void e40_a_client_whom_a_colleague_has_in_hand_is_passed_over() {
        var moscow = ZoneId.of("Europe/Moscow");
        work.open("letters", Like.USUAL.call("K-7", moscow));
        var same = work.open("letters", Like.USUAL.call("K-7", moscow));
        var another = work.open("letters", Like.USUAL.call("K-8", moscow));
        issued();
        sessions.start("pavel", "his");

        var his = ((NextTask.Issued) conveyor.next("pavel")).item();

        assertThat(his.taskId()).isEqualTo(another);
        assertThat(work.holder(same)).isNull();
    }

    @Test
    void e42_a_changed_order_counts_from_the_next_pull_on() {
        var types = node.bean(TaskTypes.class);
        var letter = work.open("letters");
        var chore = work.open("chores");
        work.open("letters");
        assertThat(issued().item().taskId()).isEqualTo(letter);

        types.move(OrderedWork.key("chores"), OrderedWork.key("letters"));
        try {
            assertThat(issued().item().taskId()).isEqualTo(letter);
            var next = (NextTask.Issued) conveyor.completeAndNext("maria", "tab", letter, Map.of());
            assertThat(next.item().taskId()).isEqualTo(chore);
            assertThat(next.why().rank()).isEqualTo(1);
        } finally {
            types.move(OrderedWork.key("letters"), OrderedWork.key("chores"));
        }
    }

    @Test
    void what_one_does_with_his_part_of_a_task_for_all_leaves_the_others_theirs() {
        var task = work.openForAll("letters", "maria", "pavel");
        sessions.start("pavel", "his");
        issued();
        issuedTo("pavel");

        conveyor.skip("maria", "notMine", null);

        assertThat(sessions.of("pavel").orElseThrow().task()).isEqualTo(task);
        assertThat(conveyor.current("pavel")).isPresent();
        as("pavel", () -> conveyor.completeAndNext("pavel", "his", task, Map.of()));
        assertThat(sessions.of("pavel").orElseThrow().closedToday()).isEqualTo(1);
        assertThat(sessions.of("maria").orElseThrow().closedToday()).isZero();
    }

    @Test
    void what_has_gone_out_of_a_hand_is_not_finished_in_silence_and_stays_in_the_new_one() {
        var task = work.open("letters");
        issued();
        clock.passes(Duration.ofMinutes(40));
        expire();
        sessions.start("pavel", "his");
        assertThat(issuedTo("pavel").item().taskId()).isEqualTo(task);

        assertThatThrownBy(() -> conveyor.completeAndNext("maria", "tab", task, Map.of()))
                .hasMessageContaining("not in your hand");
        sessions.end("maria");

        assertThat(sessions.of("pavel").orElseThrow().task()).isEqualTo(task);
        conveyor.completeAndNext("pavel", "his", task, Map.of());
        assertThat(work.openTasks()).isEmpty();
    }

    @Test
    void a_task_and_its_client_stay_in_hand_as_long_as_a_pause_may_last() {
        var task = work.open("letters", Like.USUAL.call("K-7", MOSCOW));
        work.open("letters", Like.USUAL.call("K-7", MOSCOW));
        issued();
        sessions.pause("maria", "lunch");
        clock.passes(Duration.ofMinutes(40));
        expire();
        sessions.start("pavel", "his");

        assertThat(conveyor.next("pavel")).isInstanceOf(NextTask.Nothing.class);
        sessions.resume("maria");
        assertThat(issued().item().taskId()).isEqualTo(task);
    }

    @Test
    void a_client_stays_in_hand_while_something_is_done() {
        work.open("letters", Like.USUAL.of("maria").call("K-7", MOSCOW));
        work.open("letters", Like.USUAL.call("K-7", MOSCOW));
        issued();
        for (int i = 0; i < 4; i++) {
            clock.passes(Duration.ofMinutes(12));
            sessions.touched("maria", "tab");
        }
        sessions.start("pavel", "his");

        assertThat(conveyor.next("pavel")).isInstanceOf(NextTask.Nothing.class);
    }

    @Test
    void however_much_waits_about_a_client_in_another_hand_the_work_behind_it_is_found() {
        for (int i = 0; i < 24; i++) {
            work.open("letters", Like.USUAL.call("K-7", MOSCOW));
        }
        var chore = work.open("chores");
        issued();
        sessions.start("pavel", "his");

        assertThat(issuedTo("pavel").item().taskId()).isEqualTo(chore);
    }

    @Test
    void
            however_many_clients_were_come_to_often_enough_today_the_work_behind_them_is_found_and_they_rest_until_tomorrow() {
        for (int i = 0; i < 24; i++) {
            work.open("letters", Like.USUAL.call("K-" + i, MOSCOW));
            touchedOften("K-" + i);
        }
        var chore = work.open("chores");

        assertThat(issued().item().taskId()).isEqualTo(chore);
        conveyor.completeAndNext("maria", "tab", chore, Map.of());
        clock.passes(Duration.ofMinutes(20));
        node.bean(OrderSweeps.class).turn();
        assertThat(work.jdbc
                        .sql("select count(*) from work_item where ready")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void a_planned_call_is_not_made_before_its_moment_but_waited_for() {
        work.open("chores");
        var call = work.open("letters", Like.USUAL.of("maria").planned(in(4)).call("P-6", MOSCOW));

        var next = (NextTask.Waits) conveyor.next("maria");

        assertThat(next.planned().taskId()).isEqualTo(call);
    }

    @Test
    void a_planned_call_is_not_begun_early_about_a_client_whom_a_colleague_has_in_hand() {
        work.open("letters", Like.USUAL.call("K-7", MOSCOW));
        issued();
        sessions.start("pavel", "his");
        work.open("letters", Like.USUAL.of("pavel").planned(in(3)).call("K-7", MOSCOW));

        assertThatThrownBy(() -> conveyor.startNow("pavel")).hasMessageContaining("Maria");
        assertThat(sessions.of("pavel").orElseThrow().task()).isNull();
    }

    @Test
    void what_is_planned_for_later_is_not_begun_instead_of_what_is_ready() {
        work.open("letters", Like.USUAL.of("maria").planned(in(5 * 24 * 60)));
        var chore = work.open("chores");

        assertThat(((NextTask.Issued) conveyor.startNow("maria")).item().taskId())
                .isEqualTo(chore);
    }

    @Test
    void e38_a_promise_is_kept_however_often_the_client_was_come_to_today() {
        var call = work.open("letters", Like.USUAL.of("maria").planned(in(1)).call("P-8", MOSCOW));
        touchedOften("P-8");
        clock.passes(Duration.ofMinutes(2));

        assertThat(issued().item().taskId()).isEqualTo(call);
    }

    @Test
    void e24_a_client_in_another_hand_is_not_taken_for_a_closed_window() {
        work.open("letters", Like.USUAL.call("K-7", MOSCOW));
        work.open("letters", Like.USUAL.call("K-7", MOSCOW));
        issued();
        sessions.start("pavel", "his");

        var next = (NextTask.Nothing) conveyor.next("pavel");

        assertThat(next.windowOpens()).isNull();
        assertThat(next.clientFree()).isBetween(clock.instant(), in(6));
    }

    @Test
    void e40_who_chooses_freely_does_not_get_a_client_whom_a_colleague_has_in_hand() {
        work.open("letters", Like.USUAL.call("K-7", MOSCOW));
        var same = work.open("letters", Like.USUAL.call("K-7", MOSCOW));
        issued();

        as("denis", () -> {
            assertThatThrownBy(() -> work.errands.items.claim(same, "denis")).hasMessageContaining("Maria");
            assertThatThrownBy(() -> work.tasks.claim(same, "denis")).hasMessageContaining("Maria");
            assertThat(work.errands.items.claimNext("denis", Errands.operators()))
                    .isEmpty();
        });
        assertThat(work.holder(same)).isNull();
    }

    @Test
    void e40_a_client_whom_somebody_has_chosen_is_not_given_out_until_he_is_given_back() {
        var his = work.open("letters", Like.USUAL.call("K-7", MOSCOW));
        work.open("letters", Like.USUAL.call("K-7", MOSCOW));
        as("denis", () -> work.errands.items.claim(his, "denis"));
        issuedNothing();

        as("denis", () -> work.errands.items.release(his, "denis"));

        assertThat(issued().item().taskId()).isEqualTo(his);
    }

    @Test
    void who_takes_the_next_freely_gets_no_call_whose_window_is_closed() {
        clock.goesTo(Instant.parse("2031-03-04T12:00:00Z"));
        work.open("letters", Like.USUAL.call("K-2", ZoneId.of("Asia/Vladivostok")));

        as("denis", () -> assertThat(work.errands.items.claimNext("denis", Errands.operators()))
                .isEmpty());
    }

    @Test
    void a_session_that_cannot_be_ended_does_not_keep_others_open() {
        var broken = work.open("letters");
        issued();
        // A row without a task.
        rename(broken, "away");
        sessions.start("pavel", "his");
        clock.passes(Duration.ofMinutes(40));

        try {
            sessions.endForgotten();

            assertThat(sessions.of("pavel")).isEmpty();
        } finally {
            rename("away", broken);
        }
    }

    private static void rename(String task, String other) {
        for (var table : List.of("work_item", "work_session")) {
            work.jdbc
                    .sql("update " + table + " set task_id = ? where task_id = ?")
                    .params(other, task)
                    .update();
        }
    }

    @Test
    void how_long_somebody_has_nothing_in_hand_is_counted_from_the_end_of_his_last_task() {
        var task = work.open("letters");
        clock.passes(Duration.ofMinutes(10));
        issued();
        assertThat(stateSince()).isCloseTo(clock.instant(), within(2, ChronoUnit.SECONDS));

        clock.passes(Duration.ofMinutes(10));
        conveyor.completeAndNext("maria", "tab", task, Map.of());

        assertThat(stateSince()).isCloseTo(clock.instant(), within(2, ChronoUnit.SECONDS));
    }

    @Test
    void e42_a_task_that_was_opened_while_the_order_changed_gets_its_place_as_well() {
        var types = node.bean(TaskTypes.class);
        types.move(OrderedWork.key("chores"), OrderedWork.key("letters"));
        try {
            // Written with the rank of before by a transaction that ends later than the change.
            var late = work.open("chores");
            work.jdbc.sql("update work_item set type_rank = 999999").update();

            types.align();

            assertThat(work.errands.items.row(late).orElseThrow().typeRank()).isLessThan(999999);
        } finally {
            types.move(OrderedWork.key("letters"), OrderedWork.key("chores"));
        }
    }

    @Test
    void changed_hours_of_calls_count_for_the_calls_that_are_open() {
        work.open("letters", Like.USUAL.call("K-1", MOSCOW));

        callsFrom("12:00");
        try {
            await().untilAsserted(() -> {
                node.bean(OrderSweeps.class).turn();
                assertThat(conveyor.next("maria")).isInstanceOf(NextTask.Nothing.class);
            });
        } finally {
            callsFrom(null);
        }
        await().untilAsserted(() -> {
            node.bean(OrderSweeps.class).turn();
            assertThat(conveyor.next("maria")).isInstanceOf(NextTask.Issued.class);
        });
    }

    @Test
    void e40_two_clients_who_turn_out_to_be_one_are_one_in_the_queue() {
        work.open("letters", Like.USUAL.call("P-71", MOSCOW));
        var same = work.open("letters", Like.USUAL.call("P-72", MOSCOW));
        issued();
        sessions.start("pavel", "his");

        merge("P-71", "P-72");

        assertThat(conveyor.next("pavel")).isInstanceOf(NextTask.Nothing.class);
        assertThat(work.holder(same)).isNull();
    }

    @Test
    void a_corrected_zone_counts_for_the_calls_that_wait() {
        clock.goesTo(Instant.parse("2031-03-04T12:00:00Z"));
        var call = work.open("letters", Like.USUAL.call("P-73", ZoneId.of("Asia/Vladivostok")));
        issuedNothing();

        work.learn(call, new TaskFacts("P-73", "+79990000000", MOSCOW, true));
        node.bean(Attempts.class)
                .run(() -> node.bean(ApplicationContext.class).publishEvent(new ClientChanged(List.of("P-73"))));

        assertThat(issued().item().taskId()).isEqualTo(call);
    }

    private static void callsFrom(@Nullable String time) {
        var parameters = node.bean(Parameters.class);
        var from = parameters.all().stream()
                .filter(one -> one.parameter() == Parameter.CALL_WINDOW_FROM)
                .findFirst()
                .orElseThrow();
        node.bean(Attempts.class).run(() -> parameters.set(from.parameter(), time, from.version(), "admin"));
    }

    private static void merge(String from, String into) {
        node.bean(Attempts.class).run(() -> node.beans(PersonMerging.class).forEach(part -> part.move(from, into)));
    }

    private static Instant stateSince() {
        return sessions.of("maria").orElseThrow().stateSince();
    }

    private static void expire() {
        work.errands.items.expired().forEach(work.errands.items::expire);
    }

    private static void touchedOften(String contact) {
        for (int i = 0; i < node.bean(Parameters.class).number(Parameter.CONTACT_DAILY_CAP); i++) {
            work.jdbc
                    .sql("insert into contact_touch (contact, flow, touched_at) values (?, 'test', ?)")
                    .params(contact, WorkItems.utc(clock.instant()))
                    .update();
        }
    }

    private static NextTask.Issued issuedTo(String login) {
        return (NextTask.Issued) conveyor.next(login);
    }

    private static Instant in(int minutes) {
        return clock.instant().plus(Duration.ofMinutes(minutes));
    }

    private static void as(String login, Runnable deed) {
        Errands.run(login, Role.OPERATOR, deed);
    }

    private static void issuedNothing() {
        assertThat(conveyor.next("maria")).isInstanceOf(NextTask.Nothing.class);
    }

    private static NextTask.Issued issued() {
        return (NextTask.Issued) conveyor.next("maria");
    }
}
