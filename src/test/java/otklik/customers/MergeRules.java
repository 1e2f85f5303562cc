package otklik.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static otklik.customers.SuppressionRules.form;
import static otklik.customers.SuppressionRules.in;
import static otklik.customers.SuppressionRules.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.activities.Activities;
import otklik.activities.ActivityKind;
import otklik.activities.ActivityPlan;
import otklik.customers.CompanyDouble.Likeness;
import otklik.engine.Attempts;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.staff.Employees;

/** Doubles are suggested, joined by people and taken apart again, on either database. */
abstract class MergeRules {
    abstract NodeOfTest node();

    @Test
    void e9_aPhoneAndAnAddressInAnotherWayOfWritingAreTheSameCompany() {
        var one = company(form("Vega trade", "Sales+web@VEGA.example "), "8 (912) 444-11-01");
        var other = company(form("Northern light", "sales@vega.example"), "+79124441101");

        assertThat(doubles(one)).singleElement().satisfies(found -> {
            assertThat(found.other().number()).isEqualTo(other);
            assertThat(found.reasons()).containsExactly(Likeness.SAME_POINT);
        });
        assertThat(card(one).state()).isEqualTo(CompanyState.ACTIVE);
        assertThat(card(other).state()).isEqualTo(CompanyState.ACTIVE);
    }

    @Test
    void e9_namesAlikeAreSuggestedUnlessTheTaxpayerNumbersDiffer() {
        var one = company(withInn("ООО \"Стройальянс Урал\"", "7707083893"));
        var swapped = company(withInn("Урал Стройальянс, АО", ""));
        var typo = company(withInn("Стройальянс Уралл", ""));
        var another = company(withInn("Стройальянс Урал", "7736207543"));

        var found = doubles(one);
        assertThat(found)
                .extracting(pair -> pair.other().number())
                .contains(swapped, typo)
                .doesNotContain(another);
        assertThat(reasons(found, swapped)).containsExactly(Likeness.SAME_NAME);
        assertThat(reasons(found, typo)).containsExactly(Likeness.LIKE_NAME);
    }

    @Test
    void e9_whatAPersonCalledDifferentIsNotSuggestedAgain() {
        var one = company(form("Different one", "same@different.example"));
        var other = company(form("Quite another", "same@different.example"));
        lookAtAll();
        assertThat(pairs()).contains(one + " " + other);

        in("admin", () -> {
            doubles().dismiss(one, other);
            return true;
        });
        in("admin", () -> companies().change(one, form -> form.withTags(Set.of("looked"))));
        lookAtAll();

        assertThat(pairs()).doesNotContain(one + " " + other);
        assertThat(doubles(one)).isEmpty();
    }

