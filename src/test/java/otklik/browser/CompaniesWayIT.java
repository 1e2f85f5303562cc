package otklik.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.activities.FollowUp;
import otklik.activities.FollowUps;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;

/** The two weeks of a seminar company (S2.14 to S2.36), by an administrator and two operators. */
class CompaniesWayIT {
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
    void anAdministratorAndTwoOperatorsInviteCompanies(String language) {
        var words = new Words(Locale.forLanguageTag(language));
        var softly = new SoftAssertions();
        var admin = browser.employee(node, "admin", words, language.equals("en"));

        // S2.14, S2.15: a company, its operator, and what is to be done with it.
        var name = "ООО «Парус " + language + "»";
        admin.navigate(node.address("companies/new"));
        admin.getByLabel(words.of("customers.card.name")).first().fill(name);
        admin.locator(".points input").first().fill(language.equals("ru") ? "+7 912 555-01-42" : "+7 912 555-01-43");
        choose(admin, words.of("customers.card.responsible"), "Светлана Орлова");
        admin.keyboard().press("Control+Enter");
        assertThat(admin).hasURL(Pattern.compile(".*/companies/K-\\d+.*"));
        var company = admin.url().replaceAll(".*/(K-\\d+).*", "$1");
        admin.navigate(node.address("companies/" + company + "/activities"));
        admin.locator("[data-key=KeyA]").first().waitFor();
        admin.keyboard().press("a");
        var dialog = admin.locator("vaadin-dialog-overlay");
        dialog.getByLabel(words.of("activities.what")).first().fill("Пригласить на семинар");
        dialog.locator(".chip").first().click();
        AccessibilityIT.assertNothingFound(softly, admin);
        admin.keyboard().press("Control+Enter");
        assertThat(admin.locator(".act").first()).containsText("Пригласить на семинар");
        Browser.shot(admin, "companies-" + language + "-1-planned");

        // S2.16, S2.17: the operator is told, does it, says what came of it, and the next step follows.
        var svetlana = browser.employee(node, "svetlana", words, false);
        assertThat(svetlana.locator(".bell-count")).not().isEmpty();
        svetlana.navigate(node.address("companies?text=" + company));
        var tone = isToday(node.bean(FollowUps.class).due(FollowUp.IN_TWO_HOURS, null)) ? "today" : "plan";
        assertThat(svetlana.locator("vaadin-grid .marks .tag." + tone).first()).containsText("Пригласить на семинар");
        Browser.shot(svetlana, "companies-" + language + "-2-list");
        svetlana.navigate(node.address("companies/" + company + "/activities"));
        button(svetlana, words.of("activities.close")).first().click();
        svetlana.locator("vaadin-dialog-overlay textarea").first().waitFor();
        svetlana.keyboard().press("Control+Enter");
        assertThat(svetlana.locator("vaadin-dialog-overlay vaadin-text-area[invalid]"))
                .hasCount(1);
        svetlana.locator("vaadin-dialog-overlay textarea").first().fill("Просят программу");
        svetlana.locator("vaadin-dialog-overlay vaadin-radio-button")
                .filter(new Locator.FilterOptions().setHasText(words.of("activities.FollowUp.IN_TWO_DAYS")))
                .click();
        svetlana.keyboard().press("Control+Enter");
        assertThat(svetlana.locator(".acts").last()).containsText("Просят программу");
        assertThat(svetlana.locator(".acts").first()).containsText("Пригласить на семинар");
        Browser.shot(svetlana, "companies-" + language + "-3-closed");

        // S2.20 to S2.22: a task for all of the filter, a piece for each operator; every row has its result.
        admin.navigate(node.address("companies?responsible=maria"));
        admin.locator("vaadin-grid .company-link").first().waitFor();
        button(admin, words.of("customers.bulk.choose")).click();
        button(admin.locator(".bulk"), words.of("activities.act.task")).click();
        dialog.getByLabel(words.of("activities.what")).first().fill("Обзвонить перед семинаром");
        AccessibilityIT.assertNothingFound(softly, admin);
        admin.keyboard().press("Control+Enter");
        assertThat(dialog).hasCount(0);
        admin.navigate(node.address("batches"));
        admin.locator("vaadin-grid a").first().click();
        assertThat(admin.locator(".card > .head .tag").first()).hasText(words.of("batches.State.DONE"));
        AccessibilityIT.assertNothingFound(softly, admin);
        Browser.shot(admin, "companies-" + language + "-4-task");

        // S2.24, S2.29, S2.30: the second operator notes a call, could not reach another, and one wants to be removed.
        var maria = browser.employee(node, "maria", words, true);
        maria.navigate(node.address("companies/K-6/activities"));
        maria.locator("[data-key=KeyD]").first().waitFor();
        maria.keyboard().press("d");
        maria.locator("vaadin-dialog-overlay textarea").first().fill("Рассказала о семинаре");
        maria.keyboard().press("Control+Enter");
        assertThat(maria.locator(".acts").last()).containsText("Рассказала о семинаре");
        maria.navigate(node.address("companies/K-8/activities"));
        button(maria, words.of("activities.notReached")).click();
        assertThat(maria.locator(".acts").first().locator(".act")).not().hasCount(0);
        AccessibilityIT.assertNothingFound(softly, maria);
        Browser.shot(maria, "companies-" + language + "-5-maria");

        // S2.25, S2.33, S2.34: who wants details is ticked and gets the letter of the template.
        admin.navigate(node.address("companies?text=" + (language.equals("ru") ? "romashka" : "vector")));
        assertThat(admin.locator("vaadin-grid .company-link")).hasCount(1);
        admin.locator("vaadin-grid vaadin-checkbox").nth(1).click();
        button(admin.locator(".bulk"), words.of("mailings.send")).click();
        assertThat(dialog.locator(".letter-preview")).containsText("24 ноября");
        AccessibilityIT.assertNothingFound(softly, admin);
        Browser.shot(admin, "companies-" + language + "-6-letter");
        admin.keyboard().press("Control+Enter");
        assertThat(dialog).hasCount(0);
        admin.navigate(node.address("companies/" + (language.equals("ru") ? "K-1" : "K-3") + "/letters"));
        assertThat(admin.locator(".letters-panel")).containsText("Семинар «Работа с клиентами»");
        AccessibilityIT.assertNothingFound(softly, admin);

        // S2.36, S2.47: the history tells who did what.
        admin.navigate(node.address("companies/" + company + "/history"));
        assertThat(admin.locator(".timeline")).containsText("Светлана Орлова");
        assertThat(admin.locator(".timeline")).containsText("Просят программу");
        AccessibilityIT.assertNothingFound(softly, admin);
        Browser.shot(admin, "companies-" + language + "-7-history");

        // S2.29: the client asks to be removed; who is not to be disturbed may still call, and that is all that is
        // noted.
        admin.navigate(node.address("companies/" + company + "/activities"));
        button(admin, words.of("activities.removal")).click();
        admin.locator("vaadin-dialog-overlay textarea").first().fill("Просит больше не звонить");
        admin.keyboard().press("Control+Enter");
        assertThat(dialog).hasCount(0);
        var jdbc = node.bean(JdbcClient.class);
        org.assertj.core.api.Assertions.assertThat(jdbc.sql(
                                "select count(*) from work_item where process_key = 'company-deletion' and subject like ?")
                        .param("%" + name + "%")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        jdbc.sql("update company set state = 'DO_NOT_DISTURB' where number = ?")
                .param(company)
                .update();
        admin.navigate(node.address("companies/" + company + "/activities"));
        assertThat(admin.locator(".acts-tab [data-key=KeyD]")).hasCount(1);
        assertThat(admin.locator(".acts-tab [data-key=KeyA]")).hasCount(0);
        admin.keyboard().press("d");
        assertThat(dialog.getByLabel(words.of("activities.result")).first()).isVisible();
        assertThat(dialog.getByText(words.of("activities.next"))).hasCount(0);
        admin.keyboard().press("Escape");
        List.of(admin, svetlana, maria).forEach(page -> page.context().close());
        softly.assertAll();
    }

    /** In the evening and at weekends "in two hours" is another day. */
    private static boolean isToday(Instant moment) {
        var zone = node.bean(Parameters.class).zone(Parameter.COMPANY_ZONE);
        return moment.atZone(zone)
                .toLocalDate()
                .equals(LocalDate.now(node.bean(Clock.class).withZone(zone)));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator button(Locator part, String name) {
        return part.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void choose(Page page, String field, String text) {
        var box = page.getByLabel(field).first();
        box.click();
        box.fill(text);
        page.locator("vaadin-combo-box-item:not([hidden])")
                .filter(new Locator.FilterOptions().setHasText(text))
                .first()
                .click();
    }
}
