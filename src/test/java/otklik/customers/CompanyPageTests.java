package otklik.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.customers.CompanyHistory.EventGroup;
import otklik.customers.CompanyProducts.ProductTie;
import otklik.customers.CustomField.FieldKind;
import otklik.customers.WhyNothing.Because;
import otklik.customers.WhyNothing.Cause;
import otklik.engine.Attempts;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Money;
import otklik.kernel.Refusal;
import otklik.products.Products;
import otklik.products.VatRate;
import otklik.security.CurrentUser;
import otklik.security.Role;
import otklik.staff.Employees;

/** What stands behind the page of a company: its card, its people, its history. */
class CompanyPageTests {
    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(Map.of(), "company-page");
        hire("elena", Role.HEAD);
        hire("boris", Role.HEAD);
        hire("olga", Role.MANAGER);
        hire("admin", Role.ADMINISTRATOR);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void s2_47_aChangeByOneWhoIsNotResponsibleIsMarkedAndStandsInTheFeed() {
        var number = company("Foreign", "elena");

        as("elena", () -> rename(number, "Foreign one"));
        as("boris", () -> rename(number, "Foreign two"));

        assertThat(lines("elena", number, "companyName"))
                .extracting(Event::after, Event::foreignEdit)
                .containsExactly(tuple("Foreign two", true), tuple("Foreign one", false));
        assertThat(feed("elena", number)).extracting(Event::actor).containsExactly("boris");
    }

    @Test
    void s2_47_whoLeavesAloneOrWantsDeletedWhatIsNotHisIsMarked() {
        var theirs = company("Foreign quiet", "elena");
        var own = company("Own quiet", "elena");

        as("boris", () -> node.bean(QuietCompanies.class).leaveAlone(theirs, "Asked"));
        as("admin", () -> node.bean(QuietCompanies.class).lift(theirs, "Asked again"));
        as("boris", () -> node.bean(CompanyDeletions.class)
                .withdraw(node.bean(CompanyDeletions.class).ask(theirs, "Asked").number()));
        as("elena", () -> node.bean(QuietCompanies.class).leaveAlone(own, "Asked"));
        as("elena", () -> node.bean(CompanyDeletions.class)
                .withdraw(node.bean(CompanyDeletions.class).ask(own, "Asked").number()));

        assertThat(feed("elena", theirs))
                .extracting(Event::kind)
                .containsExactly(
                        "companyDeletionWithdrawn", "companyDeletionAsked", "companyDisturbable", "companyQuiet");
        assertThat(feed("elena", own)).isEmpty();
    }

    @Test
    void s2_47_whoJoinsWhatIsNotHisIsMarkedAndWhoTakesItBackToo() {
        var from = company("Foreign from", "elena");
        var into = company("Foreign into", "boris");

        as("boris", () -> {
            var merges = node.bean(CompanyMerges.class);
            merges.undo(merges.merge(card(from), card(into), card(into).form()).id());
        });

        assertThat(feed("elena", from)).extracting(Event::kind).containsExactly("companyUnmerged", "companyMergedInto");
        assertThat(feed("elena", into)).isEmpty();
    }

    @Test
    void s1_21_thePersonalManagerIsResponsibleForTheClientToo() {
        var number = company("Managed", "elena");
        as("elena", () -> node.bean(Companies.class)
                .change(
                        number,
                        form -> new CompanyForm(
                                form.name(),
                                form.inn(),
                                form.kpp(),
                                form.address(),
                                form.zone(),
                                form.note(),
                                form.responsible(),
                                "boris",
                                form.inWork(),
                                form.points(),
                                form.tags(),
                                form.custom())));

        as("boris", () -> rename(number, "Managed two"));

        assertThat(feed("elena", number)).isEmpty();
    }

    @Test
    void s2_47_aManagerSeesInTheFeedOnlyWhatHeDidHimself() {
        var number = company("Quiet feed", "elena");
        as("boris", () -> rename(number, "Quiet feed two"));

        assertThat(feed("olga", number)).isEmpty();
        assertThat(feed("elena", number)).hasSize(1);
    }

