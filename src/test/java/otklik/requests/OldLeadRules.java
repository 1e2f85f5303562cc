package otklik.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.NodeOfTest;
import otklik.batches.Batch;
import otklik.batches.Batches;
import otklik.customers.Companies;
import otklik.customers.CompanyForm;
import otklik.customers.CompanySelection;
import otklik.customers.CompanyTask;
import otklik.customers.ContactLeases;
import otklik.customers.QuietCompanies;
import otklik.kernel.Refusal;
import otklik.security.Role;
import otklik.staff.Employees;
import otklik.work.Capacity;
import otklik.work.SettableClock;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** The recovery pool: how one comes into it, becomes work and leaves it; and one client in one hand: on both databases. */
abstract class OldLeadRules {
    private static final Duration SOON = Duration.ofSeconds(30);

    abstract NodeOfTest node();

    private OldLeads pool() {
        return node().bean(OldLeads.class);
    }

    private ContactLeases contacts() {
        return node().bean(ContactLeases.class);
    }

    @BeforeEach
    void hire() {
        hire("elena", Role.HEAD);
        hire("olga", Role.MANAGER);
        hire("igor", Role.MANAGER);
        hire("admin", Role.ADMINISTRATOR);
    }

    /** Work in the background goes by the real time. */
    @AfterEach
    void itIsNow() {
        clock().passes(Duration.between(clock().instant(), Instant.now()));
    }

    @Test
    void chosenCompanyIsWorkOfTheManagersAtOnceAndShowsWhatIsLinkedWithIt() {
        var company = company("Romashka");

        var number = in("elena", () -> pool().put(company, LeadSource.BY_HAND, null));

        assertThat(lead(number).state()).isEqualTo(LeadState.READY);
        assertThat(in("elena", () -> pool().links(lead(number)))).contains(company);
        assertThat(task(number)).satisfies(task -> {
            assertThat(task.candidateGroup()).isEqualTo(Role.MANAGER.group());
            assertThat(task.assignee()).isNull();
        });
        assertThat(in("elena", () -> pool().list(new OldLeads.Filter(LeadSource.BY_HAND, null), 0, 100)))
                .extracting(OldLead::number)
                .contains(number);
    }

    @Test
    void interestedCompanyGetsARequestAndLeavesThePool() {
        var company = company("Interested");
        var number = in("elena", () -> pool().put(company, LeadSource.BY_HAND, null));

        finish(number, "newRequest");

        assertThat(lead(number).state()).isEqualTo(LeadState.RECOVERED);
        assertThat(node().bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                        .sql("select manager from request where title = 'Interested'")
                        .query(String.class)
                        .list())
                .containsExactly("olga");
    }

    @Test
    void whoNeverWantsToBeAskedAgainStaysOutOfThePool() {
        var company = company("Never");
        var number = in("elena", () -> pool().put(company, LeadSource.BY_HAND, null));

        finish(number, "never");

        assertThat(lead(number).state()).isEqualTo(LeadState.NEVER);
        refused("requests.recovery.never", () -> pool().put(company, LeadSource.BY_HAND, null));
    }

    @Test
    void e33_neverOfACompanyHoldsForAllWhoWouldBeAskedOfIt() {
        var company = company("Never at all");
        var number = in("elena", () -> pool().put(company, LeadSource.BY_HAND, null));
        rests("OL-9001", company);

        finish(number, "never");
        rests("OL-9002", company);

        assertThat(lead("OL-9001").state()).isEqualTo(LeadState.GONE);
        assertThat(node().bean(Recoveries.class).check("OL-9002")).isEqualTo(new Recoveries.Check(false, false));
        assertThat(lead("OL-9002").state()).isEqualTo(LeadState.GONE);
        assertThat(lead(number).state()).isEqualTo(LeadState.NEVER);
    }

