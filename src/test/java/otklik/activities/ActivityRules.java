package otklik.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.NodeOfTest;
import otklik.activities.ActivityTask.Share;
import otklik.batches.Batch;
import otklik.batches.BatchRow.RowState;
import otklik.batches.Batches;
import otklik.customers.Companies;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyDeletions;
import otklik.customers.CompanyForm;
import otklik.customers.CompanySelection;
import otklik.customers.Forgetting;
import otklik.customers.PlannedActivities;
import otklik.customers.QuietCompanies;
import otklik.customers.WhyNothing;
import otklik.engine.Processes;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.notices.Notice;
import otklik.notices.Notices;
import otklik.security.Role;
import otklik.staff.Absences;
import otklik.staff.Employees;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** What is planned and done with companies, with its processes and the work of people: on both databases. */
abstract class ActivityRules {
    private static final Duration SOON = Duration.ofSeconds(30);

    abstract NodeOfTest node();

    private Activities activities() {
        return node().bean(Activities.class);
    }

    private Companies companies() {
        return node().bean(Companies.class);
    }

    @BeforeEach
    void hire() {
        hire("chief", Role.ADMINISTRATOR);
        hire("kira", Role.OPERATOR);
        hire("lena", Role.OPERATOR);
        hire("elena", Role.HEAD);
    }

    private void hire(String login, Role role) {
        if (node().bean(Employees.class).byLogin(login).isEmpty()) {
            node().bean(Employees.class)
                    .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
        }
    }

    @Test
    void plannedActivityIsWorkOfItsResponsibleAndStandsInTheListOfCompanies() {
        var company = company("kira");
        var due = in(Duration.ofHours(3));

        var planned = as("chief", () -> activities().plan(call(company, "kira", due)));

        assertThat(tasks(planned)).singleElement().satisfies(task -> {
            assertThat(task.assignee()).isEqualTo("kira");
            assertThat(task.due()).isEqualTo(due);
            assertThat(task.subject()).isEqualTo("Romashka: Call again");
        });
        assertThat(card(company)).satisfies(card -> {
            assertThat(card.openActivities()).isEqualTo(1);
            assertThat(card.nextDue()).isEqualTo(due);
            assertThat(card.nextTitle()).isEqualTo("Call again");
        });
        assertThat(node().bean(PlannedActivities.class).of(List.of(company)).get(company))
                .singleElement()
                .extracting(PlannedActivities.Planned::title)
                .isEqualTo("Call again");
        assertThat(as("kira", () -> node().bean(Notices.class).mine()))
                .extracting(Notice::kind, Notice::caseKey)
                .contains(tuple("activityGiven", planned.number()));
    }

