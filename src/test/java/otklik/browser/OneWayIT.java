package otklik.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import otklik.NodeOfTest;
import otklik.engine.TimerShift;
import otklik.kernel.Settings;
import otklik.work.WorkReconciler;

/** The one way through the product, played in a real browser with real letters: from a letter to its answer, and into silence. */
class OneWayIT {
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static NodeOfTest node;
    private static Browser browser;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(Map.of("otklik.mail.poll-interval", "PT0.5S"), "demo");
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ru", "en"})
    void aLetterBecomesARequestIsAnsweredAndClosedWhenTheClientFallsSilent(String language) {
        var words = new Words(Locale.forLanguageTag(language));
        var client = client("Анна Петрова", "anna." + language + "@firm.example");
        var firstId = client.write("Семинар 24 ноября " + language, "Сколько стоит участие?", null);

        var maria = browser.employee(node, "maria", words, false);
        open(maria, "Семинар 24 ноября " + language);
        assertThat(maria.locator(".head otklik-countdown")).isVisible();
        choose(maria.locator(".foot vaadin-combo-box"), "Ольга Королёва");
        Browser.shot(maria, language + "-1-review");
        maria.getByText(words.of("inbox.makeRequest")).click();
        assertThat(maria.getByText("R-").first()).isVisible();

        var olga = browser.employee(node, "olga", words, false);
        open(olga, "anna." + language, "Анна Петрова");
        assertThat(olga).hasURL(Pattern.compile(".*/R-\\d+.*"));
        var request = olga.url().replaceFirst(".*/(R-\\d+).*", "$1");
        olga.locator("textarea").fill("Участие стоит 12 000 ₽.");
        olga.keyboard().press("Control+Enter");
        status(olga, words, "WAITING_FOR_CLIENT");
        Browser.shot(olga, language + "-2-answered");

        var answer = await().atMost(PATIENCE)
                .until(client::read, letters -> letters.size() == 1)
                .get(0);
        assertThat(answer.inReplyTo()).isEqualTo(firstId);
        assertThat(answer.references()).contains(firstId);
        assertThat(answer.subject()).startsWith("Re: Семинар").contains("[" + request + "]");
        assertThat(answer.from()).isEqualTo("Ольга Королёва");
        assertThat(answer.text()).contains("12 000 ₽");
        assertThat(answer.autoSubmitted()).isEmpty();

        client.write(answer.subject(), "А если оплатить в две части?", answer);
        status(olga, words, "REPLY_RECEIVED");
        assertThat(olga.getByText("А если оплатить в две части?").last()).isVisible();
        Browser.shot(olga, language + "-3-replied");

        letTimePassUntil(olga, words, "MANAGER_SILENT");
        Browser.shot(olga, language + "-4-manager-silent");
        olga.locator("textarea").fill("Да, место сохраняется на пять дней.");
        olga.keyboard().press("Control+Enter");
        status(olga, words, "WAITING_FOR_CLIENT");

        letTimePassUntil(olga, words, "CLOSED_SILENT");
        Browser.shot(olga, language + "-5-closed");
        assertThat(client.read())
                .as("answer, second answer and one reminder that is marked as automatic")
                .hasSize(3)
                .filteredOn(letter -> letter.autoSubmitted().equals("auto-generated"))
                .hasSize(1);
        assertThat(node.bean(WorkReconciler.class).compare()).isEmpty();
        maria.context().close();
        olga.context().close();
    }

    @Test
    void theReviewCanBeDoneInTheTasklist() {
        var words = new Words(Locale.ENGLISH);
        var client = client("Пётр Иванов", "petr@lists.example");
        client.write("Обучение через Tasklist", "Нужна программа для десяти человек", null);
        var maria = browser.employee(node, "maria", words, false);
        assertThat(maria.getByText("Обучение через Tasklist").first()).isVisible();

        maria.navigate(node.address("camunda/app/tasklist/default/"));
        maria.getByText("Review the message").first().click();
        maria.getByText("Claim", new Page.GetByTextOptions().setExact(true)).click();
        maria.locator("label")
                .filter(new Locator.FilterOptions().setHasText("Make a request"))
                .click();
        maria.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete"))
                .click();
        assertThat(maria.getByText("Select a task in the list")).isVisible();
        Browser.shot(maria, "tasklist-1-reviewed");

        var olga = browser.employee(node, "olga", words, false);
        olga.navigate(node.address("communications?view=NEW"));
        olga.locator("vaadin-grid .item").first().click();
        olga.locator("[data-key=KeyT]").click();
        status(olga, words, "ASSIGNED");
        Browser.shot(olga, "tasklist-2-taken");
        assertThat(node.bean(WorkReconciler.class).compare()).isEmpty();
        maria.context().close();
        olga.context().close();
    }

    private static Client client(String name, String address) {
        return new Client(name, address, node.bean(Settings.class));
    }

    private static void open(Page page, String... texts) {
        page.locator("vaadin-grid .item")
                .filter(new Locator.FilterOptions().setHasText(texts[texts.length - 1]))
                .first()
                .click();
        assertThat(page.locator(".card .foot vaadin-button").first()).isVisible();
    }

    private static void choose(Locator box, String item) {
        box.locator("input").click();
        box.page()
                .locator("vaadin-combo-box-item")
                .filter(new Locator.FilterOptions().setHasText(item))
                .click();
    }

    private static void status(Page page, Words words, String status) {
        assertThat(page.locator(".card > .head .tag").first()).hasText(words.of("requests.RequestStatus." + status));
    }

    /** Goes from timer to timer, as long as the status is another. */
    private static void letTimePassUntil(Page page, Words words, String status) {
        var wanted = words.of("requests.RequestStatus." + status);
        var tag = page.locator(".card > .head .tag").first();
        await().atMost(PATIENCE.multipliedBy(2))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    if (!tag.textContent().equals(wanted)) {
                        var timers = node.bean(TimerShift.class);
                        var now = node.bean(Clock.class).instant();
                        timers.next()
                                .ifPresent(next -> timers.forward(
                                        Duration.between(now, next).plusSeconds(1)));
                    }
                    return tag.textContent().equals(wanted);
                });
    }
}
