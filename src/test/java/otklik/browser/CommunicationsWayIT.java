package otklik.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.NodeOfTest;
import otklik.mail.Outbox;
import otklik.mail.OutgoingFile;
import otklik.mail.OutgoingFiles;
import otklik.mail.OutgoingLetter;
import otklik.requests.Inbound;
import otklik.requests.Requests;
import otklik.work.WorkItems;

/** A manager's day in "Communications": answers those who wrote, with a template and a file; a colleague is asked; the head looks on. */
class CommunicationsWayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
    void aManagerAnswersFromTheFilterWithATemplateAndAFileAndAsksAColleague(String language) {
        var words = new Words(Locale.forLanguageTag(language));
        var first = dialogue("Анна Петрова", "anna." + language);
        var second = dialogue("Виктор Сомов", "viktor." + language);
        var olga = browser.employee(node, "olga", words, false);

        writeTemplate(olga, words, "Цена " + language);
        olga.navigate(node.address("communications?view=REPLY_RECEIVED"));
        assertThat(olga.locator(".chip[aria-pressed=true]").first())
                .containsText(words.of("requests.RequestView.REPLY_RECEIVED"));
        olga.locator("vaadin-grid .item").first().waitFor();
        olga.keyboard().press("j");
        assertThat(olga).hasURL(Pattern.compile(".*/" + second + "\\?.*"));
        assertThat(olga.locator(".composer textarea")).isVisible();
        Browser.shot(olga, "communications-" + language + "-1-reply-received");

        olga.locator(".composer textarea").focus();
        olga.keyboard().press("Control+Slash");
        olga.keyboard().type("Цена " + language);
        olga.locator("vaadin-combo-box-item:not([hidden])")
                .filter(new Locator.FilterOptions().setHasText("Цена " + language))
                .waitFor();
        assertThat(olga.locator("vaadin-combo-box-item:not([hidden])")).hasCount(1);
        olga.keyboard().press("Enter");
        assertThat(olga.locator(".composer textarea")).hasValue(Pattern.compile("Виктор, участие стоит 12 000 ₽.*"));
        olga.locator("vaadin-upload input[type=file]")
                .setInputFiles(
                        new FilePayload("Программа.txt", "text/plain", "24 ноября".getBytes(StandardCharsets.UTF_8)));
        assertThat(olga.locator(".file-chip")).containsText("Программа.txt");
        Browser.shot(olga, "communications-" + language + "-2-answer");
        olga.keyboard().press("Control+Enter");
        status(olga, words, "WAITING_FOR_CLIENT");
        assertThat(olga.locator(".msg.me .files a").last()).hasText("Программа.txt");
        assertThat(olga.locator(".file-chip")).hasCount(0);
        assertThat(olga.locator(".figure").first()).isVisible();
        Browser.shot(olga, "communications-" + language + "-3-answered");
        assertSent(second);

        olga.locator("h1").first().click();
        olga.keyboard().press("j");
        assertThat(olga).hasURL(Pattern.compile(".*/" + first + "\\?.*"));
        olga.locator(".composer .mention input").click();
        olga.locator("vaadin-combo-box-item")
                .filter(new Locator.FilterOptions().setHasText("Елена Власова"))
                .click();
        olga.locator(".composer textarea").press("End");
        olga.locator(".composer textarea").pressSequentially("скидка возможна?");
        olga.locator("[data-key=KeyN]").last().click();
        assertThat(olga.locator(".note .words").last()).hasText("@Елена Власова скидка возможна?");

        headLooksOn(words, language, first);
        olga.context().close();
    }

    private static void headLooksOn(Words words, String language, String mentioned) {
        var elena = browser.employee(node, "elena", words, true);
        assertThat(elena.locator(".bell-count")).not().isEmpty();
        elena.locator(".bell-button").click();
        elena.locator(".notice-line.unread").first().waitFor();
        Browser.shot(elena, "communications-" + language + "-4-bell");
        elena.locator(".notice-line.unread").first().click();
        assertThat(elena).hasURL(Pattern.compile(".*/" + mentioned + ".*"));
        elena.locator(".promise vaadin-button").first().waitFor();
        elena.locator(".instruction vaadin-button").first().click();
        elena.locator("vaadin-dialog-overlay textarea").fill("Отвечайте в течение часа.\nНазывайте цену сразу.");
        elena.keyboard().press("Control+Enter");
        assertThat(elena.locator(".instruction .words")).containsText("Отвечайте в течение часа.");
        elena.locator(".promise vaadin-button")
                .filter(new Locator.FilterOptions().setHasText(words.of("requests.promise.pause")))
                .first()
                .click();
        elena.locator("vaadin-dialog-overlay input").fill("клиент в отпуске");
        elena.keyboard().press("Control+Enter");
        assertThat(elena.locator(".promise .tag.none").first()).hasText(words.of("requests.promise.paused"));
        assertThat(elena.locator(".timeline")).containsText("клиент в отпуске");
        Browser.shot(elena, "communications-" + language + "-5-head");
        elena.context().close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void axeFindsNothingOnTheListTheBoardAndThePage(boolean dark) {
        var words = new Words(dark ? Locale.ENGLISH : Locale.forLanguageTag("ru"));
        var number = dialogue("Лига-Гарант", "liga." + dark);
        var softly = new SoftAssertions();
        var elena = browser.employee(node, "elena", words, dark);
        for (var path : List.of(
                "communications?view=ALL",
                "communications/" + number + "?view=ALL",
                "communications?view=ALL&as=board",
                "communications/templates",
                "communications/closing-tonight",
                "communications/response-times?days=30&manager=olga",
                "instructions?step=request-lifecycle/userTask_answerClient")) {
            elena.navigate(node.address(path));
            elena.locator("h1").first().waitFor();
            elena.waitForTimeout(700);
            AccessibilityIT.assertNothingFound(softly, elena);
            Browser.shot(elena, "communications-" + (dark ? "dark-" : "light-") + path.replaceAll("[?=&/]", "_"));
        }
        elena.navigate(node.address("communications?view=ALL&as=board"));
        elena.locator(".board-menu").first().click();
        elena.locator(".choices .pick").first().waitFor();
        AccessibilityIT.assertNothingFound(softly, elena);
        Browser.shot(elena, "communications-" + (dark ? "dark" : "light") + "-board-menu");
        elena.context().close();
        softly.assertAll();
    }

    private static void writeTemplate(Page page, Words words, String name) {
        page.navigate(node.address("communications/templates"));
        page.locator("[data-key=KeyN]").first().waitFor();
        page.keyboard().press("n");
        var dialog = page.locator("vaadin-dialog-overlay");
        dialog.locator("input").first().fill(name);
        dialog.locator("textarea").fill("{{firstName}}, участие стоит 12 000 ₽.");
        assertThat(dialog.locator(".preview")).containsText("участие стоит");
        Browser.shot(page, "communications-" + words.locale().getLanguage() + "-0-template");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".template .pick-name").filter(new Locator.FilterOptions().setHasText(name)))
                .isVisible();
    }

    /** A request of Olga's whose client has answered her first message. */
    private static String dialogue(String client, String mailbox) {
        var requests = node.bean(Requests.class);
        var address = mailbox + "@communications.example";
        var number = requests.open(new Requests.Opening(
                "M-0",
                new Inbound("mail", client, address, null, "Семинар", "Сколько стоит участие?", null, null),
                "Семинар",
                "olga",
                null,
                "maria"));
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated("olga", "", List.of()));
        try {
            var work = node.bean(WorkItems.class);
            work.complete(
                    work.ofCase(number).get(0).taskId(),
                    Map.of("decision", "answer", "text", "Добрый день! Вас двое?"));
        } finally {
            SecurityContextHolder.clearContext();
        }
        requests.clientWrote(
                number, new Inbound("mail", client, address, null, "Re: Семинар", "Да, нас двое.", null, null));
        return number;
    }

    private static void assertSent(String number) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var letter = node.bean(Requests.class).dialogue(number).stream()
                    .filter(line -> line.outgoingNumber() != null)
                    .reduce((earlier, later) -> later)
                    .flatMap(line -> node.bean(Outbox.class).byNumber(String.valueOf(line.outgoingNumber())))
                    .orElseThrow();
            assertThat(letter.state()).isEqualTo(OutgoingLetter.State.SENT);
            assertThat(node.bean(OutgoingFiles.class)
                            .ofLetters(List.of(letter.number()))
                            .get(letter.number()))
                    .extracting(OutgoingFile::name)
                    .containsExactly("Программа.txt");
        });
    }

    private static void status(Page page, Words words, String status) {
        assertThat(page.locator(".card > .head .tag").first()).hasText(words.of("requests.RequestStatus." + status));
    }
}