    @Test
    void plannedCallWaitsForItsMomentAndTellsWhomToCallAndATaskDoesNot() {
        var company = company("kira");
        var call = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(3)))));
        var task = as("chief", () -> activities()
                .plan(ActivityPlan.of(company, ActivityKind.TASK, "Write down", "kira", in(Duration.ofHours(3)))));

        assertThat(tasks(call)).singleElement().satisfies(item -> {
            assertThat(item.notBefore()).isEqualTo(call.due());
            assertThat(item.facts().isCall()).isTrue();
            assertThat(item.facts().contact()).isEqualTo(company);
        });
        assertThat(tasks(task)).singleElement().satisfies(item -> {
            assertThat(item.notBefore()).isNull();
            assertThat(item.facts().isCall()).isFalse();
        });
    }

    @Test
    void onlyWhoReachedNobodyNeedNotWriteWhatCameOfIt() {
        var company = company("kira");
        var planned = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));
        var task = tasks(planned).get(0).taskId();
        var work = node().bean(WorkItems.class);

        assertThatThrownBy(() ->
                        run("kira", () -> work.complete(task, java.util.Map.of("outcome", "done", "next", "none"))))
                .satisfies(failure ->
                        assertThat(Refusal.in(failure).orElseThrow().key()).isEqualTo("activities.resultMissing"));
        run("kira", () -> work.complete(task, java.util.Map.of("outcome", "notReached", "next", "none")));

        assertThat(as("chief", () -> activities().closed(company, 0, 1)))
                .singleElement()
                .extracting(Activity::outcome)
                .isEqualTo(ActivityOutcome.NOT_REACHED);
    }

    @Test
    void closedActivityKeepsItsResultAndIsFollowedByTheNext() {
        var company = company("kira");
        var planned = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));

        run("kira", () -> activities()
                .close(
                        planned.number(),
                        ActivityOutcome.DONE,
                        "Wants the programme",
                        FollowUp.IN_TWO_HOURS,
                        "Send it"));

        assertThat(find(planned)).satisfies(done -> {
            assertThat(done.state()).isEqualTo(ActivityState.DONE);
            assertThat(done.result()).isEqualTo("Wants the programme");
            assertThat(done.closedBy()).isEqualTo("kira");
        });
        assertThat(activities().planned(company)).singleElement().satisfies(next -> {
            assertThat(next.title()).isEqualTo("Send it");
            assertThat(next.responsible()).isEqualTo("kira");
        });
        assertThat(card(company).openActivities()).isEqualTo(1);
        assertThat(card(company).lastContactAt()).isNotNull();
        assertThat(history(company))
                .extracting(Event::kind, Event::note)
                .contains(tuple("activityDone", "Wants the programme"));
    }

    @Test
    void activityIsNotClosedWithoutAResult() {
        var company = company("kira");
        var planned = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));

        assertThatThrownBy(() -> run("kira", () -> activities()
                        .close(planned.number(), ActivityOutcome.DONE, " ", FollowUp.NONE, "")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("result"));

        assertThat(find(planned).isPlanned()).isTrue();
    }

    @Test
    void taskClosedByItsFormAloneIsTheSame() {
        var company = company("kira");
        var planned = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));

        run("kira", () -> node().bean(WorkItems.class)
                .complete(
                        tasks(planned).get(0).taskId(),
                        java.util.Map.of("outcome", "refused", "result", "Not this time", "next", "none")));

        assertThat(find(planned).outcome()).isEqualTo(ActivityOutcome.REFUSED);
        assertThat(card(company).cycleRefusedAt()).isNotNull();
        assertThat(card(company).openActivities()).isZero();
    }

    @Test
    void whoWasNotReachedWasNotContacted() {
        var company = company("kira");
        var planned = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));

        run("kira", () -> activities()
                .close(planned.number(), ActivityOutcome.NOT_REACHED, "Nobody there", FollowUp.NONE, ""));

        assertThat(card(company).lastContactAt()).isNull();
    }

    @Test
    void callThatWasMadeIsNotedWithoutHavingBeenPlanned() {
        var company = company("kira");

        as("chief", () -> activities()
                .note(
                        call(company, "chief", now()),
                        ActivityOutcome.DONE,
                        "They come with two people",
                        FollowUp.NONE,
                        ""));

        assertThat(activities().closed(company, 0, 10))
                .singleElement()
                .extracting(Activity::result)
                .isEqualTo("They come with two people");
        assertThat(card(company).lastContactAt()).isNotNull();
        assertThat(card(company).openActivities()).isZero();
    }

    @Test
    void callIsNotedTogetherWithWhatFollowsOrNotAtAll() {
        var company = company("kira");

        as("chief", () -> activities()
                .note(
                        call(company, "chief", now()),
                        ActivityOutcome.DONE,
                        "Wants the programme",
                        FollowUp.TOMORROW_MORNING,
                        "Send it"));

        assertThat(activities().planned(company)).singleElement().satisfies(next -> {
            assertThat(next.title()).isEqualTo("Send it");
            assertThat(next.responsible()).isEqualTo("chief");
        });
        var quiet = company("kira");
        run("chief", () -> node().bean(QuietCompanies.class).leaveAlone(quiet, "They asked for it"));
        assertThatThrownBy(() -> run("chief", () -> activities()
                        .note(
                                call(quiet, "chief", now()),
                                ActivityOutcome.DONE,
                                "They called",
                                FollowUp.TOMORROW_MORNING,
                                "")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("activities.notActive"));
        assertThat(activities().closed(quiet, 0, 10)).isEmpty();
    }

    @Test
    void movedActivityIsDueAtItsNewMomentAndTheHistoryTellsBoth() {
        var company = company("kira");
        var planned = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));
        var later = in(Duration.ofDays(2));

        run("chief", () -> activities().move(planned.number(), later, null));

        assertThat(tasks(planned)).singleElement().extracting(WorkItem::due).isEqualTo(later);
        assertThat(card(company).nextDue()).isEqualTo(later);
        assertThat(history(company))
                .filteredOn(event -> event.kind().equals("activityMoved"))
                .singleElement()
                .extracting(Event::before, Event::after)
                .containsExactly(planned.due().toString(), later.toString());
    }

    @Test
    void cancelledActivityIsNobodysWorkAndItsReasonIsTold() {
        var company = company("kira");
        var planned = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));

        run("chief", () -> activities().cancel(planned.number(), "They called themselves"));

        assertThat(tasks(planned)).isEmpty();
        assertThat(find(planned).state()).isEqualTo(ActivityState.CANCELLED);
        assertThat(card(company).openActivities()).isZero();
        assertThat(history(company))
                .extracting(Event::kind, Event::note)
                .contains(tuple("activityCancelled", "They called themselves"));
    }

    @Test
    void taskThatASupervisorGivesAwayTakesTheActivityAlong() {
        var company = company("kira");
        var planned = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));

        run("chief", () -> node().bean(Processes.class)
                .assign(tasks(planned).get(0).taskId(), "lena"));

        assertThat(find(planned).responsible()).isEqualTo("lena");
    }

    @Test
    void e68_openWorkMovesWithTheCompanyAndDoneWorkStays() {
        var company = company("kira");
        var done = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));
        run("kira", () -> activities().close(done.number(), ActivityOutcome.DONE, "Spoke", FollowUp.NONE, ""));
        var open = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(2)))));
        var ofAnother = as("chief", () -> activities().plan(call(company, "chief", in(Duration.ofHours(3)))));

        run("chief", () -> companies().change(company, form -> form.withResponsible("lena")));

        assertThat(find(open).responsible()).isEqualTo("lena");
        assertThat(tasks(open)).singleElement().extracting(WorkItem::assignee).isEqualTo("lena");
        assertThat(find(ofAnother).responsible()).isEqualTo("chief");
        assertThat(find(done).responsible()).isEqualTo("kira");
        assertThat(find(done).closedBy()).isEqualTo("kira");
    }

    @Test
    void ofTwoWhoCloseOneActivityAtOnceOneHasWrittenTheResult() throws Exception {
        var company = company("kira");
        var planned = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));
        var ready = new CountDownLatch(2);
        var one = closing(planned, "kira", "First", ready);
        var other = closing(planned, "chief", "Second", ready);

        var refused =
                java.util.stream.Stream.of(one, other).filter(this::isRefused).count();

        assertThat(refused).isEqualTo(1);
        assertThat(history(company))
                .filteredOn(event -> event.kind().equals("activityDone"))
                .hasSize(1);
        assertThat(activities().planned(company)).hasSize(1);
    }

    private CompletableFuture<Void> closing(Activity activity, String login, String result, CountDownLatch ready) {
        return CompletableFuture.runAsync(() -> run(login, () -> {
            ready.countDown();
            try {
                ready.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            activities().close(activity.number(), ActivityOutcome.DONE, result, FollowUp.IN_TWO_HOURS, "");
        }));
    }

    private boolean isRefused(CompletableFuture<Void> closing) {
        try {
            closing.join();
            return false;
        } catch (CompletionException failed) {
            assertThat(failed.getCause()).isInstanceOf(Refusal.class);
            return true;
        }
    }

    @Test
    void overdueActivityIsToldToItsResponsible() {
        var company = company("kira");
        var planned = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofMillis(50)))));

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        as("kira", () -> node().bean(Notices.class).mine()))
                .extracting(Notice::kind, Notice::caseKey)
                .contains(tuple("activityOverdue", planned.number())));
    }

    @Test
    void whatABatchHasGivenOutIsToldInOneLineOfEachKind() {
        hire("mila", Role.OPERATOR);
        var companies = List.of(company("mila"), company("mila"), company("mila"));
        var batch = as("chief", () -> node().bean(TaskBatch.class).start(task(companies, Share.OWN, List.of())));
        awaitState(batch, Batch.State.DONE);
        var numbers = companies.stream()
                .map(company -> activities().planned(company).get(0).number())
                .toList();

        numbers.forEach(number -> {
            activities().remind(number);
            activities().tellOverdue(number);
            activities().tellSupervisors(number);
        });

        assertThat(as("mila", () -> node().bean(Notices.class).mine()))
                .extracting(Notice::kind)
                .containsExactlyInAnyOrder("activitiesGiven", "activityReminderOfMany", "activityOverdueOfMany");
        assertThat(as("elena", () -> node().bean(Notices.class).mine()))
                .filteredOn(notice -> numbers.contains(notice.caseKey()))
                .extracting(Notice::kind, Notice::path)
                .containsExactly(tuple("activityLongOfMany", "activities"));
        var later = in(Duration.ofDays(4));
        run("chief", () -> activities().move(numbers.get(1), later, null));
        activities().tellOverdue(numbers.get(1));
        assertThat(as("mila", () -> node().bean(Notices.class).mine()))
                .filteredOn(notice -> notice.kind().equals("activityOverdueOfMany"))
                .hasSize(2);
    }

    @Test
    void ofTwoNodesThatTellAPersonOneThingOneDoesAndTheOtherGoesOn() throws Exception {
        var company = company("lena");
        var planned = as("chief", () -> activities().plan(call(company, "lena", in(Duration.ofHours(1)))));
        var notices = node().bean(Notices.class);
        var other = new FutureTask<>(
                () -> transaction().executeWithoutResult(status -> {
                    notices.tellOnce("lena", "activityLongOfMany", planned.number(), "activities", "Other", "B-0 one");
                    notices.tellOnce("lena", "activityLongOfMany", planned.number(), "activities", "Next", "B-0 two");
                }),
                true);
        var thread = new Thread(other);

        transaction().executeWithoutResult(status -> {
            notices.tellOnce("lena", "activityLongOfMany", planned.number(), "activities", "One", "B-0 one");
            thread.start();
            await().atMost(SOON).until(() -> isIn(thread, Notices.class, "insert"));
        });
        other.get();

        assertThat(as("lena", notices::mine))
                .filteredOn(notice -> notice.kind().equals("activityLongOfMany"))
                .extracting(Notice::text)
                .containsExactlyInAnyOrder("One", "Next");
    }

    @Test
    void longDelayIsToldToTheAdministratorsWhereNoHeadIsThere() {
        var company = company("kira");
        var planned = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));
        var absences = node().bean(Absences.class);
        var today = LocalDate.now(node().bean(Clock.class).withZone(ZoneOffset.UTC));
        run("chief", () -> absences.add("elena", today.minusDays(1), today.plusDays(1), null, "ill"));

        activities().tellSupervisors(planned.number());

        run("chief", () -> absences.of("elena", today).forEach(away -> absences.remove("elena", away.id())));
        assertThat(as("chief", () -> node().bean(Notices.class).mine()))
                .extracting(Notice::kind, Notice::caseKey)
                .contains(tuple("activityLong", planned.number()));
        assertThat(as("elena", () -> node().bean(Notices.class).mine()))
                .extracting(Notice::caseKey)
                .doesNotContain(planned.number());
        activities().tellSupervisors(planned.number());
        assertThat(as("elena", () -> node().bean(Notices.class).mine()))
                .extracting(Notice::kind, Notice::caseKey)
                .contains(tuple("activityLong", planned.number()));
    }

    @Test
    void clientWhoAsksToBeRemovedIsADecisionOfTheAdministrators() {
        var company = company("kira");

        var asked = as("chief", () -> node().bean(CompanyDeletions.class).ask(company, "Does not want to be called"));

        assertThat(node().bean(WorkItems.class).ofCase(asked.number()))
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.assignee()).isNull();
                    assertThat(task.candidateGroup()).isEqualTo("administrator");
                });
    }

    @Test
    void e72_taskForManyCompaniesGoesToWhoeverIsResponsibleAndIsTakenBack() {
        var ofKira = company("kira");
        var ofLena = company("lena");
        var ofNobody = company(null);

        var batch = as("chief", () -> node().bean(TaskBatch.class)
                .start(task(List.of(ofKira, ofLena, ofNobody), Share.OWN, List.of("kira", "lena"))));
        awaitState(batch, Batch.State.DONE);

        assertThat(activities().planned(ofKira)).singleElement().satisfies(activity -> {
            assertThat(activity.responsible()).isEqualTo("kira");
            assertThat(activity.batch()).isEqualTo(batch.number());
        });
        assertThat(activities().planned(ofLena))
                .singleElement()
                .extracting(Activity::responsible)
                .isEqualTo("lena");
        assertThat(activities().planned(ofNobody)).isEmpty();
        assertThat(as("chief", () -> node().bean(Batches.class).counts(batch.id())))
                .containsEntry(RowState.DONE, 2)
                .containsEntry(RowState.SKIPPED, 1);
        assertThat(as("kira", () -> node().bean(Notices.class).mine()))
                .extracting(Notice::kind)
                .contains("activitiesGiven");

        run("chief", () -> node().bean(Batches.class).undo(batch.id()));
        awaitState(batch, Batch.State.UNDONE);

        assertThat(activities().planned(ofKira)).isEmpty();
        assertThat(card(ofLena).openActivities()).isZero();
    }

    @Test
    void companiesAreSpreadEvenlyAmongTheChosen() {
        var companies = List.of(company("kira"), company("kira"), company("kira"), company("kira"));

        var batch = as("chief", () -> node().bean(TaskBatch.class)
                .start(task(companies, Share.EVENLY, List.of("kira", "lena"))));
        awaitState(batch, Batch.State.DONE);

        assertThat(companies.stream()
                        .map(company -> activities().planned(company).get(0).responsible()))
                .containsExactlyInAnyOrder("kira", "lena", "kira", "lena");
    }

    @Test
    void seriesGivesTheTaskOutAgainUntilItIsStopped() {
        var company = company("kira");
        var series = node().bean(SeriesOfTasks.class);

        var begun = as("chief", () -> series.begin(task(List.of(company), Share.OWN, List.of()), 2));
        await().atMost(SOON).until(() -> activities().planned(company).size() == 1);
        series.beginRound(begun.number());
        await().atMost(SOON).until(() -> activities().planned(company).size() == 2);

        assertThat(as("chief", series::list)).first().satisfies(found -> {
            assertThat(found.rounds()).isEqualTo(2);
            assertThat(found.next()).isAfter(now().plus(Duration.ofDays(13)));
        });
        run("chief", () -> series.stop(begun.number()));
        assertThat(as("chief", series::list)).first().satisfies(found -> assertThat(found.running())
                .isFalse());
    }

    @Test
    void roundOfAnOwnerWhoHasLeftIsNotGivenOutAndTheSupervisorsAreTold() {
        hire("oleg", Role.ADMINISTRATOR);
        var company = company("oleg");
        var series = node().bean(SeriesOfTasks.class);
        var begun = as("oleg", () -> series.begin(task(List.of(company), Share.OWN, List.of()), 2));
        await().atMost(SOON).until(() -> activities().planned(company).size() == 1);
        run("chief", () -> node().bean(Employees.class).suspend("oleg"));

        assertThat(series.beginRound(begun.number())).isFalse();
        series.tellWaiting(begun.number());

        assertThat(activities().planned(company)).hasSize(1);
        assertThat(as("elena", () -> node().bean(Notices.class).mine()))
                .extracting(Notice::kind, Notice::caseKey, Notice::path)
                .contains(tuple("seriesWaits", begun.number(), "activities/series"));
        assertThat(history(begun.number())).extracting(Event::kind).contains("seriesWaits");
        run("chief", () -> series.stop(begun.number()));
    }

    @Test
    void activityIsSeenByWhoSeesItsCompanyAndChangedByWhoMay() {
        var company = company("chief");
        var planned = as("chief", () -> activities().plan(call(company, "chief", in(Duration.ofHours(1)))));

        assertThat(as("stranger", () -> activities().find(planned.number()))).isEmpty();
        assertThat(as("stranger", () -> activities().planned(company))).isEmpty();
        assertThat(as("kira", () -> activities().find(planned.number()))).isPresent();
        assertThatThrownBy(() -> run("kira", () -> activities().cancel(planned.number(), "Mine now")))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void whyNothingIsPlannedIsAnsweredByTheResultOfWhatWasDoneLast() {
        var company = company("kira");
        as("chief", () -> activities()
                .note(
                        call(company, "chief", now()),
                        ActivityOutcome.DONE,
                        "They call themselves in two days",
                        FollowUp.NONE,
                        ""));

        assertThat(as("chief", () -> node().bean(WhyNothing.class).of(company)))
                .filteredOn(because -> because.cause() == WhyNothing.Cause.CLOSED)
                .singleElement()
                .extracting(WhyNothing.Because::text)
                .isEqualTo("They call themselves in two days");
    }

    @Test
    void e10_activitiesGoAlongWithAMergedCompanyAndBackAndTheirTasksLiveOn() {
        var from = company("kira");
        var into = company("kira");
        var planned = as("chief", () -> activities().plan(call(from, "kira", in(Duration.ofHours(1)))));
        var merging = node().bean(MergedActivities.class);

        var record = transaction().execute(status -> merging.move(from, into));

        assertThat(find(planned).company()).isEqualTo(into);
        assertThat(card(from).openActivities()).isZero();
        assertThat(card(into).openActivities()).isEqualTo(1);
        assertThat(tasks(planned)).hasSize(1);
        var since = as("chief", () -> activities().plan(call(into, "kira", in(Duration.ofHours(2)))));

        transaction().executeWithoutResult(status -> merging.back(from, into, String.valueOf(record)));

        assertThat(find(planned).company()).isEqualTo(from);
        assertThat(find(since).company()).isEqualTo(into);
        assertThat(card(from).openActivities()).isEqualTo(1);
    }

    @Test
    void wordsOfActivitiesGoWithTheDataOfTheirCompany() {
        var company = company("kira");
        as("chief", () -> activities()
                .note(
                        call(company, "chief", now()),
                        ActivityOutcome.DONE,
                        "Anna, +7 900 000-00-00",
                        FollowUp.NONE,
                        ""));
        var whom = new Forgetting.Whom(company, Set.of(), Set.of());
        var forgetting = node().bean(ForgottenActivities.class);

        assertThat(forgetting.find(whom).counts()).containsEntry(Forgetting.Kept.ACTIVITIES, 1L);
        transaction().executeWithoutResult(status -> forgetting.forget(whom));

        assertThat(activities().closed(company, 0, 10)).singleElement().satisfies(done -> {
            assertThat(done.result()).isEmpty();
            assertThat(done.title()).doesNotContain("Call again");
            assertThat(done.closedBy()).isEqualTo("chief");
        });
    }

    @Test
    void whatIsForgottenWhileItIsPlannedIsCancelledByTheProgramNow() {
        var company = company("kira");
        as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));

        transaction().executeWithoutResult(status -> node().bean(ForgottenActivities.class)
                .forget(new Forgetting.Whom(company, Set.of(), Set.of())));

        assertThat(activities().closed(company, 0, 10)).singleElement().satisfies(gone -> {
            assertThat(gone.state()).isEqualTo(ActivityState.CANCELLED);
            assertThat(gone.closedAt()).isNotNull();
            assertThat(gone.closedBy()).isEqualTo("otklik");
        });
    }

    @Test
    void oneGoesFromActivityToActivityUpToTheEndsOfTheList() {
        hire("nina", Role.OPERATOR);
        var company = company("nina");
        var due = in(Duration.ofHours(1));
        var first = as("chief", () -> activities().plan(call(company, "nina", due)));
        var second = as("chief", () -> activities().plan(call(company, "nina", due)));
        var third = as("chief", () -> activities().plan(call(company, "nina", in(Duration.ofHours(2)))));
        var list = node().bean(ActivityList.class);

        run("nina", () -> {
            assertThat(list.neighbour(ActivityFilter.MINE, null, true)).contains(first);
            assertThat(list.neighbour(ActivityFilter.MINE, first, true)).contains(second);
            assertThat(list.neighbour(ActivityFilter.MINE, second, true)).contains(third);
            assertThat(list.neighbour(ActivityFilter.MINE, third, true)).isEmpty();
            assertThat(list.neighbour(ActivityFilter.MINE, second, false)).contains(first);
            assertThat(list.neighbour(ActivityFilter.MINE, first, false)).isEmpty();
        });
    }

    @Test
    void nothingIsPlannedAnyMoreWithACompanyThatIsNotToBeDisturbed() {
        var company = company("kira");
        var planned = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));

        run("chief", () -> node().bean(QuietCompanies.class).leaveAlone(company, "They asked for it"));

        assertThat(find(planned).state()).isEqualTo(ActivityState.CANCELLED);
        assertThat(find(planned).result()).isEqualTo("They asked for it");
        assertThat(tasks(planned)).isEmpty();
    }

    @Test
    void howeverMuchIsPlannedItMovesAndEndsWithItsCompany() {
        var company = company("kira");
        var rows = node().bean(ActivityRows.class);
        var plan = call(company, "kira", in(Duration.ofHours(1)));
        int many = Activities.AT_ONCE + 1;
        transaction().executeWithoutResult(status -> {
            for (int n = 0; n < many; n++) {
                rows.insert(card(company).id(), plan, "operator", ActivityState.PLANNED, null, "", "chief", now());
            }
        });

        run("chief", () -> companies().change(company, form -> form.withResponsible("lena")));
        assertThat(rows.plannedOf(company, "lena", many)).hasSize(many);
        run("chief", () -> node().bean(QuietCompanies.class).leaveAlone(company, "They asked for it"));

        assertThat(rows.countPlanned(company)).isZero();
        assertThat(rows.countClosed(company)).isEqualTo(many);
    }

    @Test
    void withACompanyThatIsNotToBeDisturbedNothingIsPlannedYetItsCallIsNoted() {
        var company = company("kira");
        run("chief", () -> node().bean(QuietCompanies.class).leaveAlone(company, "They asked for it"));

        assertThatThrownBy(() -> as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1))))))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("activities.notActive"));
        as("chief", () -> activities()
                .note(call(company, "chief", now()), ActivityOutcome.DONE, "They called", FollowUp.NONE, ""));

        assertThat(card(company).openActivities()).isZero();
        assertThat(activities().closed(company, 0, 10)).hasSize(1);
    }

    @Test
    void resultThatWaitedForAMergeCountsForTheCompanyThatStays() throws Exception {
        var from = company("kira");
        var into = company("kira");
        var planned = as("chief", () -> activities().plan(call(from, "kira", in(Duration.ofHours(1)))));
        var task = tasks(planned).get(0).taskId();
        var closing = new FutureTask<>(
                () -> run("kira", () -> node().bean(WorkItems.class)
                        .complete(task, java.util.Map.of("outcome", "done", "result", "They come", "next", "none"))),
                true);
        var thread = new Thread(closing);

        transaction().executeWithoutResult(status -> {
            companies().hold(from);
            thread.start();
            await().atMost(SOON).until(() -> isIn(thread, Companies.class, "hold"));
            node().bean(MergedActivities.class).move(from, into);
        });
        closing.get();

        assertThat(card(into).openActivities()).isZero();
        assertThat(card(into).lastContactAt()).isNotNull();
        assertThat(card(from).lastContactAt()).isNull();
    }

    /** Whether it is in the method, such as where it waits for a lock. */
    private static boolean isIn(Thread thread, Class<?> type, String method) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(type.getName())
                        && frame.getMethodName().equals(method));
    }

    @Test
    void promisedToManyIsPlannedThoughItsMomentHasPassedMeanwhile() {
        var company = company("kira");
        var late = call(company, "kira", in(Duration.ofHours(-1)));

        assertThatThrownBy(() -> as("chief", () -> activities().plan(late)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("due"));
        assertThatThrownBy(() -> as("chief", () -> node().bean(TaskBatch.class)
                        .start(task(List.of(company), Share.OWN, List.of()).due(late.due()))))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("due"));

        assertThat(as("chief", () -> activities().planLate(late)).isPlanned()).isTrue();
    }

    @Test
    void activityWhoseProcessWasEndedByHandIsWorkAgainWhenItIsMoved() {
        var company = company("kira");
        var planned = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));
        node().bean(Processes.class).forget(List.of(planned.number()), "Ended by hand");
        assertThat(tasks(planned)).isEmpty();

        run("chief", () -> activities().move(planned.number(), in(Duration.ofHours(2)), null));

        assertThat(tasks(planned))
                .singleElement()
                .extracting(WorkItem::assignee)
                .isEqualTo("kira");
    }

    @Test
    void actsOfWhoIsResponsibleNeitherForTheCompanyNorForTheActivityAreMarked() {
        var company = company("lena");
        var ofKira = as("chief", () -> activities().plan(call(company, "kira", in(Duration.ofHours(1)))));
        var ofLena = as("chief", () -> activities().plan(call(company, "lena", in(Duration.ofHours(1)))));
        run("kira", () -> activities().close(ofKira.number(), ActivityOutcome.DONE, "Spoke", FollowUp.NONE, ""));
        run("chief", () -> activities().cancel(ofLena.number(), "Not needed"));
        var own = company("chief");
        as("chief", () -> activities().plan(call(own, "chief", in(Duration.ofHours(1)))));

        assertThat(history(company))
                .filteredOn(event -> event.kind().startsWith("activity"))
                .extracting(Event::kind, Event::foreignEdit)
                .containsExactly(
                        tuple("activityCancelled", true),
                        tuple("activityDone", false),
                        tuple("activityPlanned", true),
                        tuple("activityPlanned", true));
        assertThat(history(own)).extracting(Event::foreignEdit).containsOnly(false);
    }

    @Test
    void activityIsFoundByItsNumberAndByWhatIsToBeDone() {
        var company = company("chief");
        var planned = as("chief", () -> activities()
                .plan(ActivityPlan.of(
                        company, ActivityKind.TASK, "Send the 100% discount", "chief", in(Duration.ofHours(1)))));
        var list = node().bean(ActivityList.class);

        assertThat(as("kira", () -> list.found("100% DISC", 5)))
                .extracting(Activity::number)
                .containsExactly(planned.number());
        assertThat(as("kira", () -> list.found(planned.number().toLowerCase(Locale.ROOT), 5)))
                .hasSize(1);
        assertThat(as("kira", () -> list.found("100_ disc", 5))).isEmpty();
        assertThat(as("stranger", () -> list.found("100% disc", 5))).isEmpty();
        assertThat(as("stranger", () -> list.found(planned.number(), 5))).isEmpty();
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(node().bean(PlatformTransactionManager.class));
    }

    private ActivityTask task(List<String> companies, Share share, List<String> people) {
        return new ActivityTask(
                ActivityKind.CALL,
                "Invite",
                "",
                in(Duration.ofDays(3)),
                null,
                share,
                people,
                false,
                CompanySelection.of(companies),
                null);
    }

    private void awaitState(Batch batch, Batch.State state) {
        await().atMost(SOON)
                .until(() -> as("chief", () -> node().bean(Batches.class)
                                .find(batch.id())
                                .orElseThrow()
                                .state())
                        == state);
    }

    private String company(@org.jspecify.annotations.Nullable String responsible) {
        return as("chief", () -> companies()
                .create(CompanyForm.named("Romashka").withResponsible(responsible))
                .number());
    }

    private CompanyCard card(String company) {
        return companies().find(company).orElseThrow();
    }

    private Activity find(Activity activity) {
        return activities().find(activity.number()).orElseThrow();
    }

    private List<Event> history(String company) {
        return node().bean(History.class).of(company, 0, 50);
    }

    private List<WorkItem> tasks(Activity activity) {
        return node().bean(WorkItems.class).ofCase(activity.number());
    }

    private static ActivityPlan call(String company, String responsible, Instant due) {
        return ActivityPlan.of(company, ActivityKind.CALL, "Call again", responsible, due);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant in(Duration duration) {
        return now().plus(duration);
    }

    private static void run(String login, Runnable deed) {
        as(login, () -> {
            deed.run();
            return true;
        });
    }

    private static <T> T as(String login, Supplier<T> deed) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(login, "", AuthorityUtils.NO_AUTHORITIES));
        SecurityContextHolder.setContext(context);
        try {
            return deed.get();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