    @Test
    void e81_whatIsTypedStaysOnTopOfWhatAnotherHasSaved() {
        var seen = new CompanyText(Map.of("name", "One", "address", "Omsk", "note", ""));
        var typed = seen.with("address", "Moscow");
        var now = seen.with("address", "Tomsk").with("note", "Theirs");

        var both = typed.onTopOf(seen, now);

        assertThat(both.value("address")).isEqualTo("Moscow");
        assertThat(both.value("note")).isEqualTo("Theirs");
        assertThat(now.differences(seen)).containsExactly("address", "note");
    }

    @Test
    void aCardAsTextIsTheSameCardAgain() {
        var form = new CompanyForm(
                "Round",
                "7707083893",
                "770101001",
                "Omsk",
                "Asia/Omsk",
                "Note",
                "elena",
                null,
                true,
                List.of(
                        ContactPoint.phone("8 495 111-22-33", "RU").orElseThrow(),
                        ContactPoint.email("a@round.example").orElseThrow()),
                Set.of("one", "two"),
                Map.of("size", "5"));

        var again = CompanyText.of(form).form("RU");

        assertThat(again.points()).extracting(ContactPoint::key).containsExactly("+74951112233", "a@round.example");
        assertThat(again.withPoints(List.of())).isEqualTo(form.withPoints(List.of()));
    }

