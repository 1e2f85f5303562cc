package otklik.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.requests.Inbound;
import otklik.requests.Requests;
import otklik.security.Accounts;
import otklik.security.Role;
import otklik.staff.Employees;

/** The farewell of a manager with forty open requests in a real browser: split evenly, undone, done again. */
class FarewellIT {
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    /** Forty processes move in one click; a busy machine takes its time. */
    private static final int LONG = 120_000;

    private static NodeOfTest node;
    private static Browser browser;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(
                Map.of("otklik.mail.enabled", "false", "otklik.mail.embedded.enabled", "false"), "demo");
        browser = new Browser();
        node.bean(Employees.class)
                .add("petr", "Пётр Сергеев", "petr@otklik.example", "secret123", Set.of(Role.MANAGER), RUSSIAN);
        IntStream.range(0, 40).forEach(i -> node.bean(Requests.class)
                .open(new Requests.Opening(
                        "M-1",
                        new Inbound(
                                "mail",
                                "Клиент " + i,
                                "client%d@firm.example".formatted(i),
                                null,
                                "Семинар " + i,
                                "Сколько стоит участие?",
                                null,
                                null),
                        "Семинар " + i,
                        "olga",
                        null,
                        null)));
    }

    @AfterAll
    static void stop() {
        browser.close();
        node.close();
    }

    @Test
    void fortyRequestsAreSplitEvenlyTakenBackAndSplitAgain() {
        node.bean(Accounts.class).prefer("admin", RUSSIAN, false);
        var before = count("igor");
        var admin = browser.person(RUSSIAN);
        admin.navigate(node.address("login"));
        admin.locator("#demo-admin").click();
        assertThat(admin.locator("nav.side")).isVisible();
        var mine = count("olga");
        assertThat(mine).isGreaterThanOrEqualTo(40);

        for (var round : new String[] {"first", "again"}) {
            admin.navigate(node.address("employees/olga"));
            admin.locator("#dismiss").click();
            admin.locator("#begin-farewell").click();
            var requests = admin.locator("#bucket-requests");
            choose(requests.locator("vaadin-select"), "Поровну");
            people(requests.locator("vaadin-multi-select-combo-box"), "Игорь", "Пётр");
            assertThat(requests.locator("table.shares tbody tr")).hasCount(2);
            assertThat(requests.locator("table.shares tbody tr").first()).containsText("+" + (mine + 1) / 2);
            Browser.shot(admin, "farewell-" + round + "-decision");
            admin.locator("#hand-over").click();
            assertThat(admin.locator("#take-back"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LONG));
            assertThat(count("olga")).isZero();
            assertThat(count("petr")).isBetween(mine / 2, (mine + 1) / 2);
            assertThat(count("igor") - before).isBetween(mine / 2, (mine + 1) / 2);
            Browser.shot(admin, "farewell-" + round + "-receipt");
            if (round.equals("first")) {
                admin.locator("#take-back").click();
                assertThat(admin.locator("#receipt .head .tag"))
                        .hasText("отменено", new LocatorAssertions.HasTextOptions().setTimeout(LONG));
                assertThat(count("olga")).isEqualTo(mine);
                assertThat(count("petr")).isZero();
                Browser.shot(admin, "farewell-taken-back");
            }
        }
        node.bean(Accounts.class).prefer("admin", Locale.ENGLISH, true);
        admin.reload();
        assertThat(admin.locator("#receipt .head .tag")).hasText("handed over");
        Browser.shot(admin, "farewell-again-receipt-dark");
        admin.context().close();
    }

    /** The list may close while the page is still being drawn: then it is opened again. */
    private static void choose(Locator select, String text) {
        var item = select.page()
                .locator("vaadin-select-item:visible")
                .filter(new Locator.FilterOptions().setHasText(text))
                .last();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    if (!item.isVisible()) {
                        select.click();
                    }
                    return item.isVisible();
                });
        item.click();
    }

    private static void people(Locator box, String... names) {
        for (var name : names) {
            box.locator("input").click();
            box.locator("input").fill(name);
            box.page()
                    .locator("vaadin-multi-select-combo-box-item")
                    .filter(new Locator.FilterOptions().setHasText(name))
                    .first()
                    .click();
        }
        box.page().keyboard().press("Escape");
    }

    private static long count(String manager) {
        return node.bean(JdbcClient.class)
                .sql(
                        "select count(*) from request where manager = ? and status not in ('WON', 'LOST', 'CLOSED_SILENT', 'MERGED')")
                .param(manager)
                .query(Long.class)
                .single();
    }
}
