package otklik.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.customers.Suppression.Scope;
import otklik.engine.Attempts;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.mail.OutgoingLetter;
import otklik.mail.OutgoingLetter.State;
import otklik.security.CurrentUser;

/** Who is left alone, on either database. */
abstract class SuppressionRules {
    abstract NodeOfTest node();

    @Test
    void e63_oneOfFiveContactsOptsOutAndOnlyThatAddressIsLeftAlone() {
        var company = company("Five contacts", "one@five.example", "two@five.example", "three@five.example");
        var four = personOf(company, "four@five.example");
        personOf(company, "five@five.example");

        suppressions().suppress(mail("two@five.example"), Scope.ALL, null, "Unsubscribed", "L-1");

        assertThat(stopped("two@five.example", null)).isNotNull();
        assertThat(List.of("one@five.example", "three@five.example", "four@five.example", "five@five.example"))
                .allSatisfy(address -> assertThat(stopped(address, null)).isNull());
        assertThat(card(company).state()).isEqualTo(CompanyState.ACTIVE);
        assertThat(card(company).points())
                .filteredOn(point -> point.state() == PointState.DO_NOT_USE)
                .extracting(point -> point.point().key())
                .containsExactly("two@five.example");
        assertThat(kinds(company)).contains("pointSuppressed");
        assertThat(four).startsWith("P-");
    }

    @Test
    void e63_whereTheWholeCompanyIsChosenNobodyOfItIsWrittenTo() {
        var company = company("Whole company", "one@whole.example", "two@whole.example");
        personOf(company, "person@whole.example");

        quiet().leaveAloneByItself(company, "Unsubscribed the whole company");

        assertThat(List.of("one@whole.example", "two@whole.example", "person@whole.example"))
                .allSatisfy(address -> assertThat(stopped(address, null)).contains("whole company"));
        assertThat(card(company).state()).isEqualTo(CompanyState.DO_NOT_DISTURB);
        assertThat(kinds(company)).contains("companyQuiet");

        personOf(company, "late@whole.example");
        assertThat(stopped("late@whole.example", null)).isNotNull();
    }

    @Test
    void e66_aCompanyImportedAgainStaysLeftAloneByItsPhoneOrItsTaxpayerNumber() {
        var form = form("Romashka", "info@romashka.example").withPoints(points("8 912 555 66 01"));
        var company = in("admin", () -> companies().create(form)).number();
        in("admin", () -> quiet().leaveAlone(company, "Asked on the phone"));
        node().bean(JdbcClient.class)
                .sql("delete from company_point where company_id = (select id from company where number = ?)")
                .param(company)
                .update();

        var again = in("admin", () -> companies()
                        .create(form("Romashka LLC", "x@other.example").withPoints(points("+7 (912) 555-66-01"))))
                .number();
        var inn = in("admin", () -> companies().create(withInn("Quiet by number", "7707083893")))
                .number();
        in("admin", () -> quiet().leaveAlone(inn, "Asked in writing"));
        var byInn = in("admin", () -> companies().create(withInn("The same with nothing else", "7707083893")))
                .number();
        var other = in("admin", () -> companies().create(form("Another", "y@other.example")))
                .number();

        assertThat(card(again).state()).isEqualTo(CompanyState.DO_NOT_DISTURB);
        assertThat(quiet().of(again).orElseThrow().reason()).isEqualTo("Asked on the phone");
        assertThat(card(byInn).state()).isEqualTo(CompanyState.DO_NOT_DISTURB);
        assertThat(card(other).state()).isEqualTo(CompanyState.ACTIVE);
        assertThat(suppressions().isSuppressed(points("8-912-555-66-01"))).isTrue();
    }

    @Test
    void e64_theKindThatSomebodyDoesNotWantIsStoppedAndTheOthersGo() {
        suppressions().suppress(mail("kinds@topic.example"), Scope.KIND, "seminars", "No seminars", "L-2");
        suppressions().suppress(mail("this@topic.example"), Scope.THIS, "B-7", "Not this one", "L-3");

        assertThat(stopped("kinds@topic.example", "seminars")).contains("No seminars");
        assertThat(stopped("Kinds+list@TOPIC.example", "seminars")).isNotNull();
        assertThat(stopped("kinds@topic.example", "news")).isNull();
        assertThat(guard().stops(letter("this@topic.example", "B-7/K-1/x", "seminars", false, null)))
                .isPresent();
        assertThat(guard().stops(letter("this@topic.example", "B-8/K-1/x", "seminars", false, null)))
                .isEmpty();
    }

