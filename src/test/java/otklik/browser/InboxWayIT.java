package otklik.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.NodeOfTest;
import otklik.customers.People;
import otklik.inbox.Arrival;
import otklik.inbox.MessageFilter;
import otklik.inbox.MessageView;
import otklik.inbox.Messages;
import otklik.requests.Inbound;
import otklik.security.Accounts;
import otklik.security.Role;
import otklik.staff.Employees;
import otklik.work.WorkItems;
import otklik.work.WorkReconciler;

/** How operators empty the one list in a real browser: by keyboard alone, without reading what a colleague reads, without losing text. */
class InboxWayIT {
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final int THIRTY = 30;
    private static final int MOST_TABS = 80;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static NodeOfTest node;
    private static Browser browser;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(
                Map.of("otklik.mail.enabled", "false", "otklik.mail.embedded.enabled", "false"), "demo");
        browser = new Browser();
        node.bean(Employees.class)
                .add("pavel", "Павел Орлов", "pavel@otklik.example", "demo", Set.of(Role.OPERATOR), RUSSIAN);
    }

    @AfterAll
    static void stop() {
        browser.close();
        node.close();
    }

    @BeforeEach
    void nothingWaits() {
        var messages = node.bean(Messages.class);
        var work = node.bean(WorkItems.class);
        messages.list(MessageFilter.of(MessageView.UNREAD), 0, 100)
                .forEach(message ->
                        work.complete(work.ofCase(message.number()).get(0).taskId(), Map.of("decision", "read")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ru", "en"})
    void anOperatorEmptiesAListOfThirtyByKeyboardAlone(String language) {
        var words = new Words(Locale.forLanguageTag(language));
        var arrived = new HashSet<String>();
        for (int i = 0; i < THIRTY; i++) {
            arrived.add(receive(
                    i % 3 == 0 ? "site" : "mail",
                    "Клиент %d %s".formatted(i, language),
                    "client%d@%s.example".formatted(i, language)));
        }
        var page = signIn("maria", words, false);
        assertThat(page.locator(".chips .chip").first()).hasText(words.of("inbox.filter.allSources") + " " + THIRTY);
        Browser.shot(page, "inbox-" + language + "-1-thirty");

        press(page, "KeyJ");
        // The first one goes to a manager: chosen, looked at and sent without the mouse.
        tabTo(page, "e => e.closest('vaadin-combo-box') && e.closest('.foot')");
        page.keyboard().type("Ольга");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        Browser.shot(page, "inbox-" + language + "-2-manager");
        var first = page.url();
        tabTo(page, "e => e.matches('[data-key=KeyR]')");
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.equals(first));
        for (int i = 1; i < THIRTY - 1; i++) {
            press(page, List.of("KeyE", "KeyE", "KeyS", "KeyR").get(i % 4));
        }
        Browser.shot(page, "inbox-" + language + "-3-last");
        press(page, "KeyE");

        assertThat(page.getByText(words.of("inbox.empty.UNREAD"))).isVisible();
        Browser.shot(page, "inbox-" + language + "-4-empty");
        var decisions = node.bean(JdbcClient.class)
                .sql("select case_key from history_event where kind = 'messageDecided' and case_key in (:numbers)")
                .param("numbers", arrived)
                .query(String.class)
                .list();
        assertThat(decisions).as("each read once").hasSize(THIRTY).containsExactlyInAnyOrderElementsOf(arrived);
        assertThat(node.bean(WorkReconciler.class).compare()).isEmpty();
        page.context().close();
    }

    @Test
    void e1_whatAColleagueReadsSaysWhoAndForHowLongAndTheNextFreeOneIsAKeyAway() {
        var words = new Words(Locale.ENGLISH);
        var other = receive("mail", "Anna", "anna@held.example");
        var held = receive("mail", "Boris", "boris@held.example");
        var maria = signIn("maria", words, false);
        open(maria, held);
        assertThat(maria.locator(".card .head otklik-countdown")).containsText(Pattern.compile("\\d+:\\d\\d"));

        var pavel = signIn("pavel", words, true);
        pavel.navigate(node.address("inbox/" + held));
        assertThat(pavel.locator(".notes .note")).containsText("Мария Дёмина");
        assertThat(pavel.locator(".card .head otklik-countdown")).containsText(Pattern.compile("\\d+:\\d\\d"));
        assertThat(pavel.locator("[data-key=KeyE]")).hasCount(0);
        Browser.shot(pavel, "inbox-held-by-a-colleague");
        pavel.keyboard().press("KeyN");
        assertThat(pavel).hasURL(Pattern.compile(".*/" + other + "\\b.*"));
        assertThat(pavel.locator("[data-key=KeyE]")).isVisible();
        var row = maria.locator("vaadin-grid .item otklik-countdown:visible")
                .filter(new Locator.FilterOptions().setHasText("Павел"));
        assertThat(row).containsText(Pattern.compile("\\d+:\\d\\d"));
        Browser.shot(maria, "inbox-list-with-holders");
        maria.context().close();
        pavel.context().close();
    }

    @Test
    void e3_aFirstMessageTypedInABrowserThatWasClosedIsThereAgain() {
        var words = new Words(RUSSIAN);
        var number = receive("mail", "Вера", "vera@typed.example");
        var maria = signIn("maria", words, false);
        open(maria, number);
        chooseOlga(maria);
        maria.locator(".card .foot textarea").click();
        maria.keyboard().type("Добрый день, Вера! Семинар идёт");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(drafts(number)).containsExactly("Добрый день, Вера! Семинар идёт"));
        maria.context().close();

        maria = signIn("maria", words, true);
        open(maria, number);
        assertThat(maria.locator(".card .foot textarea")).hasValue("Добрый день, Вера! Семинар идёт");
        Browser.shot(maria, "inbox-draft-again-dark");
        maria.context().close();
    }

    @Test
    void e4_aWarningComesBeforeTheLeaseEndsAndTheTextIsTakenBackOrHandedOver() {
        var words = new Words(Locale.ENGLISH);
        var number = receive("mail", "Gleb", "gleb@late.example");
        var maria = signIn("maria", words, false);
        open(maria, number);
        chooseOlga(maria);
        maria.locator(".card .foot textarea").click();
        maria.keyboard().type("Good day");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(drafts(number)).containsExactly("Good day"));

        leaseEndsIn(number, Duration.ofSeconds(20));
        assertThat(maria.locator(".notes [role=alert]")).containsText(words.of("inbox.keep"));
        Browser.shot(maria, "inbox-lease-soon-over");
        leaseEndsIn(number, Duration.ofSeconds(-1));
        assertThat(maria.locator(".notes")).containsText(words.of("inbox.takeBack"));
        Browser.shot(maria, "inbox-lease-over");
        var pavel = signIn("pavel", words, false);
        open(pavel, number);
        var hand = maria.getByText(words.of("inbox.handDraft", "Павел Орлов"));
        hand.click();
        assertThat(maria.locator(".card .foot textarea")).hasValue("");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(authors(number)).containsExactly("pavel"));
        maria.context().close();
        pavel.context().close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void axeFindsNothingInTheListAndInAnOpenMessage(boolean dark) {
        var softly = new SoftAssertions();
        var words = new Words(Locale.ENGLISH);
        receive("site", "Axe One", "one@axe%s.example".formatted(dark));
        var number = receive("mail", "Axe Two", "two@axe%s.example".formatted(dark));
        var page = signIn("maria", words, dark);
        page.getByText(words.of("inbox.filter.more"), new Page.GetByTextOptions().setExact(true))
                .click();
        AccessibilityIT.assertNothingFound(softly, page);
        open(page, number);
        AccessibilityIT.assertNothingFound(softly, page);
        Browser.shot(page, "inbox-axe-" + (dark ? "dark" : "light"));
        page.context().close();
        softly.assertAll();
    }

    private static String receive(String source, String name, String address) {
        var transaction = new TransactionTemplate(node.bean(PlatformTransactionManager.class));
        return Objects.requireNonNull(transaction.execute(status -> {
            var people = node.bean(People.class);
            var person = people.findOrCreate(people.points(null, address), name, null);
            var subject = "Вопрос от " + name;
            var words = new Inbound(
                    source, name, address, person, subject, "Сколько стоит участие? " + address, null, null);
            return node.bean(Messages.class).receive(new Arrival(source, words, null, subject + address, false, null));
        }));
    }

    private static Page signIn(String login, Words words, boolean dark) {
        node.bean(Accounts.class).prefer(login, words.locale(), dark);
        var page = browser.person(words.locale());
        page.navigate(node.address("login"));
        if (login.equals("pavel")) {
            page.locator("input[name=username]").fill(login);
            page.locator("input[name=password]").fill("demo");
            page.keyboard().press("Enter");
        } else {
            page.locator("#demo-" + login).click();
        }
        assertThat(page.locator("nav.side")).isVisible();
        page.navigate(node.address("inbox"));
        assertThat(page.locator("vaadin-grid .item").first()).isVisible();
        return page;
    }

    private static void open(Page page, String number) {
        page.navigate(node.address("inbox/" + number));
        assertThat(page.locator("[data-key=KeyE]")).isVisible();
    }

    private static void chooseOlga(Page page) {
        page.locator(".card .foot vaadin-combo-box input").click();
        page.locator("vaadin-combo-box-item")
                .filter(new Locator.FilterOptions().setHasText("Ольга Королёва"))
                .click();
        assertThat(page.locator(".card .foot textarea")).isVisible();
    }

    /** Presses a key and waits until it has led somewhere: each decision opens the next message. */
    private static void press(Page page, String key) {
        var before = page.url();
        page.keyboard().press(key);
        page.waitForURL(url -> !url.equals(before));
        if (page.url().contains("/inbox/")) {
            assertThat(page.locator("[data-key=KeyE]")).isVisible();
        }
    }

    /** As somebody without a mouse does it. */
    private static void tabTo(Page page, String isThere) {
        for (int i = 0; i < MOST_TABS; i++) {
            var there =
                    page.evaluate("() => { const e = document.activeElement; return !!e && !!(" + isThere + ")(e); }");
            if (Boolean.TRUE.equals(there)) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("No way by the tabulator key to " + isThere);
    }

    private static void leaseEndsIn(String number, Duration time) {
        var until = node.bean(Clock.class).instant().plus(time).atOffset(java.time.ZoneOffset.UTC);
        node.bean(JdbcClient.class)
                .sql("update work_item set lease_until = ? where business_key = ?")
                .params(until, number)
                .update();
        node.bean(otklik.kernel.Signals.class).say(otklik.kernel.Signals.WORK);
    }

    private static List<String> drafts(String number) {
        return node.bean(JdbcClient.class)
                .sql("select text from message_draft where message_number = ?")
                .param(number)
                .query(String.class)
                .list();
    }

    private static List<String> authors(String number) {
        return node.bean(JdbcClient.class)
                .sql("select author from message_draft where message_number = ?")
                .param(number)
                .query(String.class)
                .list();
    }
}