    @Test
    void aLineThatIsNoPhoneAndNoAddressIsRefusedAtItsField() {
        assertThatThrownBy(() -> new CompanyText(Map.of("points", "+7 495 111-22-33\nnonsense")).form("RU"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("points"))
                .hasMessageContaining("nonsense");
    }

    @Test
    void everyFieldOfTheCardIsComparedForTheTimeline() {
        var parts = CompanyForm.class.getRecordComponents();
        var full = new CompanyForm(
                "b",
                "b",
                "b",
                "b",
                "b",
                "b",
                "b",
                "b",
                false,
                List.of(ContactPoint.email("b@b.example").orElseThrow()),
                Set.of("b"),
                Map.of("size", "5"));
        var field = new CustomField(1, "size", "Size", FieldKind.TEXT, List.of(), 1, false);

        var told = CompanyDifferences.between(CompanyForm.named("a"), full, List.of(field));

        assertThat(told).as(Arrays.toString(parts)).hasSize(parts.length);
    }

    @Test
    void e4_whatWasTypedIsKeptForItsAuthorUntilItIsNoDifferenceAnyMore() {
        var number = company("Draft", "elena");
        var card = card(number);
        var seen = CompanyText.of(card.form());

        as("elena", () -> drafts().save(number, card.version(), seen, seen.with("inn", "12 wrong")));

        assertThat(got("elena", () -> drafts().find(number).orElseThrow().typed()))
                .isEqualTo(Map.of("inn", "12 wrong"));
        assertThat(got("boris", () -> drafts().find(number))).isEmpty();
        as("elena", () -> drafts().save(number, card.version(), seen, seen));
        assertThat(got("elena", () -> drafts().find(number))).isEmpty();
    }

    @Test
    void e65_aBadAddressIsBadInEveryCardAndACorrectedOneIsClean() {
        var bad = ContactPoint.email("bad@bounce.example").orElseThrow();
        var good = ContactPoint.email("good@bounce.example").orElseThrow();
        var first = company("Bounce one", "elena", bad);
        var second = company("Bounce two", "elena", bad);

        as("elena", () -> states().mark(bad, PointState.BOUNCED, "550 no such user"));

        assertThat(List.of(first, second)).allSatisfy(number -> {
            assertThat(card(number).points().get(0).state()).isEqualTo(PointState.BOUNCED);
            assertThat(lines("elena", number, "companyPointBounced"))
                    .extracting(Event::note)
                    .containsExactly("550 no such user");
        });
        as("elena", () -> node.bean(Companies.class).change(first, form -> form.withPoints(List.of(good))));
        assertThat(card(first).points().get(0).state()).isEqualTo(PointState.VALID);
        assertThat(card(second).points().get(0).state()).isEqualTo(PointState.BOUNCED);
    }

    @Test
    void whoMayNotChangeTheCompanyMayNotMarkItsAddress() {
        var point = ContactPoint.email("mine@mark.example").orElseThrow();
        company("Marked", "elena", point);

        assertThatThrownBy(() -> as("olga", () -> states().mark(point, PointState.DO_NOT_USE, null)))
                .isInstanceOf(Refusal.class);
        assertThat(states().of(point)).isEqualTo(PointState.VALID);
    }

    @Test
    void e63_whatAClientSaidOfHisAddressIsNotWipedAwayByAMarkThatItIsValid() {
        var said = ContactPoint.email("said@wiped.example").orElseThrow();
        var marked = ContactPoint.email("marked@wiped.example").orElseThrow();
        company("Wiped", "elena", said, marked);
        node.bean(Suppressions.class).suppress(said, Suppression.Scope.ALL, null, "Unsubscribed", "L-1");
        as("elena", () -> states().mark(marked, PointState.DO_NOT_USE, "A slip"));

        assertThatThrownBy(() -> as("elena", () -> states().mark(said, PointState.VALID, null)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("said@wiped.example");
        as("elena", () -> states().mark(marked, PointState.VALID, null));

        assertThat(states().of(said)).isEqualTo(PointState.DO_NOT_USE);
        assertThat(states().of(marked)).isEqualTo(PointState.VALID);
    }

    @Test
    void s2_45_theHistoryTellsOfTheCompanyAndItsPeopleByGroup() {
        var number = company("Storied", "elena");
        var person = got("elena", () -> people().add(new PersonForm("Anna Storied", number, "Director", List.of()))
                .number());

        assertThat(got("elena", () -> node.bean(CompanyHistory.class).of(number, History.Filter.ALL, null, 50)))
                .extracting(Event::caseKey)
                .contains(number, person);
        assertThat(got("elena", () -> node.bean(CompanyHistory.class)
                        .of(number, EventGroup.LETTERS.filter(null, null, null), null, 50)))
                .isEmpty();
        assertThat(got("elena", () -> node.bean(CompanyHistory.class)
                        .of(number, EventGroup.CHANGES.filter("boris", null, null), null, 50)))
                .isEmpty();
    }

    @Test
    void theHistoryIsReadOnFromTheLastLineThatIsKnown() {
        var number = company("Paged", "elena");
        for (int turn = 0; turn < 5; turn++) {
            var name = "Paged " + turn;
            as("elena", () -> rename(number, name));
        }
        var all = read(number, null, 50);

        var first = read(number, null, 2);
        var second = read(number, first.get(1).id(), 50);

        assertThat(all).hasSizeGreaterThanOrEqualTo(6);
        assertThat(new ArrayList<>(first)).isEqualTo(all.subList(0, 2));
        assertThat(second).isEqualTo(all.subList(2, all.size()));
    }

    @Test
    void s2_46_whyNothingIsPlannedIsAnsweredFromWhatHappenedLast() {
        var number = company("Unplanned", "elena");
        assertThat(why(number)).extracting(Because::cause).containsExactly(Cause.NEVER);

        node.bean(Attempts.class).inTransaction(() -> {
            node.bean(Companies.class).contacted(number, Instant.now());
            return number;
        });
        assertThat(why(number)).extracting(Because::cause).containsExactly(Cause.TALKED);

        as("boris", () -> node.bean(History.class)
                .tell(new History.Change(number, "activityCancelled")
                        .from("Call", null)
                        .because("He wanted to get in touch in two days")));
        assertThat(why(number)).first().satisfies(because -> {
            assertThat(because.cause()).isEqualTo(Cause.CANCELLED);
            assertThat(because.who()).isEqualTo("boris");
            assertThat(because.text()).isEqualTo("He wanted to get in touch in two days");
        });
    }

    @Test
    void aChoiceThatCompaniesHaveCannotBeTakenAwayAndARetiredFieldKeepsItsValues() {
        as("admin", () -> fields().add("origin", "Origin", FieldKind.CHOICE, List.of("site", "fair", "friends")));
        var field = fields().all().stream()
                .filter(one -> one.key().equals("origin"))
                .findFirst()
                .orElseThrow();
        var number = company("Chosen", "elena");
        as("elena", () -> custom(number, Map.of("origin", "fair")));

        assertThatThrownBy(() -> as("admin", () -> fields().change(field.id(), "Origin", List.of("site", "friends"))))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("choices"));
        as("admin", () -> fields().retire(field.id(), true));
        assertThat(card(number).form().custom()).isEmpty();
        as("elena", () -> rename(number, "Chosen while retired"));
        as("admin", () -> fields().retire(field.id(), false));
        assertThat(card(number).form().custom()).containsEntry("origin", "fair");
    }

    @Test
    void onlyWhoMayChangeTheSettingsAddsAField() {
        assertThatThrownBy(() -> as("elena", () -> fields().add("mine", "Mine", FieldKind.TEXT, List.of())))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> as("admin", () -> fields().add("name", "Name", FieldKind.TEXT, List.of())))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("key"));
    }