    @Test
    void whatAClientAskedIsAnsweredAndLettersToEmployeesAlwaysGo() {
        suppressions().suppress(mail("all@answer.example"), Scope.ALL, null, "Nothing", null);
        var employee = node().bean(otklik.security.Accounts.class)
                .byLogin("maria")
                .orElseThrow()
                .email();
        suppressions().suppress(mail(employee), Scope.ALL, null, "Nothing", null);

        assertThat(guard().stops(letter("all@answer.example", "R-1/answer/1", null, false, "<q@x>")))
                .isEmpty();
        assertThat(guard().stops(letter("all@answer.example", "R-2/after/1", null, false, null, true)))
                .isEmpty();
        assertThat(guard().stops(letter("all@answer.example", "R-1/chaser/1", null, true, "<q@x>")))
                .isPresent();
        assertThat(guard().stops(letter("all@answer.example", "A-1", null, false, null)))
                .isPresent();
        assertThat(guard().stops(letter(employee, "E-maria/activation/1", null, true, null)))
                .isEmpty();
    }

    @Test
    void whoeverMayOnlyChangeCompaniesCannotLiftWhatAClientSaid() {
        var company = company("Lifted", "one@lift.example", "two@lift.example");
        suppressions().suppress(mail("one@lift.example"), Scope.ALL, null, "Said by himself", null);
        in("admin", () -> quiet().leaveAlone(company, "Asked"));

        assertThatThrownBy(() -> in("maria", () -> {
                    quiet().lift(company, "I want to");
                    return true;
                }))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> in("admin", () -> {
                    quiet().lift(company, " ");
                    return true;
                }))
                .isInstanceOf(Refusal.class);
        in("admin", () -> {
            quiet().lift(company, "Called and agreed");
            return true;
        });

