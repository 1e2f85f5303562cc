package otklik.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otklik.NodeOfTest;
import otklik.security.Accounts;

/** Every screen can be used by people who cannot see colours, or see at all: axe finds nothing, in the light and in the dark. */
class AccessibilityIT {
    private static NodeOfTest node;
    private static Browser browser;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(Map.of(), "demo");
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        node.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void axeFindsNothingOnAnyScreen(boolean dark) {
        node.bean(Accounts.class).prefer("admin", Locale.ENGLISH, dark);
        var softly = new SoftAssertions();
        var page = browser.person(Locale.ENGLISH);
        page.navigate(node.address("login"));
        page.locator("#demo-admin").waitFor();
        assertNothingFound(softly, page);
        page.locator("#demo-admin").click();
        assertThat(page.locator("nav.side")).isVisible();
        for (var path : List.of(
                "inbox",
                "spam-rules",
                "spam-rules/new",
                "activities",
                "activities/series",
                "tasks",
                "tasks/rules",
                "communications",
                "communications?view=ALL&as=board",
                "communications/templates",
                "communications/response-times",
                "communications/closing-tonight",
                "companies",
                "companies?work=false&order=NAME",
                "segments",
                "instructions",
                "mailings/templates",
                "mailings/templates/new",
                "work",
                "desk",
                "monitoring",
                "recovery",
                "overloads",
                "teams/1",
                "employees",
                "employees/new",
                "employees/olga",
                "employees/teams/1",
                "employees/departments/1",
                "employees/presets/manager",
                "companies/new",
                "companies/foreign-edits",
                "companies/doubles",
                "companies/merge/K-1/K-2",
                "people",
                "settings/fields",
                "settings/order",
                "settings/order/skips",
                "companies/import",
                "products",
                "products/new",
                "settings",
                "sources",
                "sources/site-form",
                "sign-ins",
                "calls",
                "settings/telephony",
                "client-phone",
                "health",
                "client-side")) {
            page.navigate(node.address(path));
            page.locator("h1").first().waitFor();
            assertNothingFound(softly, page);
        }
        page.context().close();
        softly.assertAll();
    }

    static void assertNothingFound(SoftAssertions softly, Page page) {
        var found = new AxeBuilder(page)
                // Vaadin's own word about the connection stands outside of every landmark, and is hidden.
                .exclude("vaadin-connection-indicator")
                .analyze()
                .getViolations();
        softly.assertThat(found)
                .as(page.url())
                .extracting(rule -> rule.getId() + ": "
                        + rule.getNodes().stream().map(node -> node.getHtml()).toList())
                .isEmpty();
    }
}
