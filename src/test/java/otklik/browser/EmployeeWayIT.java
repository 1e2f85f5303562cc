package otklik.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.kernel.Settings;
import otklik.security.Accounts;
import otklik.staff.Activations;
import otklik.staff.InvitationState;

/** A new employee's way in, in a real browser with real letters: from the card to the first task, and back in with a forgotten password. */
class EmployeeWayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern LINK = Pattern.compile("/activate/\\S+");

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
    void aNewEmployeeComesInByTheLetterDoesTheFirstTaskAndResetsAForgottenPassword(String language) {
        var words = new Words(Locale.forLanguageTag(language));
        var login = "newcomer" + language;
        var address = login + "@firm.example";
        var mailbox = new Client("Вера Новикова", address, node.bean(Settings.class));
        var admin = added("Вера Новикова", address, words);
        assertThat(admin.locator("#activation")).containsText(address);
        Browser.shot(admin, language + "-employee-0-added");

        var letter = await().atMost(PATIENCE).until(mailbox::read, letters -> letters.size() == 1);
        assertThat(letter.get(0).text()).contains(login);
        assertThat(letter.get(0).autoSubmitted()).isEqualTo("auto-generated");
        await().atMost(PATIENCE).until(() -> stateOf(login) == InvitationState.SENT);
        assertThat(node.bean(JdbcClient.class)
                        .sql("select text from outgoing_letter where to_address = ?")
                        .param(address)
                        .query(String.class)
                        .single())
                .as("what the outbox keeps of a letter that was sent")
                .contains("/activate/…");
        var page = browser.person(words.locale());
        openLink(page, letter.get(0));
        assertThat(page.getByText(words.of("staff.activation.welcome", "Вера Новикова")))
                .isVisible();
        assertThat(page.getByText(words.of("staff.password.help"))).isVisible();
        assertThat(stateOf(login)).isEqualTo(InvitationState.OPENED);
        Browser.shot(page, language + "-employee-1-link");

        password(page, "short", "short");
        assertThat(fieldsMessage(page, words.of("staff.passwordTooShort", 10))).isVisible();
        password(page, "Corvus-corax-74", "Corvus-corax-47");
        assertThat(fieldsMessage(page, words.of("staff.passwordsDiffer"))).isVisible();
        Browser.shot(page, language + "-employee-2-refused");
        password(page, "Corvus-corax-74", "Corvus-corax-74");
        signIn(page, login, "Corvus-corax-74");
        assertThat(stateOf(login)).isEqualTo(InvitationState.ACTIVATED);
        // Without a reload: the administrator still looks at the card.
        assertThat(admin.locator("#activation .tag")).hasText(words.of("staff.InvitationState.ACTIVATED"));
        admin.context().close();

        var client = new Client("Анна Петрова", "first." + language + "@firm.example", node.bean(Settings.class));
        client.write("Первая задача " + language, "Сколько стоит участие?", null);
        page.navigate(node.address("inbox"));
        page.locator("vaadin-grid .item")
                .filter(new Locator.FilterOptions().setHasText("Первая задача " + language))
                .first()
                .click();
        assertThat(page.locator(".head otklik-countdown")).isVisible();
        page.getByText(words.of("inbox.makeRequest")).click();
        assertThat(page.getByText("R-").first()).isVisible();
        Browser.shot(page, language + "-employee-3-first-task");
        page.context().close();

        var later = browser.person(words.locale());
        later.navigate(node.address("login"));
        later.getByText(words.of("staff.forgotten")).click();
        assertThat(later.getByText(words.of("staff.forgotten.text"))).isVisible();
        later.locator("vaadin-text-field input").fill(address);
        later.keyboard().press("Enter");
        assertThat(later.getByText(words.of("staff.forgotten.answer"))).isVisible();
        Browser.shot(later, language + "-employee-4-forgotten");
        var reset = await().atMost(PATIENCE).until(mailbox::read, letters -> letters.size() == 2);
        openLink(later, reset.get(1));
        password(later, "Sitta-europaea-58", "Sitta-europaea-58");
        signIn(later, login, "Sitta-europaea-58");
        openLink(later, letter.get(0));
        assertThat(later.getByText(words.of("staff.link.used.activation"))).isVisible();
        Browser.shot(later, language + "-employee-5-used");
        later.context().close();
    }

    /** The administrator adds an operator on the screen, and stays on the new card. */
    private static Page added(String name, String address, Words words) {
        node.bean(Accounts.class).prefer("admin", words.locale(), false);
        var page = browser.person(words.locale());
        page.navigate(node.address("login"));
        page.locator("#demo-admin").click();
        assertThat(page.locator("nav.side")).isVisible();
        page.navigate(node.address("employees"));
        page.getByText(words.of("staff.add")).click();
        var exact = new Page.GetByLabelOptions().setExact(true);
        field(page, words.of("staff.name"), exact).fill(name);
        field(page, words.of("staff.email"), exact).fill(address);
        page.keyboard().press("Tab");
        page.locator("vaadin-checkbox")
                .filter(new Locator.FilterOptions().setHasText(words.of("staff.preset.operator")))
                .first()
                .locator("input")
                .check();
        page.keyboard().press("Control+Enter");
        page.locator("vaadin-dialog-overlay vaadin-button[theme~=primary]").click();
        assertThat(page.locator("#activation")).isVisible();
        return page;
    }

    private static Locator field(Page page, String label, Page.GetByLabelOptions options) {
        return page.getByLabel(label, options).and(page.locator("input"));
    }

    private static void openLink(Page page, Client.Letter letter) {
        var link = LINK.matcher(letter.text());
        assertThat(link.find()).as(letter.text()).isTrue();
        // The server of the test has a port that its settings do not know.
        page.navigate("http://localhost:%d%s".formatted(node.port(), link.group()));
    }

    private static void password(Page page, String one, String again) {
        page.locator("vaadin-password-field input").first().fill(one);
        page.locator("vaadin-password-field input").last().fill(again);
        page.keyboard().press("Enter");
    }

    /** The login is filled in already. */
    private static void signIn(Page page, String login, String password) {
        await().atMost(PATIENCE)
                .until(() -> login.equals(page.evaluate("document.getElementById('vaadinLoginUsername')?.value")));
        page.locator("input[name=password]").fill(password);
        page.keyboard().press("Enter");
        assertThat(page.locator("nav.side")).isVisible();
    }

    private static InvitationState stateOf(String login) {
        return node.bean(Activations.class).invitation(login).orElseThrow().state();
    }

    /** What stands at the field; the browser is told the same beside it, to be read aloud, for a moment. */
    private static Locator fieldsMessage(Page page, String text) {
        return page.locator("[slot=error-message]", new Page.LocatorOptions().setHasText(text));
    }
}
