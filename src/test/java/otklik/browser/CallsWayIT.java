package otklik.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otklik.NodeOfTest;

/** A call by a click and back: it rings on the client's page, an answer there is a talk here, and who calls in is known by his card. */
class CallsWayIT {
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
    @ValueSource(strings = {"ru", "en"})
    void aClickCallsTheClientAndWhoCallsInIsKnown(String language) {
        var words = new Words(Locale.forLanguageTag(language));
        var client = browser.person(words.locale());
        client.navigate(node.address("client-phone"));
        var olga = browser.employee(node, "olga", words, language.equals("en"));
        olga.navigate(node.address("companies/K-1"));

        olga.locator(".company-facts .call-button").first().click();
        assertThat(olga.locator(".call-now")).containsText(words.of("telephony.CallState.RINGING"));
        press(client, words.of("demo.phone.answer"));
        assertThat(olga.locator(".call-now")).containsText(words.of("telephony.CallState.ANSWERED"));
        assertThat(olga.locator(".call-now otklik-stopwatch")).hasText(Pattern.compile("0?0:0[1-9]"));
        Browser.shot(olga, "calls-" + language + "-1-talk");
        press(client, words.of("demo.phone.hangUp"));
        assertThat(olga.locator(".call-now")).hasCount(0);

        olga.navigate(node.address("work"));
        client.locator("#to-person input").click();
        client.locator("vaadin-combo-box-item")
                .filter(new Locator.FilterOptions().setHasText("Ольга"))
                .first()
                .click();
        client.locator("#call-in").click();
        assertThat(olga.locator(".call-who")).hasText("ООО «Ромашка»");
        var softly = new SoftAssertions();
        AccessibilityIT.assertNothingFound(softly, olga);
        softly.assertAll();
        Browser.shot(olga, "calls-" + language + "-2-incoming");
        olga.locator(".call-now vaadin-button")
                .filter(new Locator.FilterOptions().setHasText(words.of("telephony.take")))
                .click();
        assertThat(olga).hasURL(Pattern.compile(".*/companies/K-1.*"));
        olga.locator(".call-now vaadin-button")
                .filter(new Locator.FilterOptions().setHasText(words.of("telephony.hangUp")))
                .click();
        assertThat(olga.locator(".call-now")).hasCount(0);

        olga.navigate(node.address("calls"));
        assertThat(olga.locator("vaadin-grid").getByText("ООО «Ромашка»").first())
                .isVisible();
        assertThat(olga.locator("vaadin-grid .tag.ok").first()).hasText(words.of("telephony.CallCause.ANSWERED"));
        Browser.shot(olga, "calls-" + language + "-3-log");
        olga.navigate(node.address("companies/K-1/history"));
        assertThat(olga.getByText(words.of("history.callMade")).first()).isVisible();
        Browser.shot(olga, "calls-" + language + "-4-history");
        olga.context().close();
        client.context().close();
    }

    private static void press(Page page, String button) {
        page.locator("#ringing vaadin-button")
                .filter(new Locator.FilterOptions().setHasText(button))
                .first()
                .click();
    }
}
