package otklik.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.NodeOfTest;
import otklik.batches.Batch;
import otklik.batches.BatchRow.RowState;
import otklik.batches.Batches;
import otklik.kernel.Money;
import otklik.kernel.Refusal;
import otklik.products.Products;
import otklik.products.VatRate;
import otklik.security.Action;
import otklik.security.Right;
import otklik.security.Role;
import otklik.security.Scope;
import otklik.security.Section;
import otklik.staff.EmployeeForm;
import otklik.staff.Employees;
import otklik.ui.SearchSource;
import otklik.work.SettableClock;

/** What the list of companies finds, in which order, for whom, and what is done with many of them at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompanyListTests {
    NodeOfTest node;
    private CompanyList list;
    private Companies companies;
    private SettableClock clock;
    /** Stands in the name of all companies of one test, so that tests do not see each other's. */
    private String mark = "";

    /** What the node is started with: nothing, for a database in memory. */
    Map<String, String> properties() {
        return Map.of();
    }

    @BeforeAll
    void startNode() {
        node = NodeOfTest.start(properties(), List.of(SettableClock.InNode.class), "company-list");
        list = node.bean(CompanyList.class);
        companies = node.bean(Companies.class);
        clock = node.bean(SettableClock.class);
        hire("admin", Role.ADMINISTRATOR);
        hire("maria", Role.OPERATOR);
        hire("svetlana", Role.OPERATOR);
        hire("vera", Role.OPERATOR);
        permit(
                "maria",
                new Right(Section.COMPANIES, Action.VIEW, Scope.OWN),
                new Right(Section.COMPANIES, Action.CHANGE, Scope.OWN));
        permit(
                "vera",
                new Right(Section.COMPANIES, Action.VIEW, Scope.OWN),
                new Right(Section.REQUESTS, Action.VIEW, Scope.OWN));
    }

    @AfterAll
    void stopNode() {
        node.close();
    }

    @BeforeEach
    void signInAsAdministrator() {
        signIn("admin");
        mark = "m" + UUID.randomUUID().toString().substring(0, 8);
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void aFilterIsTheSameAfterItStoodInAnAddress() {
        var filter = CompanyFilter.ALL
                .saying("a&b=c +7 «й»")
                .of(CompanyFilter.ME)
                .tagged("два слова")
                .at(NextStep.MISSING)
                .in(CompanyState.DO_NOT_DISTURB)
                .inWork(false)
                .interestedIn(7L)
                .neverBought(8L)
                .contacted(LocalDate.of(2026, 1, 2), LocalDate.of(2026, 3, 4))
                .inSegment(9L)
                .where("size", "10..20")
                .by(CompanyOrder.NAME);

        assertThat(CompanyFilter.read(filter.query())).isEqualTo(filter);
        assertThat(CompanyFilter.read("step=NOTHING&from=x&%%%=1&interest=-5")).isEqualTo(CompanyFilter.ALL);
        assertThat(CompanyFilter.ALL.query())
                .as("an address always says something")
                .isNotEmpty();
    }

    @Test
    void aPhoneIsFoundInAnySpellingAndByItsBeginning() {
        var wanted = add("One", List.of(phone("+7 916 555-01-02")));
        add("Other", List.of(phone("+7 916 777-01-02")));

        for (var spelling : List.of("8 (916) 555-01-02", "+79165550102", "9165550102", "8 916 555", "555-01-02")) {
            assertThat(numbers(CompanyFilter.ALL.saying(spelling))).as(spelling).containsExactly(wanted);
        }
    }

    @Test
    void partsOfNamesAddressesAndNumbersAreFound() {
        var wanted = add(
                "ООО «Зелёный Клён»",
                List.of(ContactPoint.email("Office@" + mark + ".example").orElseThrow()));
        add("Something else", List.of());

        assertThat(numbers(CompanyFilter.ALL.saying("клен зелен " + mark))).containsExactly(wanted);
        assertThat(numbers(CompanyFilter.ALL.saying("office@" + mark))).containsExactly(wanted);
        assertThat(numbers(CompanyFilter.ALL.saying(wanted.toLowerCase(Locale.ROOT))))
                .containsExactly(wanted);
        assertThat(numbers(CompanyFilter.ALL.saying(mark + " 100%")))
                .as("no sign means anything")
                .isEmpty();
    }

    @Test
    void whereACompanyStandsIsAskedByItsNextActivityAndItsLastContact() {
        var zone = ZoneId.of("Europe/Moscow");
        var now = clock.instant();
        var tomorrow =
                now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
        var overdue = add("overdue", List.of());
        var today = add("today", List.of());
        var later = add("later", List.of());
        var idle = add("idle", List.of());
        var refused = add("refused", List.of());
        companies.plan(overdue, 2, now.minus(Duration.ofHours(2)), "call");
        companies.plan(today, 1, tomorrow.minusSeconds(1), "call");
        companies.plan(later, 1, tomorrow.plusSeconds(1), "call");
        companies.contacted(overdue, now);
        companies.contacted(today, now);
        companies.contacted(later, now.minus(Duration.ofDays(30)));
        jdbc().sql("update company set cycle_refused_at = ? where number = ?")
                .params(now.atOffset(java.time.ZoneOffset.UTC), refused)
                .update();

        assertThat(at(NextStep.OVERDUE)).containsExactly(overdue);
        assertThat(at(NextStep.TODAY)).containsExactly(today);
        assertThat(at(NextStep.PLANNED)).containsExactly(later);
        assertThat(at(NextStep.NONE)).containsExactlyInAnyOrder(idle, refused);
        assertThat(at(NextStep.MISSING))
                .as("who refused this cycle is left alone")
                .containsExactly(idle);
        assertThat(at(NextStep.NOT_CONTACTED)).containsExactlyInAnyOrder(later, idle);
        assertThat(numbers(mine())).as("what is to be done first").startsWith(overdue, today, later);
    }

    @Test
    void aCycleBeginsEveryTwoWeeksByTheCompanysCalendar() {
        var cycle = node.bean(Cycle.class);
        var zone = ZoneId.of("Europe/Moscow");

        var start = cycle.start().atZone(zone);

        assertThat(start.toLocalTime()).isEqualTo(java.time.LocalTime.MIDNIGHT);
        assertThat(cycle.start()).isBeforeOrEqualTo(clock.instant());
        assertThat(cycle.next()).isAfter(clock.instant());
        assertThat(Duration.between(cycle.start(), cycle.next())).isEqualTo(Duration.ofDays(14));
        assertThat(start.toLocalDate().toEpochDay() - LocalDate.of(2026, 1, 5).toEpochDay())
                .as("days from the first day of a cycle in the settings")
                .matches(days -> days % 14 == 0);
    }

    @Test
    void theOnesOnceInterestedWhoNeverBoughtAreFound() {
        var product = node.bean(Products.class)
                .add(new Products.Draft("Embroidery " + mark, Money.ZERO, VatRate.NONE))
                .id();
        var onlyInterested = add("interested", List.of());
        var bought = add("bought", List.of());
        add("neither", List.of());
        tie(onlyInterested, product, "INTEREST");
        tie(bought, product, "INTEREST");
        tie(bought, product, "PURCHASE");

        assertThat(numbers(mine().interestedIn(product).neverBought(product))).containsExactly(onlyInterested);
    }

    @Test
    void anOperatorFindsCountsAndChoosesOnlyHerOwn() {
        var hers = add("hers", List.of(), "maria");
        var others = add("others", List.of(), "svetlana");
        signIn("maria");

        assertThat(numbers(mine())).containsExactly(hers);
        assertThat(list.count(mine())).isEqualTo(1);
        assertThat(list.countAll(mine())).isEqualTo(1);
        assertThat(chosen(CompanySelection.of(List.of(others, hers)))).containsExactly(hers);
        assertThat(chosen(CompanySelection.byFilter(mine().query(), 2))).containsExactly(hers);
        assertThat(list.lines(others, 5)).as("not by its number either").isEmpty();
    }

    @Test
    void whoeverKnowsAClientFromHisRequestsFindsHimByNumberOnlyWhereHisPageMayBeOpened() {
        var hers = person(add("hers", List.of(), "vera"), "Vera's client");
        var others = person(add("others", List.of(), "svetlana"), "Svetlana's client");
        signIn("vera");

        assertThat(node.bean(People.class).find(others))
                .as("named in a request")
                .isPresent();
        assertThat(search(others.toLowerCase(Locale.ROOT))).isEmpty();
        assertThat(search(hers.toLowerCase(Locale.ROOT)))
                .extracting(SearchSource.Hit::title)
                .containsExactly("Vera's client");
    }

    private String person(String company, String name) {
        return node.bean(People.class)
                .add(new PersonForm(name, company, "", List.of()))
                .number();
    }

    private List<SearchSource.Hit> search(String text) {
        return node.beans(SearchSource.class).stream()
                .filter(source -> source.title().equals("customers.people"))
                .flatMap(source -> source.find(text, 10).stream())
                .toList();
    }

    @Test
    void aLongListIsReadInPagesWithoutGapsAndDoubles() {
        IntStream.range(0, 25).forEach(index -> add("n" + index, List.of()));

        var paged = new ArrayList<String>();
        for (int offset = 0; offset < 30; offset += 10) {
            list.page(mine().by(CompanyOrder.NAME), offset, 10).forEach(company -> paged.add(company.name()));
        }

        assertThat(paged).hasSize(25).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void e72_allByTheFilterAreGivenToAnotherAndBackWhereNobodyChangedThemSince() {
        var first = add("first", List.of(), "maria");
        var second = add("second", List.of(), "svetlana");
        var third = add("third", List.of(), "maria");

        var batch = start(node.bean(AssignCompanies.class), "svetlana", CompanySelection.byFilter(mine().query(), 3));

        assertThat(responsible(first, second, third)).containsOnly("svetlana");
        assertThat(node.bean(Batches.class).counts(batch.id()))
                .containsEntry(RowState.DONE, 2)
                .containsEntry(RowState.SKIPPED, 1);

        companies.change(third, form -> form.withResponsible("admin"));
        node.bean(Batches.class).undo(batch.id());
        await().until(() -> !state(batch).isActive());

        assertThat(responsible(first, second, third)).containsExactly("maria", "svetlana", "admin");
    }

    @Test
    void aTagIsAddedToManyAndTakenBackOnlyWhereItWasNew() {
        var without = add("without", List.of());
        var with = add("with", List.of());
        companies.change(with, form -> form.withTags(Set.of("hot " + mark)));

        var batch = start(node.bean(TagCompanies.class), "+hot " + mark, CompanySelection.of(List.of(without, with)));

        assertThat(numbers(CompanyFilter.ALL.tagged("hot " + mark))).containsExactlyInAnyOrder(without, with);
        node.bean(Batches.class).undo(batch.id());
        await().until(() -> !state(batch).isActive());
        assertThat(numbers(CompanyFilter.ALL.tagged("hot " + mark))).containsExactly(with);
    }

    @Test
    void companiesAreTakenOutOfWorkAndNoStepIsExpectedOfThem() {
        var one = add("one", List.of());

        start(node.bean(WorkCompanies.class), "out", CompanySelection.of(List.of(one)));

        assertThat(at(NextStep.MISSING)).isEmpty();
        assertThat(numbers(mine().inWork(false))).containsExactly(one);
    }

    @Test
    void aFrozenSegmentKeepsItsMembersAndADynamicOneFollowsTheFilter() {
        var before = add("before", List.of());
        var segments = node.bean(Segments.class);
        var dynamic = segments.save("dynamic " + mark, mine(), false);
        var frozen = node.bean(FreezeSegment.class).freeze("frozen " + mark, mine(), false, 1);
        var after = add("after", List.of());

        assertThat(numbers(CompanyFilter.ALL.inSegment(dynamic.id()))).containsExactlyInAnyOrder(before, after);
        assertThat(numbers(CompanyFilter.ALL.inSegment(frozen.id()))).containsExactly(before);
        assertThat(numbers(CompanyFilter.ALL.saying("after " + mark).inSegment(dynamic.id())))
                .as("the filter and the segment are both asked")
                .containsExactly(after);
        assertThatThrownBy(() -> segments.save("FROZEN " + mark, mine(), false)).isInstanceOf(Refusal.class);
    }

    @Test
    void aConditionOnANumberOrADayThatCannotBeReadFindsNothingInsteadOfEverything() {
        var fields = node.bean(CustomFields.class);
        fields.add("seats", "Seats", CustomField.FieldKind.NUMBER, List.of());
        fields.add("founded", "Founded", CustomField.FieldKind.DATE, List.of());
        var wanted = add("wanted", List.of());
        companies.change(wanted, form -> custom(form, Map.of("seats", "12", "founded", "2020-02-29")));
        add("without", List.of());

        for (var range : List.of("10..20", "..20", "10..", "12")) {
            assertThat(numbers(mine().where("seats", range))).as(range).containsExactly(wanted);
        }
        for (var range : List.of("ten", "ten..20", "10..twenty", "ten..", "1..2..3", "..")) {
            assertThat(numbers(mine().where("seats", range))).as(range).isEmpty();
            assertThat(list.countAll(mine().where("seats", range))).as(range).isZero();
        }
        assertThat(numbers(mine().where("founded", "2020-01-01.."))).containsExactly(wanted);
        assertThat(numbers(mine().where("founded", "2020-02-30"))).isEmpty();
        assertThat(numbers(mine().where("founded", "2020-01-01..soon"))).isEmpty();
    }

    private static CompanyForm custom(CompanyForm form, Map<String, String> values) {
        return new CompanyForm(
                form.name(),
                form.inn(),
                form.kpp(),
                form.address(),
                form.zone(),
                form.note(),
                form.responsible(),
                form.manager(),
                form.inWork(),
                form.points(),
                form.tags(),
                values);
    }

    @Test
    void manyCompaniesAreLeftAloneAtOnceWithAReasonOfSeveralLinesAndThatIsTakenBack() {
        var first = add("first", List.of());
        var second = add("second", List.of());
        var reason = "Asked on the phone,\nall of them: +7 & \"by hand\"";

        var batch = node.bean(QuietBatch.class).start(CompanySelection.byFilter(mine().query(), 2), "Quiet", reason);
        await().until(() -> !state(batch).isActive());

        var quiet = node.bean(QuietCompanies.class);
        assertThat(List.of(first, second))
                .allSatisfy(number -> assertThat(quiet.of(number)).get().satisfies(said -> assertThat(said.reason())
                        .isEqualTo(reason)));
        node.bean(Batches.class).undo(batch.id());
        await().until(() -> !state(batch).isActive());
        assertThat(List.of(first, second))
                .allSatisfy(number -> assertThat(quiet.of(number)).isEmpty());
    }

    @Test
    void aSegmentThatIsNotOneOwnFindsNothing() {
        add("one", List.of(), "maria");
        var segment = node.bean(Segments.class).save("of admin " + mark, mine(), false);
        signIn("maria");

        assertThat(numbers(CompanyFilter.ALL.inSegment(segment.id()))).isEmpty();
    }

    private CompanyFilter mine() {
        return CompanyFilter.ALL.saying(mark);
    }

    private List<String> at(NextStep step) {
        return numbers(mine().at(step));
    }

    private List<String> numbers(CompanyFilter filter) {
        return list.page(filter, 0, 100).stream().map(CompanyCard::number).toList();
    }

    private List<String> chosen(CompanySelection selection) {
        var numbers = new ArrayList<String>();
        list.numbers(selection, numbers::add);
        return numbers;
    }

    private List<String> responsible(String... numbers) {
        var all = companies.all(List.of(numbers));
        return List.of(numbers).stream()
                .map(number -> String.valueOf(all.get(number).form().responsible()))
                .toList();
    }

    private Batch start(CompanyBatch kind, String what, CompanySelection selection) {
        var batch = node.bean(Batches.class)
                .start(kind, kind.key(), new CompanyTask(what, selection).text(), selection.count());
        await().until(() -> !state(batch).isActive());
        return batch;
    }

    private Batch.State state(Batch batch) {
        return node.bean(Batches.class).find(batch.id()).orElseThrow().state();
    }

    private String add(String name, List<ContactPoint> points) {
        return add(name, points, null);
    }

    private String add(String name, List<ContactPoint> points, @org.jspecify.annotations.Nullable String responsible) {
        return companies
                .create(CompanyForm.named(name + " " + mark).withPoints(points).withResponsible(responsible))
                .number();
    }

    private static ContactPoint phone(String text) {
        return ContactPoint.phone(text, "RU").orElseThrow();
    }

    private void tie(String company, long product, String kind) {
        jdbc().sql(
                        "insert into company_product (company_id, product_id, kind, noted_at) select id, ?, ?, ? from company where number = ?")
                .params(product, kind, Instant.now().atOffset(java.time.ZoneOffset.UTC), company)
                .update();
    }

    private JdbcClient jdbc() {
        return node.bean(JdbcClient.class);
    }

    private void hire(String login, Role role) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }

    private void permit(String login, Right... rights) {
        var card = node.bean(Employees.class).card(login);
        var form = card.form();
        node.bean(Employees.class)
                .change(
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
                                Set.of(rights),
                                form.teams(),
                                form.language()),
                        card.version());
    }

    private static void signIn(String login) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(login, "", List.of()));
    }
}