    @Test
    void e10_twoCompaniesBecomeOneWithTheFieldsThatWereChosenAndComeApartAgain() {
        var from = company(form("Joined away", "from@join.example").withTags(Set.of("old", "both")));
        var into = company(form("Joined into", "into@join.example").withTags(Set.of("both")));
        var person = personOf(from, "person@join.example");
        var stays = personOf(into, "stays@join.example");

        var merge = merge(
                from,
                into,
                form("Chosen name", "into@join.example", "from@join.example").withTags(Set.of("old", "both")));

        assertThat(card(from).state()).isEqualTo(CompanyState.MERGED);
        assertThat(card(into).name()).isEqualTo("Chosen name");
        assertThat(keys(into)).containsExactly("into@join.example", "from@join.example");
        assertThat(companies().ofPerson(person)).contains(into);
        assertThatThrownBy(() -> in("admin", () -> companies().change(from, form -> form("No"))))
                .isInstanceOf(Refusal.class);

        in("admin", () -> companies()
                .change(
                        into,
                        form -> new CompanyForm(
                                form.name(),
                                form.inn(),
                                form.kpp(),
                                "Since written address",
                                form.zone(),
                                form.note(),
                                form.responsible(),
                                form.manager(),
                                form.inWork(),
                                form.points(),
                                form.tags(),
                                form.custom())));
        in("admin", () -> {
            merges().undo(merge.id());
            return true;
        });

        assertThat(card(from).state()).isEqualTo(CompanyState.ACTIVE);
        assertThat(card(from).form().tags()).containsExactly("both", "old");
        assertThat(card(into).name()).isEqualTo("Joined into");
        assertThat(card(into).form().address()).isEqualTo("Since written address");
        assertThat(keys(into)).containsExactly("into@join.example");
        assertThat(card(into).form().tags()).containsExactly("both");
        assertThat(companies().ofPerson(person)).contains(from);
        assertThat(companies().ofPerson(stays)).contains(into);
        assertThatThrownBy(() -> in("admin", () -> {
                    merges().undo(merge.id());
                    return true;
                }))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void e10_aCardThatWasOpenMeanwhileKeepsNoDraftOfTheCompanyThatEnded() {
        var from = company(form("Tab away", "away@tab.example"));
        var into = company(form("Tab stays", "stays@tab.example"));
        var seen = CompanyText.of(card(from).form());

        merge(from, into, card(into).form());

        assertThat(in("admin", () -> {
                    node().bean(CompanyDrafts.class).save(from, 0, seen, seen.with("note", "Call Anna"));
                    return node().bean(CompanyDrafts.class).find(from);
                }))
                .isEmpty();
    }

    @Test
    void e10_ofTwoPeopleWhoJoinTheSamePairAtOnceOneIsRefusedAndNothingIsHalfDone() throws Exception {
        for (int round = 0; round < 5; round++) {
            var one = company(form("Raced one " + round));
            var other = company(form("Raced other " + round));
            var there = card(one);
            var back = card(other);
            var start = new CyclicBarrier(2);
            Callable<Boolean> first = () -> race(start, there, back);
            Callable<Boolean> second = () -> race(start, back, there);
            var pool = Executors.newFixedThreadPool(2);
            try {
                var results = new ArrayList<Boolean>();
                for (var result : pool.invokeAll(List.of(first, second))) {
                    results.add(result.get());
                }
                assertThat(results).containsExactlyInAnyOrder(true, false);
            } finally {
                pool.shutdownNow();
            }
            assertThat(List.of(card(one).state(), card(other).state()))
                    .containsExactlyInAnyOrder(CompanyState.ACTIVE, CompanyState.MERGED);
        }
    }

    private boolean race(CyclicBarrier start, CompanyCard from, CompanyCard into) throws Exception {
        start.await();
        try {
            in("admin", () -> merges().merge(from, into, into.form()));
            return true;
        } catch (Refusal refused) {
            return false;
        }
    }

    @Test
    void e10_aCompanyThatIsLeftAloneMakesTheOneItIsJoinedWithLeftAlone() {
        var from = company(form("Quiet away", "quiet@away.example"));
        var into = company(form("Loud stays", "loud@stays.example"));
        in("admin", () -> node().bean(QuietCompanies.class).leaveAlone(from, "Asked"));

        var merge = merge(from, into, card(into).form());
        assertThat(card(into).state()).isEqualTo(CompanyState.DO_NOT_DISTURB);

        in("admin", () -> {
            merges().undo(merge.id());
            return true;
        });
        assertThat(card(into).state()).isEqualTo(CompanyState.ACTIVE);
        assertThat(card(from).state()).isEqualTo(CompanyState.DO_NOT_DISTURB);
        assertThat(node().bean(Suppressions.class).isSuppressed(List.of(mail("loud@stays.example"))))
                .isFalse();
    }

    @Test
    void e10_whatIsPlannedWithACompanyIsCancelledWhenItIsJoinedWithOneThatIsLeftAlone() {
        var from = company(form("Planned away", "planned@away.example"));
        var into = company(form("Quiet stays", "quiet@stays.example"));
        in("admin", () -> node().bean(Activities.class)
                .plan(ActivityPlan.of(
                        from,
                        ActivityKind.CALL,
                        "Call about the fair",
                        "maria",
                        node().bean(Clock.class).instant().plus(Duration.ofDays(1)))));
        in("admin", () -> node().bean(QuietCompanies.class).leaveAlone(into, "Asked never to be called"));

        merge(from, into, card(into).form());

        assertThat(card(into).openActivities()).isZero();
        assertThat(in("admin", () -> node().bean(CompanyHistory.class).of(into, History.Filter.ALL, null, 50)))
                .filteredOn(event -> event.kind().equals("activityCancelled"))
                .extracting(Event::note)
                .containsExactly("Asked never to be called");
    }

    @Test
    void e10_theLaterContactAndTheLaterRefusalOfTheTwoCountAndComeApartAgain() {
        var from = company(form("Called away"));
        var into = company(form("Called stays"));
        var first = Instant.parse("2026-03-02T10:00:00Z");
        var second = first.plus(Duration.ofDays(3));
        companies().contacted(into, first);
        companies().contacted(from, second);
        companies().refused(into, second);
        companies().refused(from, first);

        var merge = merge(from, into, card(into).form());
        assertThat(card(into).lastContactAt()).isEqualTo(second);
        assertThat(card(into).cycleRefusedAt()).isEqualTo(second);

        undo(merge);
        assertThat(card(into).lastContactAt()).isEqualTo(first);
        assertThat(card(into).cycleRefusedAt()).isEqualTo(second);
        assertThat(card(from).lastContactAt()).isEqualTo(second);
        assertThat(card(from).cycleRefusedAt()).isEqualTo(first);
    }

    @Test
    void e10_aContactAfterTheMergeStaysWhenItIsTakenBack() {
        var from = company(form("Refused away"));
        var into = company(form("Never called stays"));
        var before = Instant.parse("2026-03-02T10:00:00Z");
        var since = before.plus(Duration.ofDays(3));
        companies().contacted(from, before);
        companies().refused(from, before);

        var merge = merge(from, into, card(into).form());
        assertThat(card(into).cycleRefusedAt()).isEqualTo(before);
        companies().contacted(into, since);
        undo(merge);

        assertThat(card(into).lastContactAt()).isEqualTo(since);
        assertThat(card(into).cycleRefusedAt()).isNull();
    }

    @Test
    void e10_aMergeIsTakenBackAlsoWhereWhoWasResponsibleBeforeHasLeft() {
        var from = company(of("Handed away", "igor"));
        var into = company(of("Left by olga", "olga"));
        var merge = merge(from, into, of("Left by olga", "igor"));
        in("admin", () -> {
            node().bean(Employees.class).suspend("olga");
            return true;
        });

        try {
            undo(merge);
        } finally {
            in("admin", () -> {
                node().bean(Employees.class).resume("olga");
                return true;
            });
        }

        assertThat(card(from).state()).isEqualTo(CompanyState.ACTIVE);
        assertThat(card(into).form().responsible()).isEqualTo("igor");
    }

    @Test
    void e10_whoWasJoinedWithAnotherIsNoLongerFoundInTheListAndTheListIsToldOfIt() {
        var company = company(form("Of Zakhars"));
        var from = personCard(personOf(company, "gone@zakhars.example"));
        var into = personCard(personOf(company, "kept@zakhars.example"));
        var people = node().bean(People.class);
        var topics = new ConcurrentLinkedQueue<String>();
        var listening = node().bean(Signals.class).listen(topics::add);

        in("admin", () -> node().bean(PeopleMerges.class).merge(from, into, "Zakhar zakhars"));

        assertThat(in("admin", () -> people.list("p-", 0, 500)))
                .extracting(PersonCard::number)
                .contains(into.number())
                .doesNotContain(from.number());
        assertThat(in("admin", () -> people.count(from.number()))).isZero();
        await().untilAsserted(() -> assertThat(topics).contains(People.TOPIC));
        listening.run();
    }

    @Test
    void e10_whoWasJoinedWithAnotherCannotBeChangedAnyMore() {
        var from = personCard(person("gone@changed.example"));
        var into = personCard(person("kept@changed.example"));
        in("admin", () -> node().bean(PeopleMerges.class).merge(from, into, "Both"));
        var gone = personCard(from.number());

        assertThatThrownBy(() -> in("admin", () -> node().bean(People.class)
                        .change(gone.number(), gone.version(), new PersonForm("Again", null, "", List.of()))))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void e10_anImportTakesNobodyForANamesakeWhoWasJoinedWithAnother() {
        var company = company(form("Of namesakes"));
        var from = personCard(personOf(company, "gone@namesakes.example"));
        var into = personCard(personOf(company, "kept@namesakes.example"));
        var named = in("admin", () -> node().bean(People.class)
                .change(from.number(), from.version(), new PersonForm("Zakhar Namesake", company, "", from.points())));
        in("admin", () -> node().bean(PeopleMerges.class).merge(named, into, "Another name"));

        var imported =
                in("admin", () -> node().bean(Attempts.class).inTransaction(() -> node().bean(ImportedPeople.class)
                        .add(company, "Of namesakes", "Zakhar Namesake", "Buyer", List.of())));

        assertThat(imported.orElseThrow().number()).isNotEqualTo(from.number());
        assertThat(imported.orElseThrow().isNew()).isTrue();
    }

    private void undo(CustomerMerge merge) {
        in("admin", () -> {
            merges().undo(merge.id());
            return true;
        });
    }

    @Test
    void e10_aMergeThatIsTakenBackLeavesAloneWhoHasAskedForItSince() {
        var from = company(form("Asked before", "before@asked.example"));
        var into = company(form("Asked since", "since@asked.example"));
        var quiet = node().bean(QuietCompanies.class);
        in("admin", () -> quiet.leaveAlone(from, "Asked"));
        var merge = merge(from, into, card(into).form());

        quiet.leaveAloneByItself(into, "Never again");
        in("admin", () -> {
            merges().undo(merge.id());
            return true;
        });

        assertThat(card(into).state()).isEqualTo(CompanyState.DO_NOT_DISTURB);
        assertThat(quiet.of(into).orElseThrow().reason()).isEqualTo("Never again");
        assertThat(node().bean(Suppressions.class).isSuppressed(List.of(mail("since@asked.example"))))
                .isTrue();
    }

    @Test
    void e10_twoPeopleBecomeOneWithTheirRequestsAndMessagesAndComeApartAgain() {
        var into = person("stays@people.example");
        var from = person("goes@people.example");
        var jdbc = node().bean(JdbcClient.class);
        jdbc.sql(
                        """
                        insert into request (id, number, client_name, client_address, title, status, ball, opened_at, last_message_at,
                            last_message, last_from_client, person, channel)
                        values (990001, 'R-990001', 'x', 'x', 'x', 'NEW', 'MANAGER', now(), now(), 'x', true, ?, 'mail')""")
                .param(from)
                .update();

        var ending = personCard(from);
        var staying = personCard(into);
        var merge = in("admin", () -> node().bean(PeopleMerges.class).merge(ending, staying, "Called so"));

        assertThat(personCard(into).version()).isGreaterThan(staying.version());

        assertThat(owner("request", "R-990001")).isEqualTo(into);
        assertThat(person("goes@people.example")).isEqualTo(into);
        assertThat(name(into)).isEqualTo("Called so");

        in("admin", () -> {
            node().bean(PeopleMerges.class).undo(merge.id());
            return true;
        });
        assertThat(owner("request", "R-990001")).isEqualTo(from);
        assertThat(person("goes@people.example")).isEqualTo(from);
        assertThat(name(into)).isEqualTo("stays@people.example");
    }

    @Test
    void e10_whoeverMayNotChangeTheClientOfAnotherCannotJoinHimWithHisOwn() {
        var theirs = personCard(personOf(company(of("Of Igor", "igor")), "client@igor.example"));
        var own = personCard(personOf(company(of("Of Olga", "olga")), "client@olga.example"));
        var merges = node().bean(PeopleMerges.class);

        assertThatThrownBy(() -> in("olga", () -> merges.merge(theirs, own, "Mine now")))
                .isInstanceOf(Refusal.class);
        var merge = in("admin", () -> merges.merge(theirs, own, "Both"));
        assertThatThrownBy(() -> in("olga", () -> {
                    merges.undo(merge.id());
                    return true;
                }))
                .isInstanceOf(Refusal.class);
        assertThat(name(own.number())).isEqualTo("Both");
    }

    @Test
    void e10_aPersonWhomSomebodyHasChangedMeanwhileIsNotJoinedUnseen() {
        var one = personCard(person("seen@early.example"));
        var other = personCard(person("other@early.example"));
        in("admin", () -> node().bean(People.class)
                .change(one.number(), one.version(), new PersonForm("Since then", null, "", one.points())));

        assertThatThrownBy(
                        () -> in("admin", () -> node().bean(PeopleMerges.class).merge(one, other, "x")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Since then");
    }

    @Test
    void e10_productsFrozenSegmentsAndTheTimelineGoAlongAndComeBack() {
        var from = company(form("Listed away"));
        var into = company(form("Listed stays"));
        var jdbc = node().bean(JdbcClient.class);
        for (var tie : List.of(List.of(from, 990001), List.of(from, 990002), List.of(into, 990002))) {
            jdbc.sql(
                            """
                            insert into company_product (company_id, product_id, kind, noted_at)
                            select id, ?, 'INTEREST', now() from company where number = ?""")
                    .params(tie.get(1), tie.get(0))
                    .update();
        }
        var segments = node().bean(Segments.class);
        var segment = in("admin", () -> segments.prepareFrozen("Frozen", CompanyFilter.ALL, false));
        segments.enter(segment.id(), List.of(from));
        jdbc.sql(
                        """
                        insert into address_repair (id, number, company, address, letter, open_key, created_at)
                        values (990001, 'AR-990001', ?, 'Bad@listed.example', 'L-1', ?, now())""")
                .params(from, from + "/bad@listed.example")
                .update();

        var merge = merge(from, into, card(into).form());

        assertThat(products(into)).containsExactly(990001L, 990002L);
        assertThat(members(segment.id())).containsExactly(into);
        assertThat(openRepair()).isEqualTo(into + "/bad@listed.example");
        assertThat(in("admin", () -> node().bean(CompanyHistory.class).of(into, History.Filter.ALL, null, 50)))
                .anySatisfy(event -> {
                    assertThat(event.caseKey()).isEqualTo(from);
                    assertThat(event.kind()).isEqualTo("companyAdded");
                });

        in("admin", () -> {
            merges().undo(merge.id());
            return true;
        });
        assertThat(products(from)).containsExactly(990001L, 990002L);
        assertThat(products(into)).containsExactly(990002L);
        assertThat(members(segment.id())).containsExactly(from);
        assertThat(openRepair()).isEqualTo(from + "/bad@listed.example");
    }

    private String openRepair() {
        return node().bean(JdbcClient.class)
                .sql("select open_key from address_repair where id = 990001")
                .query(String.class)
                .single();
    }

    private List<Long> products(String company) {
        return node().bean(JdbcClient.class)
                .sql(
                        "select product_id from company_product where company_id = (select id from company where number = ?) order by product_id")
                .param(company)
                .query(Long.class)
                .list();
    }

    private List<String> members(long segment) {
        return node().bean(JdbcClient.class)
                .sql(
                        "select c.number from segment_member m join company c on c.id = m.company_id where m.segment_id = ?")
                .param(segment)
                .query(String.class)
                .list();
    }

    private static CompanyForm of(String name, String responsible) {
        return new CompanyForm(name, "", "", "", null, "", responsible, null, true, List.of(), Set.of(), Map.of());
    }

    private PersonCard personCard(String number) {
        return in("admin", () -> node().bean(People.class).find(number)).orElseThrow();
    }

    private String owner(String table, String number) {
        return node().bean(JdbcClient.class)
                .sql("select person from " + table + " where number = ?")
                .param(number)
                .query(String.class)
                .single();
    }

    private String name(String person) {
        return in("admin", () -> node().bean(People.class).find(person))
                .orElseThrow()
                .name();
    }

    private CustomerMerge merge(String from, String into, CompanyForm result) {
        var ending = card(from);
        var staying = card(into);
        return in("admin", () -> merges().merge(ending, staying, result));
    }

    private List<CompanyDouble> doubles(String number) {
        return in("admin", () -> doubles().of(number));
    }

    private List<String> pairs() {
        return in("admin", () -> doubles().pairs(0, 500)).stream()
                .map(pair -> pair.one().number() + " " + pair.other().number())
                .toList();
    }

    private void lookAtAll() {
        while (doubles().lookAtChanged() > 0) {
            Thread.onSpinWait();
        }
    }

    private static Set<Likeness> reasons(List<CompanyDouble> found, String number) {
        return found.stream()
                .filter(pair -> pair.other().number().equals(number))
                .findFirst()
                .orElseThrow()
                .reasons();
    }

    private String company(CompanyForm form, @Nullable String... phones) {
        var all = form;
        for (var phone : phones) {
            all = withPhone(all, String.valueOf(phone));
        }
        var wanted = all;
        return in("admin", () -> companies().create(wanted)).number();
    }

    private static CompanyForm withPhone(CompanyForm form, String phone) {
        var points = new ArrayList<>(form.points());
        points.add(ContactPoint.phone(phone, "RU").orElseThrow());
        return form.withPoints(points);
    }

    private static CompanyForm withInn(String name, String inn) {
        return new CompanyForm(name, inn, "", "", null, "", null, null, true, List.of(), Set.of(), Map.of());
    }

    private String person(String address) {
        return node().bean(Attempts.class)
                .inTransaction(() -> node().bean(People.class).findOrCreate(List.of(mail(address)), "", null));
    }

    private String personOf(String company, String address) {
        var person = person(address);
        node().bean(JdbcClient.class)
                .sql("update person set company_id = (select id from company where number = ?) where number = ?")
                .params(company, person)
                .update();
        return person;
    }

    private List<String> keys(String company) {
        return card(company).form().points().stream().map(ContactPoint::key).toList();
    }

    private CompanyCard card(String number) {
        return in("admin", () -> companies().find(number)).orElseThrow();
    }

    private Companies companies() {
        return node().bean(Companies.class);
    }

    private CompanyDoubles doubles() {
        return node().bean(CompanyDoubles.class);
    }

    private CompanyMerges merges() {
        return node().bean(CompanyMerges.class);
    }
}
