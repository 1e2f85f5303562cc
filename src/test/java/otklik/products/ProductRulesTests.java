package otklik.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static otklik.products.NameRace.draft;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Money;
import otklik.kernel.Refusal;

class ProductRulesTests {
    private static NodeOfTest node;
    private static Products products;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), "product-rules");
        products = node.bean(Products.class);
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @Test
    void name_is_unique_among_active_products_whatever_its_letters_and_spaces() {
        products.add(draft("Курс вышивки"));

        assertRefused("products.nameTaken", () -> products.add(draft("  КУРС \u00a0вышивки ")));
    }

    @Test
    void of_two_products_with_one_name_at_the_same_moment_one_is_added() throws InterruptedException {
        NameRace.assertThatOneWins(
                node,
                "select count(*) from information_schema.sessions where executing_statement like 'insert into product %'");
    }

    @Test
    void name_of_a_deactivated_product_is_free_and_it_comes_back_only_under_another() {
        var old = products.add(draft("Winter seminar"));
        products.deactivate(old.id());
        products.add(draft("Winter seminar"));

        assertRefused("products.nameTaken", () -> products.activate(old.id()));
        var seen = products.byId(old.id()).orElseThrow();
        products.change(old.id(), seen.version(), draft("Winter seminar, old"));
        assertThat(products.activate(old.id()).active()).isTrue();
    }

    @Test
    void product_may_keep_its_own_name_and_change_the_size_of_its_letters() {
        var product = products.add(draft("Consulting"));

        assertThat(products.change(product.id(), product.version(), draft("CONSULTING"))
                        .name())
                .isEqualTo("CONSULTING");
    }

    @Test
    void change_over_an_unseen_version_is_refused_and_tells_what_is_saved() {
        var seen = products.add(draft("Workshop"));
        products.change(seen.id(), seen.version(), new Products.Draft("Workshop", Money.of("150"), VatRate.of("22")));

        assertThatThrownBy(() -> products.change(seen.id(), seen.version(), draft("Workshop of mine")))
                .isInstanceOfSatisfying(ChangedMeanwhile.class, changed -> {
                    assertThat(changed.theirs().price()).isEqualTo(Money.of("150"));
                    assertThat(changed.theirs().vat()).isEqualTo(VatRate.of("22"));
                });
        assertThat(products.byId(seen.id()).orElseThrow().name()).isEqualTo("Workshop");
    }

    @Test
    void every_change_is_a_line_of_history_and_no_change_is_none() {
        var product = products.add(draft("Lecture"));
        var changed = products.change(
                product.id(), product.version(), new Products.Draft("Lecture 2", Money.of("99.9"), VatRate.of("5.5")));
        products.change(
                product.id(), changed.version(), new Products.Draft("Lecture 2", Money.of("99.90"), changed.vat()));
        products.deactivate(product.id());
        products.deactivate(product.id());
        products.activate(product.id());

        assertThat(node.bean(History.class).of(Products.caseKey(product.id()), 0, 20))
                .extracting(Event::kind, Event::before, Event::after)
                .containsExactly(
                        tuple("productActivated", null, null),
                        tuple("productDeactivated", null, null),
                        tuple("productVatChanged", "none", "5.5"),
                        tuple("productRepriced", "100.00", "99.90"),
                        tuple("productRenamed", "Lecture", "Lecture 2"),
                        tuple("productAdded", null, "Lecture"));
    }

    @Test
    void list_shows_active_ones_by_name_page_by_page_and_all_when_asked() {
        var added = List.of("paged c", "Paged A", "paged B").stream()
                .map(name -> products.add(draft(name)))
                .toList();
        products.deactivate(added.get(0).id());

        assertThat(products.list("PAGED", false, 0, 10))
                .extracting(ProductCard::name)
                .containsExactly("Paged A", "paged B");
        assertThat(products.list("paged", true, 1, 1))
                .extracting(ProductCard::name)
                .containsExactly("paged B");
        assertThat(products.count("paged", false)).isEqualTo(2);
        assertThat(products.count("paged", true)).isEqualTo(3);
        assertThat(products.active()).contains(added.get(1)).doesNotContain(added.get(0));
    }

    @Test
    void products_are_found_by_their_ids_whether_active_or_not() {
        var kept = products.add(draft("Kept id"));
        products.deactivate(kept.id());

        assertThat(products.byIds(List.of(kept.id(), -1L))).containsOnlyKeys(kept.id());
    }

    @Test
    void what_a_product_cannot_be_is_refused_by_its_reason() {
        assertRefused("products.nameMissing", () -> draft(" \n\u00a0"));
        assertRefused("products.nameTooLong", () -> draft("x".repeat(201)));
        assertRefused("kernel.money.negative", () -> new Products.Draft("Negative", Money.of("-0.01"), VatRate.NONE));
        assertRefused(
                "kernel.money.tooMuch", () -> new Products.Draft("Huge", Money.of("1000000000.01"), VatRate.NONE));
        assertRefused("products.unknown", () -> products.change(-1, 0, draft("Nobody's")));
        assertThat(products.add(new Products.Draft("x".repeat(200), Money.ZERO, VatRate.of("0")))
                        .price())
                .isEqualTo(Money.ZERO);
    }

    @Test
    void no_more_products_are_active_than_a_picker_can_hold() {
        var jdbc = node.bean(JdbcClient.class);
        jdbc.sql("delete from product").update();
        IntStream.range(0, Products.MOST_ACTIVE).forEach(number -> jdbc.sql(
                        "insert into product (name, sort_name, active_name, price, active) values (?, ?, ?, 1, true)")
                .params("n" + number, "n" + number, "n" + number)
                .update());

        assertRefused("products.tooMany", () -> products.add(draft("One more")));
        assertThat(products.active()).hasSize(Products.MOST_ACTIVE);
        jdbc.sql("delete from product").update();
    }

    private static void assertRefused(String key, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.key())
                .isEqualTo(key));
    }
}
