package otklik.products;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.PostgresServer;

class ProductsPostgresIT {
    private static NodeOfTest node;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(PostgresServer.fresh("products").properties(), "postgres");
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @Test
    void of_two_products_with_one_name_at_the_same_moment_one_is_added() throws InterruptedException {
        NameRace.assertThatOneWins(node, "select count(*) from pg_stat_activity where wait_event_type = 'Lock'");
    }

    @Test
    void names_are_searched_as_people_write_them() {
        var products = node.bean(Products.class);
        products.add(NameRace.draft("Скидка 50%_!"));

        assertThat(products.list("СКИДКА 50%_!", false, 0, 10)).hasSize(1);
        assertThat(products.list("скидка %!", false, 0, 10)).isEmpty();
        assertThat(products.count("ка 50%", false)).isEqualTo(1);
    }
}