    @Test
    void aPhoneOfSomebodyElseIsRefusedWithHisName() {
        var number = company("Phones", "elena");
        var phone = ContactPoint.phone("+7 495 777-00-01", "RU").orElseThrow();
        as("elena", () -> people().add(new PersonForm("First Owner", number, "", List.of(phone))));

        assertThatThrownBy(() -> as("elena", () -> people().add(new PersonForm("Second", number, "", List.of(phone)))))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("points"))
                .hasMessageContaining("First Owner");
        assertThat(got("elena", () -> people().ofCompany(number)))
                .extracting(PersonCard::name)
                .containsExactly("First Owner");
    }

    @Test
    void nobodyIsAddedToACompanyThatIsNoMore() {
        var merged = company("Merged before", "elena");
        var deleted = company("Deleted before", "elena");
        var open = company("Still open", "elena");
        close(merged, CompanyState.MERGED);
        close(deleted, CompanyState.ANONYMISED);
        close(open, CompanyState.DO_NOT_DISTURB);
        var person = got("elena", () -> people().add(new PersonForm("Late Comer", open, "", List.of())));

        assertThat(List.of(merged, deleted)).allSatisfy(number -> {
            assertThatThrownBy(() -> as("elena", () -> people().add(new PersonForm("Later", number, "", List.of()))))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.field())
                            .isEqualTo("company"));
            assertThatThrownBy(() -> as("elena", () -> people().link(person.number(), number)))
                    .isInstanceOf(Refusal.class);
        });
        assertThat(got("elena", () -> people().ofCompany(open)))
                .extracting(PersonCard::name)
                .containsExactly("Late Comer");
    }

    @Test
    void whoBelongsToACompanyThatIsNoMoreCanBeChangedAndMovedAway() {
        var left = company("Left behind", "elena");
        var open = company("Taken in", "elena");
        var person = got("elena", () -> people().add(new PersonForm("Stayed There", left, "", List.of())));
        close(left, CompanyState.MERGED);

        as("elena", () -> people().change(
                        person.number(), person.version(), new PersonForm("Stayed Here", left, "", List.of())));
        as("elena", () -> people().link(person.number(), open));

        assertThat(got("elena", () -> people().ofCompany(open)))
                .extracting(PersonCard::name)
                .containsExactly("Stayed Here");
    }

    private static void close(String company, CompanyState state) {
        node.bean(CompanyRows.class).state(company, state);
    }

    @Test
    void aPersonWhoLeavesOneCompanyForAnotherStandsInTheHistoryOfBoth() {
        var from = company("Left company", "elena");
        var to = company("Joined company", "elena");
        var person = got("elena", () -> people().add(new PersonForm("Mover", from, "Buyer", List.of())));

        as("elena", () -> people().link(person.number(), to));

        assertThat(lines("elena", from, "companyPersonLeft")).hasSize(1);
        assertThat(lines("elena", to, "companyPersonJoined")).hasSize(1);
        assertThat(got("elena", () -> people().ofCompany(to)))
                .extracting(PersonCard::name, PersonCard::position)
                .containsExactly(tuple("Mover", "Buyer"));
    }

    @Test
    void e9_aPersonIsFoundByPhoneInAnyWayOfWriting() {
        var phone = ContactPoint.phone("+7 383 200-10-20", "RU").orElseThrow();
        as("elena", () -> people().add(new PersonForm("Searched Person", null, "", List.of(phone))));

        assertThat(List.of("8 (383) 200 10 20", "+73832001020", "searched PERS"))
                .allSatisfy(text -> assertThat(got("elena", () -> people().list(text, 0, 10)))
                        .extracting(PersonCard::name)
                        .containsExactly("Searched Person"));
        assertThat(got("elena", () -> people().count("8 383 200-10-20"))).isEqualTo(1);
    }

    @Test
    void s1_39_anInterestAndAPurchaseOfTheSameProductAreNotedApart() {
        var number = company("Shopper", "elena");
        var product = got("admin", () -> node.bean(Products.class)
                .add(new Products.Draft("Embroidery course", Money.of("4900"), VatRate.NONE))
                .id());

        as("elena", () -> ties().note(number, product, ProductTie.INTEREST));
        as("elena", () -> ties().note(number, product, ProductTie.INTEREST));
        as("elena", () -> ties().note(number, product, ProductTie.PURCHASE));
        as("elena", () -> ties().forget(number, product, ProductTie.INTEREST));

        assertThat(got("elena", () -> ties().of(number)))
                .extracting(CompanyProducts.Noted::tie)
                .containsExactly(ProductTie.PURCHASE);
        assertThat(lines("elena", number, "companyInterest"))
                .extracting(Event::before, Event::after)
                .containsExactly(tuple("Embroidery course", null), tuple(null, "Embroidery course"));
        assertThatThrownBy(() -> as("olga", () -> ties().note(number, product, ProductTie.INTEREST)))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aTagThatWasUsedOnceIsSuggested() {
        var number = company("Tagged", "elena");
        as("elena", () -> node.bean(Companies.class).change(number, form -> form.withTags(Set.of("Fair 2026"))));

        assertThat(got("elena", () -> node.bean(Companies.class).tags("fair", 0, 10)))
                .containsExactly("Fair 2026");
        assertThat(got("elena", () -> node.bean(Companies.class).tags("%", 0, 10)))
                .isEmpty();
    }

    private static List<Event> read(String number, @Nullable Long before, int limit) {
        return got("elena", () -> node.bean(CompanyHistory.class).of(number, History.Filter.ALL, before, limit));
    }

    private static List<Because> why(String number) {
        return got("elena", () -> node.bean(WhyNothing.class).of(number));
    }

    private static List<Event> feed(String login, String number) {
        return got(login, () -> node.bean(CompanyHistory.class).foreignEdits(History.Filter.ALL, null, 100).stream()
                .filter(event -> event.caseKey().equals(number))
                .toList());
    }

    private static List<Event> lines(String login, String number, String kind) {
        return got(login, () -> node.bean(CompanyHistory.class).of(number, History.Filter.ALL, null, 100).stream()
                .filter(event -> event.kind().equals(kind))
                .toList());
    }

    private static String company(String name, String responsible, ContactPoint... points) {
        return got(responsible, () -> node.bean(Companies.class)
                .create(CompanyForm.named(name).withResponsible(responsible).withPoints(List.of(points)))
                .number());
    }

    private static CompanyCard card(String number) {
        return got("elena", () -> node.bean(Companies.class).find(number).orElseThrow());
    }

    private static void rename(String number, String name) {
        node.bean(Companies.class)
                .change(
                        number,
                        form -> new CompanyForm(
                                name,
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
                                form.custom()));
    }

    private static void custom(String number, Map<String, String> values) {
        node.bean(Companies.class).change(number, form -> {
            var custom = new LinkedHashMap<>(form.custom());
            custom.putAll(values);
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
                    custom);
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

    private static void hire(String login, Role role) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }

    private static People people() {
        return node.bean(People.class);
    }

    private static PointStates states() {
        return node.bean(PointStates.class);
    }

    private static CustomFields fields() {
        return node.bean(CustomFields.class);
    }

    private static CompanyDrafts drafts() {
        return node.bean(CompanyDrafts.class);
    }

    private static CompanyProducts ties() {
        return node.bean(CompanyProducts.class);
    }
}
