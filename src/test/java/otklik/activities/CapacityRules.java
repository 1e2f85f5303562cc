package otklik.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.NodeOfTest;
import otklik.customers.Companies;
import otklik.customers.CompanyForm;
import otklik.engine.Attempts;
import otklik.engine.CompanyCalendar;
import otklik.kernel.Refusal;
import otklik.security.Role;
import otklik.staff.Absences;
import otklik.staff.Employees;
import otklik.staff.Off;
import otklik.work.Capacity;
import otklik.work.DayOffer;

/** How much goes into the day of a person, whoever sets it and whatever is set at once: on both databases. */
abstract class CapacityRules {
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final ZoneId VLADIVOSTOK = ZoneId.of("Asia/Vladivostok");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    abstract NodeOfTest node();

    private Activities activities() {
        return node().bean(Activities.class);
    }

    private Capacity capacity() {
        return node().bean(Capacity.class);
    }

    @BeforeEach
    void hire() {
        hire("chief", Role.ADMINISTRATOR);
        hire("elena", Role.HEAD);
    }

    @Test
    void e27_ofTwoWhoTakeTheLastPlaceOfADayAtOnceTheSecondIsOfferedFreeDays() throws Exception {
        var person = person(3);
        plan(person, monday(9), null);
        plan(person, monday(10), null);

        var outcomes = together(2, number -> () -> plan(person, monday(11), null));

        assertThat(outcomes).filteredOn(outcome -> outcome instanceof Activity).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Refusal.class::isInstance)
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(((Refusal) outcome).key()).isEqualTo("work.dayFull");
                    assertThat(((Refusal) outcome).field()).isEqualTo("due");
                });
        assertThat(capacity().of(person, monday()).pieces()).isEqualTo(3);
        var offers = capacity().offers(person, MOSCOW, monday(11), null);
        assertThat(offers).hasSize(Capacity.STRIP);
        assertThat(offers.get(0).at()).isNull();
        assertThat(offers.stream().filter(offer -> offer.at() != null).findFirst())
                .hasValueSatisfying(offer -> assertThat(offer.load().date()).isEqualTo(monday().plusDays(1)));
    }

    @Test
    void e27_retriesThatMeetAFullDayGoOnToTheNextOnesAndNoneIsLost() throws Exception {
        var person = person(2);

        var outcomes = together(6, number -> () -> again(person, monday(10)));

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Activity.class));
        assertThat(capacity().loads(person, monday(), 4))
                .extracting(load -> load.pieces())
                .containsExactly(2, 2, 2, 0);
    }

    @Test
    void e27_aRetryGoesToAColleagueWhereThePersonHasNoRoomAtAll() {
        var person = person(2);
        away(person, monday(), monday().plusDays(2L * Capacity.HORIZON));
        person(140);

        var planned = again(person, monday(10));

        assertThat(planned.responsible()).isNotNull().isNotEqualTo(person);
        assertThat(day(planned)).isEqualTo(monday());
    }

    @Test
    void whatHadToWaitComesBackWhenATaskOfTheWishedDayIsCancelled() {
        var person = person(1);
        var first = plan(person, monday(10), null);
        var waits = again(person, monday(11));
        assertThat(day(waits)).isEqualTo(monday().plusDays(1));

        in("chief", () -> {
            activities().cancel(first.number(), "Not needed");
            return true;
        });

        await().atMost(SOON).untilAsserted(() -> assertThat(day(find(waits))).isEqualTo(monday()));
    }

    @Test
    void whatHadToWaitComesBackWhenTheLimitIsRaised() {
        var person = person(1);
        plan(person, monday(10), null);
        var waits = again(person, monday(11));

        limit(person, 2);

        await().atMost(SOON).untilAsserted(() -> assertThat(day(find(waits))).isEqualTo(monday()));
    }

    @Test
    void whatWaitsForSomebodyWhoIsAwayKeepsNobodyElseBack() {
        var ill = person(1);
        away(ill, monday().minusDays(20), monday().plusDays(2L * Capacity.HORIZON));
        for (int number = 0; number < 250; number++) {
            node().bean(JdbcClient.class)
                    .sql("insert into capacity_wait (business_key, login, wished_at, planned_at) values (?, ?, ?, ?)")
                    .params(
                            "A-ill" + number,
                            ill,
                            Instant.now().atOffset(java.time.ZoneOffset.UTC),
                            monday(10).plus(Duration.ofDays(60)).atOffset(java.time.ZoneOffset.UTC))
                    .update();
        }
        var person = person(1);
        plan(person, monday(10), null);
        var waits = again(person, monday(11));

        limit(person, 2);
        node().bean(otklik.work.WaitingForRoom.class).look();

        assertThat(day(find(waits))).isEqualTo(monday());
    }

    @Test
    void whoLooksForRoomOnOtherDaysDoesNotHoldTheFullOne() throws Exception {
        var person = person(1);
        plan(person, monday(10), null);

        var isFree = node().bean(Attempts.class).inTransaction(() -> {
            assertThat(capacity().place(person, null, monday(10), null).at()).isAfter(monday(23));
            return java.util.concurrent.CompletableFuture.supplyAsync(() -> node().bean(Attempts.class)
                            .inTransaction(() -> capacity().hold(person, monday(12))))
                    .orTimeout(5, TimeUnit.SECONDS)
                    .join();
        });

        assertThat(isFree).isFalse();
    }

    @Test
    void whatAPersonHasMovedDoesNotComeBackByItself() {
        var person = person(1);
        plan(person, monday(10), null);
        var waits = again(person, monday(11));
        in("chief", () -> {
            activities().move(waits.number(), monday(10).plus(Duration.ofDays(3)), null);
            return true;
        });

        limit(person, 5);
        node().bean(otklik.work.WaitingForRoom.class).look();

        assertThat(day(find(waits))).isEqualTo(monday().plusDays(3));
    }

    @Test
    void e28_aLoweredLimitTakesNothingAwayAndTheHeadFindsTheOverload() {
        var person = person(5);
        for (int hour = 9; hour < 13; hour++) {
            plan(person, monday(hour), null);
        }
        assertThat(overloaded(person)).isEmpty();

        limit(person, 2);

        assertThat(capacity().of(person, monday()).pieces()).isEqualTo(4);
        assertThat(in("elena", () -> capacity().overloads()))
                .filteredOn(overload -> overload.load().login().equals(person))
                .singleElement()
                .satisfies(overload -> {
                    assertThat(overload.load().date()).isEqualTo(monday());
                    assertThat(overload.load().pieces()).isEqualTo(4);
                    assertThat(overload.load().limit()).isEqualTo(2);
                    assertThat(overload.reasons()).isEmpty();
                });
    }

    @Test
    void e28_overTheLimitNeedsTheRightAndAReasonThatTheHeadReads() {
        var person = person(1);
        plan(person, monday(10), null);

        assertThatThrownBy(() -> in(person, () -> node().bean(Attempts.class).inTransaction(() -> {
                    capacity().require(person, monday(11), "Urgent");
                    return true;
                })))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("work.mayNotExceed"));
        assertThatThrownBy(() -> in("elena", () -> planned(person, monday(11), " ")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("work.dayFull"));

        in("elena", () -> planned(person, monday(11), "The client waits since May"));

        assertThat(capacity().of(person, monday()).pieces()).isEqualTo(2);
        assertThat(in("elena", () -> capacity().overloads()))
                .filteredOn(overload -> overload.load().login().equals(person))
                .singleElement()
                .satisfies(overload -> assertThat(overload.reasons()).containsExactly("The client waits since May"));
    }

    @Test
    void e28_whereNoDayOfTheHorizonIsFreeNothingIsOfferedAndARetryIsKeptBehindIt() {
        var person = person(1);
        away(person, monday(), monday().plusDays(Capacity.HORIZON + 5L));

        var at = node().bean(Attempts.class).inTransaction(() -> capacity().firstFree(person, monday(10)));

        assertThat(capacity().offers(person, MOSCOW, monday(10), null))
                .allSatisfy(offer -> assertThat(offer.at()).isNull());
        assertThat(at.atZone(MOSCOW).toLocalDate()).isAfter(monday().plusDays(Capacity.HORIZON + 5L));
    }

    @Test
    void e29_weekendsHolidaysAndLeaveAreNeverOffered() {
        var person = person(140);
        away(person, monday().plusDays(2), monday().plusDays(2));
        var holiday = monday().plusDays(3);
        node().bean(CompanyCalendar.class).put(new CompanyCalendar.Day(holiday, false, "Founders' day"));
        try {
            var offers = capacity().offers(person, MOSCOW, monday(10), null);

            assertThat(offers)
                    .extracting(offer -> Objects.requireNonNullElse(offer.load().off(), "works"))
                    .containsExactly(
                            "works",
                            "works",
                            Off.AWAY,
                            Off.HOLIDAY,
                            "works",
                            Off.DAY_OFF,
                            Off.DAY_OFF,
                            "works",
                            "works",
                            "works");
            assertThat(offers).allSatisfy(offer -> assertThat(offer.at() == null)
                    .isEqualTo(offer.load().off() != null));
            assertThat(offers.get(2).load().percent()).isEqualTo(100);
        } finally {
            node().bean(CompanyCalendar.class).remove(holiday);
        }
    }

    @Test
    void e29_aShortDayIsFullByItsMinutesLongBeforeItsPieces() {
        var person = person(140);
        node().bean(JdbcClient.class)
                .sql(
                        "update employee set work_from = '10:00', work_until = '10:30', work_days = 'MONDAY,TUESDAY' where login = ?")
                .param(person)
                .update();
        var fit = 0;
        while (capacity().of(person, monday()).hasRoom(usual())) {
            plan(person, monday(10), null);
            fit++;
        }

        var load = capacity().of(person, monday());

        assertThat(load.working()).isEqualTo(Duration.ofMinutes(30));
        assertThat(fit).isEqualTo((int) Duration.ofMinutes(30).dividedBy(usual()));
        assertThat(load.percent()).isBetween(80, 100);
        assertThatThrownBy(() -> plan(person, monday(10), null)).isInstanceOf(Refusal.class);
        assertThat(offered(person, monday(10), MOSCOW))
                .containsExactly(monday().plusDays(1), monday().plusDays(7), monday().plusDays(8));
    }

    @Test
    void e29_onLeaveNobodyIsGivenATaskThoughTheDayIsEmpty() {
        var person = person(140);
        away(person, monday(), monday());

        assertThatThrownBy(() -> plan(person, monday(10), null))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("work.dayAway"));
    }

    @Test
    void theNearestMomentThatFitsIsOneAtWhichTheClientIsAwake() {
        var person = person(140);

        // 15:00 in Moscow is 22:00 in Vladivostok, where one is not called any more.
        var offers = capacity().offers(person, VLADIVOSTOK, monday(15), null);

        assertThat(offers.get(0).at()).isNull();
        assertThat(offers.get(1).at())
                .isEqualTo(monday().plusDays(1).atTime(9, 0).atZone(MOSCOW).toInstant());
    }

    @Test
    void theNearestMomentThatFitsIsOneAtWhichThePersonIsFree() {
        var person = person(140);
        plan(person, monday(10), null);

        var at = capacity().offers(person, MOSCOW, monday(10), null).get(0).at();

        assertThat(at).isEqualTo(monday(10).plus(usual()));
    }

    @Test
    void doneTasksStayPartOfTheDay() {
        var person = person(140);
        var done = in("chief", () -> activities()
                .plan(ActivityPlan.of(
                        company(),
                        ActivityKind.CALL,
                        "Call",
                        person,
                        Instant.now().plusSeconds(60))));
        var today = day(done);
        var before = capacity().of(person, today).pieces();

        in(person, () -> {
            activities().close(done.number(), ActivityOutcome.DONE, "Talked", FollowUp.NONE, "");
            return true;
        });

        assertThat(capacity().of(person, today).pieces()).isEqualTo(before).isEqualTo(1);
    }

    @Test
    void movingWithinADayAsksForNoRoomAndToAFullDayDoes() {
        var person = person(1);
        var moved = plan(person, monday(10), null);
        var other = plan(person, monday(10).plus(Duration.ofDays(1)), null);

        in("chief", () -> {
            activities().move(moved.number(), monday(15), null);
            return true;
        });

        assertThat(find(moved).due()).isEqualTo(monday(15));
        assertThatThrownBy(() -> in("chief", () -> {
                    activities().move(other.number(), monday(16), null);
                    return true;
                }))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("work.dayFull"));
    }

    private Duration usual() {
        return capacity().of("nobody", monday()).booked().plus(Duration.ofMinutes(3));
    }

    private List<LocalDate> offered(String person, Instant wished, ZoneId zone) {
        return capacity().offers(person, zone, wished, null).stream()
                .filter(offer -> offer.at() != null)
                .map(DayOffer::load)
                .map(load -> load.date())
                .toList();
    }

    private List<LocalDate> overloaded(String person) {
        return in("elena", () -> capacity().overloads()).stream()
                .map(overload -> overload.load())
                .filter(load -> load.login().equals(person))
                .map(load -> load.date())
                .toList();
    }

    private LocalDate monday() {
        return LocalDate.now(MOSCOW).plusDays(1).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    }

    private Instant monday(int hour) {
        return monday().atTime(LocalTime.of(hour, 0)).atZone(MOSCOW).toInstant();
    }

    private LocalDate day(Activity activity) {
        return activity.due().atZone(MOSCOW).toLocalDate();
    }

    private Activity find(Activity activity) {
        return in("chief", () -> activities().find(activity.number()).orElseThrow());
    }

    /** A new operator with a limit of his own. */
    private String person(int limit) {
        var login = "worker" + PEOPLE.incrementAndGet();
        hire(login, Role.OPERATOR);
        limit(login, limit);
        return login;
    }

    private void limit(String login, int limit) {
        in("chief", () -> {
            capacity().limit(login, limit, null);
            return true;
        });
    }

    private void away(String login, LocalDate first, LocalDate last) {
        in("chief", () -> {
            node().bean(Absences.class).add(login, first, last, null, "Leave");
            return true;
        });
    }

    private Activity plan(String person, Instant due, @org.jspecify.annotations.Nullable String overLimit) {
        return in("chief", () -> planned(person, due, overLimit));
    }

    private Activity planned(String person, Instant due, @org.jspecify.annotations.Nullable String overLimit) {
        return activities().plan(ActivityPlan.of(companyOf(person), ActivityKind.CALL, "Call", person, due), overLimit);
    }

    private Activity again(String person, Instant due) {
        return in("chief", () -> activities()
                .planWhereFree(ActivityPlan.of(companyOf(person), ActivityKind.CALL, "Call again", person, due)));
    }

    private void hire(String login, Role role) {
        if (node().bean(Employees.class).byLogin(login).isEmpty()) {
            node().bean(Employees.class)
                    .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
        }
    }

    /** A company of the person's own, so that tests of two people do not meet. */
    private String companyOf(String person) {
        return in("chief", () -> node().bean(Companies.class)
                .create(new CompanyForm(
                        "Company of " + person,
                        "",
                        "",
                        "",
                        null,
                        "",
                        person,
                        null,
                        false,
                        List.of(),
                        new java.util.LinkedHashSet<>(),
                        java.util.Map.of()))
                .number());
    }

    private String company() {
        return companyOf("chief");
    }

    private interface Deed {
        Object run();
    }

    private static List<Object> together(int number, java.util.function.IntFunction<Deed> deeds) throws Exception {
        var barrier = new CyclicBarrier(number);
        var threads = Executors.newFixedThreadPool(number);
        try {
            var futures = new ArrayList<Future<Object>>();
            for (int i = 0; i < number; i++) {
                var deed = deeds.apply(i);
                futures.add(threads.submit(() -> {
                    barrier.await();
                    try {
                        return deed.run();
                    } catch (Refusal refused) {
                        return refused;
                    }
                }));
            }
            var outcomes = new ArrayList<Object>();
            for (var future : futures) {
                outcomes.add(future.get(60, TimeUnit.SECONDS));
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T in(String login, Supplier<T> deed) {
        var before = SecurityContextHolder.getContext();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                login, "", AuthorityUtils.createAuthorityList("ROLE_EMPLOYEE")));
        SecurityContextHolder.setContext(context);
        try {
            return deed.get();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }
}