        assertThat(card(company).state()).isEqualTo(CompanyState.ACTIVE);
        assertThat(stopped("two@lift.example", null)).isNull();
        assertThat(stopped("one@lift.example", null)).contains("Said by himself");
    }

    @Test
    void e63_whatSomebodySaysForHimselfOutlastsTheWishOfHisCompanyAlsoWhenItCameLater() {
        var company = company("Quiet before", "ivan@before.example", "other@before.example");
        in("admin", () -> quiet().leaveAlone(company, "Asked"));
        suppressions().suppress(mail("ivan@before.example"), Scope.ALL, null, "Never", null);

        lift(company);

        assertThat(stopped("ivan@before.example", null)).contains("Never");
        assertThat(stopped("other@before.example", null)).isNull();
    }

    @Test
    void e63_anAddressOfTwoCompaniesStaysLeftAloneAsLongAsOneOfThemWantsIt() {
        var one = company("Shared one", "shared@two.example");
        var other = company("Shared other", "shared@two.example", "own@two.example");
        in("admin", () -> quiet().leaveAlone(one, "First"));
        in("admin", () -> quiet().leaveAlone(other, "Second"));

        lift(one);

        assertThat(suppressions().of(List.of(mail("shared@two.example"))).get(mail("shared@two.example")))
                .extracting(Suppression::company)
                .containsExactly(other);
    }

    @Test
    void e63_aMarkThatSomebodyMadeByHandOutlastsTheWishOfTheCompany() {
        var company = company("Marked by hand", "wrong@hand.example", "other@hand.example");
        var states = node().bean(PointStates.class);
        in("admin", () -> {
            states.mark(mail("wrong@hand.example"), PointState.DO_NOT_USE, "Belongs to a neighbour");
            return true;
        });
        in("admin", () -> quiet().leaveAlone(company, "Asked"));

        lift(company);

        assertThat(card(company).points())
                .extracting(point -> point.point().key(), CompanyCard.Point::state, CompanyCard.Point::reason)
                .containsExactlyInAnyOrder(
                        tuple("wrong@hand.example", PointState.DO_NOT_USE, "Belongs to a neighbour"),
                        tuple("other@hand.example", PointState.VALID, null));
    }

    @Test
    void e63_theMarkOfAnAddressThatTwoWantedLeftAloneGoesWithTheLastOfThem() {
        var one = company("First wish", "both@wish.example");
        var other = company("Second wish", "both@wish.example");
        in("admin", () -> quiet().leaveAlone(one, "First"));
        in("admin", () -> quiet().leaveAlone(other, "Second"));

        lift(one);
        assertThat(card(other).points())
                .extracting(CompanyCard.Point::state, CompanyCard.Point::reason)
                .containsExactly(tuple(PointState.DO_NOT_USE, "Second"));

        lift(other);
        assertThat(card(other).points()).extracting(CompanyCard.Point::state).containsExactly(PointState.VALID);
    }

    @Test
    void e63_whatACompanyHasSaidItselfIsNobodysSlipToTakeBack() {
        var company = company("Said itself", "said@itself.example");
        var ours = in("admin", () -> quiet().leaveAlone(company, "Operator"));

        quiet().leaveAloneByItself(company, "Unsubscribed the whole company");

        assertThatThrownBy(() -> in("admin", () -> {
                    quiet().takeBack(company, ours.since());
                    return true;
                }))
                .isInstanceOf(Refusal.class);
        assertThat(card(company).state()).isEqualTo(CompanyState.DO_NOT_DISTURB);
        assertThat(quiet().of(company).orElseThrow().by()).isNull();
    }

    @Test
    void e65_ofTwoBouncesOfOneAddressAtOnceNeitherFailsAndOneIsTold() throws Exception {
        for (int round = 0; round < 5; round++) {
            var address = "twice" + round + "@bounced.example";
            var company = company("Bounced twice " + round, address);
            var start = new CyclicBarrier(2);
            Callable<Boolean> bounce = () -> {
                start.await();
                node().bean(Attempts.class)
                        .run(() -> node().bean(PointStates.class).bounced(mail(address), "550 no such user"));
                return true;
            };
            var pool = Executors.newFixedThreadPool(2);
            try {
                for (var result : pool.invokeAll(List.of(bounce, bounce))) {
                    assertThat(result.get()).isTrue();
                }
            } finally {
                pool.shutdownNow();
            }
            assertThat(kinds(company)).filteredOn("companyPointBounced"::equals).hasSize(1);
        }
    }

    @Test
    void e65_anAddressThatMustNotBeUsedDoesNotBecomeOnlyABadOne() {
        company("Unwanted", "unwanted@bounced.example");
        var states = node().bean(PointStates.class);
        states.mark(mail("unwanted@bounced.example"), PointState.DO_NOT_USE, "Asked");

        states.bounced(mail("unwanted@bounced.example"), "550 no such user");
        states.mark(mail("unwanted@bounced.example"), PointState.BOUNCED, "550 no such user");

        assertThat(states.of(mail("unwanted@bounced.example"))).isEqualTo(PointState.DO_NOT_USE);
    }

    private void lift(String company) {
        in("admin", () -> {
            quiet().lift(company, "Called and agreed");
            return true;
        });
    }

    @Test
    void whatIsKeptTellsNothingOfTheAddress() {
        suppressions().suppress(mail("secret@hash.example"), Scope.ALL, null, "Nothing", null);

        var kept = node().bean(JdbcClient.class)
                .sql("select kind || point_hash || scope || topic || reason from suppression")
                .query(String.class)
                .list();
        assertThat(kept).noneMatch(row -> row.contains("hash.example"));
    }

    private @Nullable String stopped(String address, @Nullable String topic) {
        return guard().stops(letter(address, "A-1", topic, topic == null, null)).orElse(null);
    }

    private static OutgoingLetter letter(
            String to, String key, @Nullable String topic, boolean automatic, @Nullable String inReplyTo) {
        return letter(to, key, topic, automatic, inReplyTo, false);
    }

    private static OutgoingLetter letter(
            String to,
            String key,
            @Nullable String topic,
            boolean automatic,
            @Nullable String inReplyTo,
            boolean answer) {
        return new OutgoingLetter(
                1,
                "L-1",
                "mail",
                key,
                "K-1",
                null,
                to,
                "Subject",
                "Text",
                "<m@x>",
                State.QUEUED,
                0,
                null,
                Instant.EPOCH,
                null,
                topic,
                automatic,
                inReplyTo,
                answer);
    }

    private String company(String name, String... addresses) {
        return in("admin", () -> companies().create(form(name, addresses))).number();
    }

    static CompanyForm form(String name, String... addresses) {
        var points = new ArrayList<ContactPoint>();
        for (var address : addresses) {
            points.add(mail(address));
        }
        return CompanyForm.named(name).withPoints(points);
    }

    private static CompanyForm withInn(String name, String inn) {
        return new CompanyForm(name, inn, "", "", null, "", null, null, true, List.of(), Set.of(), java.util.Map.of());
    }

    private static List<ContactPoint> points(String phone) {
        return List.of(ContactPoint.phone(phone, "RU").orElseThrow());
    }

    private String personOf(String company, String address) {
        var person = node().bean(Attempts.class).inTransaction(() -> node().bean(People.class)
                .findOrCreate(new ArrayList<>(new LinkedHashSet<>(List.of(mail(address)))), "Person", null));
        node().bean(JdbcClient.class)
                .sql("update person set company_id = (select id from company where number = ?) where number = ?")
                .params(company, person)
                .update();
        return person;
    }

    private List<String> kinds(String company) {
        return in("admin", () -> node().bean(History.class).of(company, 0, 50)).stream()
                .map(Event::kind)
                .toList();
    }

    private CompanyCard card(String number) {
        return in("admin", () -> companies().find(number)).orElseThrow();
    }

    static <T> T in(String login, Supplier<T> work) {
        var result = new ArrayList<T>();
        CurrentUser.actAs(login, () -> result.add(work.get()));
        return result.get(0);
    }

    static ContactPoint mail(String address) {
        return ContactPoint.email(address).orElseThrow();
    }

    private Companies companies() {
        return node().bean(Companies.class);
    }

    private Suppressions suppressions() {
        return node().bean(Suppressions.class);
    }

    private QuietCompanies quiet() {
        return node().bean(QuietCompanies.class);
    }

    private SuppressionGuard guard() {
        return node().bean(SuppressionGuard.class);
    }
}