    private void rests(String number, String company) {
        node().bean(JdbcClient.class)
                .sql(
                        """
                        insert into old_lead (number, case_key, source, state, company, title, queue, ready_at, created_at, created_by)
                        values (?, ?, 'REFUSAL', 'RESTING', ?, 'A request', 'managers', ?, ?, 'otklik')""")
                .params(number, number, company, java.time.OffsetDateTime.now(), java.time.OffsetDateTime.now())
                .update();
    }

    @Test
    void whoIsForgottenIsNotToBeReadInThePoolAnyMore() {
        var company = company("Forgotten");
        var number = in("elena", () -> pool().put(company, LeadSource.BY_HAND, null));
        var whom = new otklik.customers.Forgetting.Whom(company, Set.of(), Set.of());

        assertThat(node().bean(ForgottenOldLeads.class).find(whom).cases()).containsExactly(number);
        node().bean(ForgottenOldLeads.class).forget(whom);

        assertThat(lead(number).state()).isEqualTo(LeadState.GONE);
        assertThat(lead(number).title()).isEqualTo(number);
        assertThat(lead(number).address()).isNull();
    }

    @Test
    void e40_strangerIsOneClientForTheOrderOfWorkAndForThePoolHoweverLongHisAddress() {
        hire("kira", Role.OPERATOR);
        var address = "a".repeat(60) + "@" + "long.".repeat(20) + "example";
        var number = in("kira", () -> open("igor", address));
        var facts = node().bean(RequestFacts.class).of(number, RequestFacts.BRING_BACK);
        var contact = String.valueOf(facts.contact());

        contacts().touched(contact, "lead-recovery", clock().instant());

        assertThat(contact).doesNotContain("long").isEqualTo(ContactLeases.stranger(address.toUpperCase(Locale.ROOT)));
        assertThat(contacts().mayRecover(contact)).isFalse();
    }

