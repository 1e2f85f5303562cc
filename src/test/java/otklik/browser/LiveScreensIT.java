package otklik.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.batches.Batch;
import otklik.batches.BatchKind;
import otklik.batches.BatchRow;
import otklik.batches.Batches;
import otklik.customers.Companies;
import otklik.customers.CompanyDeletions;
import otklik.customers.CompanyForm;
import otklik.customers.People;
import otklik.customers.PersonForm;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Signals;
import otklik.security.Accounts;
import otklik.security.CurrentUser;

/** Screens that stand open while something changes elsewhere or works in the background. */
class LiveScreensIT {
    private static final Words WORDS = new Words(Locale.ENGLISH);

    private static NodeOfTest node;
    private static Browser browser;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(Map.of(), List.of(Beans.class), "demo");
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        node.bean(Held.class).rows.release(Held.ROWS);
        browser.close();
        node.close();
    }

    @Test
    void whatWasTypedOnACardIsLetGoWhenTheDataOfTheCompanyAreDeleted() {
        var company = company("Kontora at the bridge");
        var page = signIn("admin");
        page.navigate(address("companies/" + company));
        var note = page.getByLabel(WORDS.of("customers.card.note")).first();
        note.fill("Anna, 8 912 555-03-01");
        note.blur();
        await(() -> drafts(company) == 1);

        var deletions = node.bean(CompanyDeletions.class);
        CurrentUser.actAs("admin", () -> {
            var asked = deletions.ask(company, "Asked by letter");
            node.bean(Attempts.class).run(() -> deletions.anonymise(asked.number()));
        });

        assertThat(page.locator(".company-head .tag").first()).hasText(WORDS.of("customers.CompanyState.ANONYMISED"));
        assertThat(page.getByLabel(WORDS.of("customers.card.note")).first()).hasValue("");
        assertThat(drafts(company)).isZero();
        page.context().close();
    }

    @Test
    void whoReadsEarlierLinesOfTheHistoryIsNotThrownBackByWhatHappensMeanwhile() {
        var company = company("Kontora with a past");
        CurrentUser.actAs("admin", () -> {
            for (int line = 0; line < 70; line++) {
                node.bean(History.class)
                        .tell(new History.Change(company, "activityHandedOver").from("maria", "svetlana"));
            }
        });
        var page = signIn("admin");
        page.navigate(address("companies/" + company + "/history"));
        assertReadingStays(page, 30, () -> rename(company));

        // Who is handed what is told by name.
        assertThat(page.locator(".timeline").first()).containsText("Светлана Орлова");
        assertThat(page.locator(".timeline").first()).not().containsText("svetlana");
        page.context().close();
    }

    @Test
    void whoReadsEarlierEditsOfOthersIsNotThrownBackByWhatHappensMeanwhile() {
        var company = company("Kontora of others");
        CurrentUser.actAs("admin", () -> {
            for (int line = 0; line < 110; line++) {
                node.bean(History.class).tell(new History.Change(company, "companyName").foreign(true));
            }
        });
        var page = signIn("admin");
        page.navigate(address("companies/foreign-edits"));
        // Another window tells that the change has reached the screens.
        var beside = page.context().newPage();
        beside.navigate(address("companies/" + company));
        assertReadingStays(page, 50, () -> {
            var name = rename(company);
            assertThat(beside.locator(".company-head h1")).hasText(name);
            return "";
        });
        page.context().close();
    }

    private static void assertReadingStays(Page page, int lines, Supplier<String> change) {
        var events = page.locator(".timeline .event-what");
        assertThat(events).hasCount(lines);
        button(page, "customers.history.earlier").click();
        assertThat(events).hasCount(2 * lines);
        for (int turn = 0; turn < 2; turn++) {
            var name = change.get();
            if (!name.isEmpty()) {
                assertThat(page.locator(".company-head h1")).hasText(name);
            }
        }
        assertThat(events).hasCount(2 * lines);
    }

    @Test
    void theButtonThatStopsKeepsTheFocusWhileTheBatchGoesOn() {
        var batches = node.bean(Batches.class);
        var id = got("admin", () -> batches.start(node.bean(Held.class), "Held", "", Held.ROWS)
                .id());
        var page = signIn("admin");
        page.navigate(address("batches/" + id));
        var stop = button(page, "batches.stop");
        stop.focus();

        for (int done = 1; done <= 2; done++) {
            node.bean(Held.class).rows.release();
            var wanted = done;
            await(() -> got("admin", () -> batches.counts(id)).getOrDefault(BatchRow.RowState.DONE, 0) == wanted);
            node.bean(Signals.class).say(Batches.TOPIC);
            node.bean(Signals.class).say(Batches.topicOf("admin"));
            assertThat(page.locator(".chips .chip").filter(new Locator.FilterOptions().setHasText("done " + done)))
                    .hasCount(1);
            assertThat(stop).isFocused();
            assertThat(page.locator(".batch-corner")).hasText(20 * done + " %");
        }

        node.bean(Held.class).rows.release(Held.ROWS);
        assertThat(page.locator(".card > .head .tag").first()).hasText(WORDS.of("batches.State.DONE"));
        assertThat(stop).hasCount(0);
        page.context().close();
    }

    @Test
    void whoLeavesManyAloneIsShownTheWayToWhatBecomesOfThem() {
        company("Vetka one");
        company("Vetka two");
        var page = signIn("admin");
        page.navigate(address("companies?text=vetka"));
        assertThat(page.locator("vaadin-grid .company-link")).hasCount(2);
        button(page, "customers.bulk.choose").click();
        button(page, "customers.quiet.act").click();
        page.locator("vaadin-dialog-overlay textarea").first().fill("Asked for it");
        page.keyboard().press("Control+Enter");

        page.locator("vaadin-notification-card a[href^='batches/']").click();
        assertThat(page.locator(".card > .head .tag").first()).hasText(WORDS.of("batches.State.DONE"));
        page.context().close();
    }

    @Test
    void whoAPersonMayBeAsWellStandsOnHisPageOnce() {
        var people = node.bean(People.class);
        var one = got("admin", () -> people.add(new PersonForm("Vetkin Ivan", null, "", List.of()))
                .number());
        var other = got("admin", () -> people.add(new PersonForm("Vetkin Ivan", null, "", List.of()))
                .number());
        var page = signIn("admin");
        page.navigate(address("people/" + one));

        assertThat(page.locator("a[href$='people/" + other + "']")).hasCount(1);
        assertThat(button(page, "customers.merge.person")).hasCount(1);
        page.context().close();
    }

    private static Locator button(Page page, String key) {
        return page.getByRole(
                AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName(WORDS.of(key)).setExact(true));
    }

    private static String rename(String company) {
        var name = "Kontora " + System.nanoTime();
        CurrentUser.actAs("admin", () -> node.bean(Companies.class)
                .change(
                        company,
                        form -> new CompanyForm(
                                name,
                                form.inn(),
                                form.kpp(),
                                form.address(),
                                form.zone(),
                                form.note(),
                                form.responsible(),
                                form.manager(),
                                form.inWork(),
                                form.points(),
                                form.tags(),
                                form.custom())));
        return name;
    }

    private static String company(String name) {
        return got("admin", () -> node.bean(Companies.class)
                .create(CompanyForm.named(name).withResponsible("svetlana"))
                .number());
    }

    private static int drafts(String company) {
        return node.bean(JdbcClient.class)
                .sql("select count(*) from company_draft where company = ?")
                .param(company)
                .query(Integer.class)
                .single();
    }

    private static <T> T got(String login, Supplier<T> question) {
        var answer = new ArrayList<T>();
        CurrentUser.actAs(login, () -> answer.add(question.get()));
        return answer.get(0);
    }

    private static void await(Supplier<Boolean> condition) {
        org.awaitility.Awaitility.await().until(condition::get);
    }

    private static Page signIn(String login) {
        node.bean(Accounts.class).prefer(login, Locale.ENGLISH, false);
        var page = browser.person(Locale.ENGLISH);
        page.navigate(address("login"));
        page.locator("#demo-" + login).click();
        assertThat(page.locator("nav.side")).isVisible();
        return page;
    }

    private static String address(String path) {
        return "http://localhost:%d/%s".formatted(node.port(), path);
    }

    /** Rows that are let through one by one. */
    static final class Held implements BatchKind {
        static final int ROWS = 5;

        final Semaphore rows = new Semaphore(0);

        @Override
        public String key() {
            return "held";
        }

        @Override
        public String title() {
            return "batches.title";
        }

        @Override
        public void collect(Batch batch, Consumer<NewRow> found) {
            for (int row = 1; row <= ROWS; row++) {
                found.accept(new NewRow(null, "row " + row, null));
            }
        }

        @Override
        public Result work(Batch batch, BatchRow row) {
            rows.acquireUninterruptibly();
            return Result.DONE;
        }
    }

    /** Beans of the test. */
    static class Beans {
        @Bean
        Held held() {
            return new Held();
        }
    }
}