    @Test
    void onlyWhoLeadsThePoolTurnsItsDialAndIsToldSoOtherwise() {
        assertThatThrownBy(() -> in("olga", () -> {
                    node().bean(RecoveryDial.class).turn(10);
                    return true;
                }))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("security.forbidden"));
    }

    @Test
    void whoSaysLaterRestsAndIsAskedAgainThen() {
        var number = in("elena", () -> pool().put(company("Later"), LeadSource.BY_HAND, null));

        finish(number, "later");

        assertThat(lead(number).state()).isEqualTo(LeadState.RESTING);
        assertThat(lead(number).readyAt()).isAfter(clock().instant().plus(Duration.ofDays(80)));
    }

    @Test
    void companyIsInThePoolOnceThoughTwoPutItThereAtOnce() throws Exception {
        var company = company("Twice");

        var outcomes = together(2, number -> in("elena", () -> pool().put(company, LeadSource.BY_HAND, null)));

        assertThat(outcomes).filteredOn(String.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Refusal.class::isInstance)
                .singleElement()
                .extracting(refusal -> ((Refusal) refusal).key())
                .isEqualTo("requests.recovery.already");
    }

    @Test
    void whoIsNotToBeDisturbedIsNotAskedAndLeavesThePool() {
        var company = company("Quiet");
        var number = in("elena", () -> pool().put(company, LeadSource.BY_HAND, null));

        in("admin", () -> node().bean(QuietCompanies.class).leaveAlone(company, "Asked so"));

        assertThat(lead(number).state()).isEqualTo(LeadState.GONE);
        assertThat(in("admin", () -> node().bean(WorkItems.class).ofCase(number)))
                .isEmpty();
        refused("requests.recovery.notActive", () -> pool().put(company, LeadSource.BY_HAND, null));
    }

    @Test
    void onlyAHeadLeadsThePool() {
        var company = company("Mine");

        assertThatThrownBy(() -> in("olga", () -> pool().put(company, LeadSource.BY_HAND, null)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo("security.forbidden"));
    }

    @Test
    void manyCompaniesGoIntoThePoolAndOutOfItAgain() {
        var some = List.of(company("First"), company("Second"), company("Third"));
        in("elena", () -> pool().put(some.get(2), LeadSource.BY_HAND, null));

        var batch = in("elena", () -> node().bean(Batches.class)
                .start(
                        node().bean(RecoveryBatch.class),
                        "Into the recovery pool",
                        new CompanyTask("pool", CompanySelection.of(some)).text(),
                        some.size()));
        awaitState(batch, Batch.State.DONE);
        var chosen = in("elena", () -> pool().list(new OldLeads.Filter(LeadSource.BY_HAND, null), 0, 200)).stream()
                .filter(lead -> batch.number().equals(lead.batch()))
                .toList();
        assertThat(chosen).extracting(OldLead::company).containsExactlyInAnyOrder(some.get(0), some.get(1));

        in("elena", () -> {
            node().bean(Batches.class).undo(batch.id());
            return true;
        });

        await().atMost(SOON).untilAsserted(() -> assertThat(chosen)
                .allSatisfy(lead -> assertThat(lead(lead.number()).state()).isEqualTo(LeadState.GONE)));
    }

    @Test
    void ofTwoWhoGiveAManagerTheLastRequestHeMayHaveTheSecondIsRefused() throws Exception {
        hire("full", Role.MANAGER);
        hire("kira", Role.OPERATOR);
        in("admin", () -> {
            node().bean(Capacity.class).limit("full", null, 1);
            return true;
        });

        var outcomes = together(2, number -> in("kira", () -> open("full", "client" + number + "@limit.example")));

        assertThat(outcomes).filteredOn(String.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Refusal.class::isInstance)
                .singleElement()
                .extracting(refusal -> ((Refusal) refusal).key())
                .isEqualTo("requests.managerFull");
        assertThat(in("elena", () -> open("full", "head@limit.example"))).startsWith("R-");
    }

    private String open(String manager, String address) {
        return node().bean(Requests.class)
                .open(new Requests.Opening(
                        null,
                        new Inbound("mail", "Client", address, null, "Two places", "Two places", null, null),
                        "Two places",
                        manager,
                        null,
                        null));
    }

    @Test
    void e40_clientOfTwoQueuesIsInOneHandAtATime() throws Exception {
        var outcomes = together(
                8, number -> contacts().take("P-4040", "worker" + number, "task" + number, Duration.ofMinutes(10)));

        assertThat(outcomes).filteredOn(Boolean.TRUE::equals).hasSize(1);
        assertThat(contacts().isFree("P-4040", "somebody")).isFalse();

        for (int number = 0; number < 8; number++) {
            contacts().free("task" + number);
        }

        assertThat(contacts().isFree("P-4040", "somebody")).isTrue();
        assertThat(contacts().take("P-4040", "somebody", "another", Duration.ofMinutes(10)))
                .isTrue();
    }

    @Test
    void e40_aHandThatNeverCameBackHoldsTheClientNoLongerThanItsLease() {
        contacts().take("P-4041", "gone", "task", Duration.ofMinutes(10));

        clock().passes(Duration.ofMinutes(11));

        assertThat(contacts().take("P-4041", "olga", "other", Duration.ofMinutes(10)))
                .isTrue();
    }

    @Test
    void e40_onOneDayAClientIsComeToNoMoreOftenThanTheCapSaysWhateverTheFlows() {
        var noon = java.time.LocalDate.now(java.time.ZoneId.of("Europe/Moscow"))
                .plusDays(1)
                .atTime(12, 0)
                .atZone(java.time.ZoneId.of("Europe/Moscow"))
                .toInstant();
        clock().passes(Duration.between(clock().instant(), noon));
        for (var flow : List.of("planned-activity", "lead-recovery", "call-attempt")) {
            assertThat(contacts().isFree("P-4042", "olga")).isTrue();
            contacts().touched("P-4042", flow, clock().instant());
            clock().passes(Duration.ofMinutes(31));
        }

        assertThat(contacts().isFree("P-4042", "olga")).isFalse();
        assertThat(contacts().take("P-4042", "olga", "task", Duration.ofMinutes(1)))
                .isFalse();

        clock().passes(Duration.ofDays(1));
        assertThat(contacts().isFree("P-4042", "olga")).isTrue();
    }

    @Test
    void whatSeveralStepsTellOfOneTalkCountsOnce() {
        for (int step = 0; step < 5; step++) {
            contacts().touched("P-4043", "planned-activity", clock().instant());
        }

        assertThat(contacts().isFree("P-4043", "olga")).isTrue();
    }

    @Test
    void e40_noClientOfThePoolIsAskedTwiceWithinTheSpanWhateverFlowCameToHimLast() {
        var company = company("Rests");
        contacts().touched(company, "planned-activity", clock().instant());

        var number = in("elena", () -> pool().put(company, LeadSource.BY_HAND, null));

        assertThat(contacts().mayRecover(company)).isFalse();
        assertThat(lead(number).state()).isEqualTo(LeadState.RESTING);
        assertThat(in("admin", () -> node().bean(WorkItems.class).ofCase(number)))
                .isEmpty();
    }

    @Test
    void e40_whoWasTalkedWithSinceHeBecameWorkIsNotTaken() {
        var company = company("Talked with");
        var number = in("elena", () -> pool().put(company, LeadSource.BY_HAND, null));
        contacts().touched(company, "planned-activity", clock().instant());

        assertThatThrownBy(() -> in("olga", () -> node().bean(WorkItems.class)
                        .claim(task(number).taskId(), "olga")))
                .satisfies(failure -> assertThat(Refusal.in(failure))
                        .hasValueSatisfying(
                                refusal -> assertThat(refusal.key()).isEqualTo("requests.recovery.lately")));
    }

    @Test
    void atTheAssignmentTheClientIsAskedForWhomTheOrderOfWorkKnows() {
        var company = company("Known by another key");
        var number = in("elena", () -> pool().put(company, LeadSource.BY_HAND, null));
        node().bean(JdbcClient.class)
                .sql("update work_item set contact = 'P-5051' where business_key = ?")
                .param(number)
                .update();
        contacts().touched(company, "planned-activity", clock().instant());

        in("olga", () -> node().bean(WorkItems.class).claim(task(number).taskId(), "olga"));

        assertThat(lead(number).holder()).isEqualTo("olga");
    }

    private void finish(String number, String decision) {
        in("olga", () -> {
            var work = node().bean(WorkItems.class);
            work.claim(task(number).taskId(), "olga");
            work.complete(task(number).taskId(), Map.of("decision", decision));
            return true;
        });
    }

    private WorkItem task(String number) {
        return in("admin", () -> node().bean(WorkItems.class).ofCase(number)).get(0);
    }

    private OldLead lead(String number) {
        return in("elena", () -> pool().find(number).orElseThrow());
    }

    private void refused(String key, Supplier<Object> deed) {
        assertThatThrownBy(() -> in("elena", deed))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    private void awaitState(Batch batch, Batch.State state) {
        await().atMost(SOON)
                .until(() -> in("elena", () -> node().bean(Batches.class)
                                .find(batch.id())
                                .orElseThrow()
                                .state())
                        == state);
    }

    private SettableClock clock() {
        return node().bean(SettableClock.class);
    }

    private String company(String name) {
        return in("admin", () -> node().bean(Companies.class)
                .create(CompanyForm.named(name))
                .number());
    }

    private void hire(String login, Role role) {
        if (node().bean(Employees.class).byLogin(login).isEmpty()) {
            node().bean(Employees.class)
                    .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
        }
    }

    private static List<Object> together(int number, java.util.function.IntFunction<Object> deed) throws Exception {
        var barrier = new CyclicBarrier(number);
        var threads = Executors.newFixedThreadPool(number);
        try {
            var futures = new ArrayList<Future<Object>>();
            for (int i = 0; i < number; i++) {
                var each = i;
                futures.add(threads.submit(() -> {
                    barrier.await();
                    try {
                        return deed.apply(each);
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
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(login, "", AuthorityUtils.NO_AUTHORITIES));
        SecurityContextHolder.setContext(context);
        try {
            return deed.get();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }
}
