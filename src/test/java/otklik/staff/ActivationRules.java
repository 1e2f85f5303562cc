package otklik.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import otklik.NodeOfTest;
import otklik.kernel.Refusal;
import otklik.mail.LetterStateChanged;
import otklik.mail.Outbox;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.ProductLimit;
import otklik.security.Role;

/** The rules of links and letters, on a whole node whose mail is off: what would be sent stays in the outbox. */
abstract class ActivationRules {
    private static final String PASSWORD = "Corvus-corax-74";
    private static final Pattern LINK = Pattern.compile("/activate/([A-Za-z0-9_-]{43})\\s");
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    abstract NodeOfTest node();

    // Activation.

    @Test
    void an_invitation_starts_its_process_and_writes_one_letter_in_the_persons_language() {
        var anna = invited(Locale.forLanguageTag("ru"));

        assertThat(runtime()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey("E-" + anna)
                        .count())
                .isEqualTo(1);
        assertThat(letters(anna))
                .singleElement()
                .asString()
                .contains("Здравствуйте")
                .contains(anna);
        assertThat(activations().invitation(anna)).get().satisfies(invitation -> {
            assertThat(invitation.state()).isEqualTo(InvitationState.QUEUED);
            assertThat(invitation.sentTo()).isEqualTo(mail(anna));
        });
    }

    @Test
    void nobody_is_invited_without_a_process() {
        var login = login();

        assertThatThrownBy(() -> employees().invite(login, form("wrong address", Locale.ENGLISH)))
                .isInstanceOf(Refusal.class);

        assertThat(runtime()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey("E-" + login)
                        .count())
                .isZero();
    }

    @Test
    void the_link_stands_in_the_letter_and_nowhere_else() {
        var anna = invited(Locale.ENGLISH);
        var token = token(anna);

        assertThat(jdbc().sql("select * from activation_token")
                        .query()
                        .listOfRows()
                        .toString())
                .doesNotContain(token);
        assertThat(jdbc().sql("select * from history_event")
                        .query()
                        .listOfRows()
                        .toString())
                .doesNotContain(token);
        assertThat(node().bean(HistoryService.class)
                        .createHistoricVariableInstanceQuery()
                        .list()
                        .toString())
                .doesNotContain(token);
    }

    @Test
    void the_outbox_forgets_the_link_when_the_letter_is_sent() {
        var anna = invited(Locale.ENGLISH);
        var token = token(anna);

        letterBecomes(anna, "SENT");

        assertThat(letters(anna))
                .singleElement()
                .asString()
                .doesNotContain(token)
                .contains("/activate/…");
        assertThat(activations().find(token).isLive()).isTrue();
        assertThat(state(anna)).isEqualTo(InvitationState.SENT);
    }

    @Test
    void the_button_activates_once_and_ends_the_process() {
        var anna = invited(Locale.ENGLISH);
        var token = token(anna);

        assertThat(activations().setPassword(token, PASSWORD)).isEqualTo(anna);

        assertThat(account(anna).active()).isTrue();
        assertThat(node().bean(PasswordEncoder.class)
                        .matches(PASSWORD, account(anna).passwordHash()))
                .isTrue();
        assertThat(state(anna)).isEqualTo(InvitationState.ACTIVATED);
        assertThat(runtime()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey("E-" + anna)
                        .count())
                .isZero();
        assertThatThrownBy(() -> activations().setPassword(token, "Another-word-81"))
                .extracting("key")
                .isEqualTo("staff.link.used.activation");
    }

    @Test
    void fetching_the_page_of_the_link_activates_nothing_and_uses_nothing_up() throws Exception {
        var anna = invited(Locale.ENGLISH);
        var token = token(anna);

        for (var method : List.of("GET", "GET", "HEAD")) {
            assertThat(fetch(method, "/activate/" + token)).isEqualTo(200);
        }

        assertThat(account(anna).active()).isFalse();
        assertThat(activations().find(token).isLive()).isTrue();
    }

    @Test
    void opening_the_page_is_noted_and_changes_nothing_else() {
        var anna = invited(Locale.ENGLISH);
        var token = token(anna);

        activations().open(token);
        activations().open(token);

        assertThat(state(anna)).isEqualTo(InvitationState.OPENED);
        assertThat(account(anna).active()).isFalse();
        assertThat(activations().setPassword(token, PASSWORD)).isEqualTo(anna);
    }

    @Test
    void a_new_letter_kills_the_link_of_the_one_before() {
        var anna = invited(Locale.ENGLISH);
        var first = token(anna);

        activations().sendAgain(anna);

        assertThat(activations().find(first).state()).isEqualTo(LinkState.REPLACED);
        assertThat(activations().find(token(anna)).isLive()).isTrue();
        assertThatThrownBy(() -> activations().setPassword(first, PASSWORD)).isInstanceOf(Refusal.class);
        assertThat(account(anna).active()).isFalse();
    }

    @Test
    void a_corrected_address_gets_the_letter_and_the_link_at_the_wrong_one_dies() {
        var anna = invited(Locale.ENGLISH);
        var first = token(anna);

        activations().correctAddress(anna, "right." + mail(anna));

        assertThat(activations().find(first).isLive()).isFalse();
        assertThat(activations().invitation(anna).orElseThrow().sentTo()).isEqualTo("right." + mail(anna));
        assertThat(addressOfNewest(anna)).isEqualTo("right." + mail(anna));
    }

    @Test
    void another_mail_on_the_card_kills_the_link_too() {
        var anna = invited(Locale.ENGLISH);
        var first = token(anna);
        var card = employees().card(anna);

        employees().change(anna, form("card." + mail(anna), Locale.ENGLISH), card.version());

        assertThat(activations().find(first).isLive()).isFalse();
        assertThat(addressOfNewest(anna)).isEqualTo("card." + mail(anna));
    }

    @Test
    void an_expired_link_says_so_and_names_nobody() {
        var anna = invited(Locale.ENGLISH);
        var token = token(anna);
        jdbc().sql("update activation_token set expires_at = ? where in_force is not null")
                .param(Timestamp.from(Instant.now().minusSeconds(1)))
                .update();

        var link = activations().find(token);

        assertThat(link.state()).isEqualTo(LinkState.EXPIRED);
        assertThat(link.login() + link.name()).isEmpty();
        assertThatThrownBy(() -> activations().setPassword(token, PASSWORD))
                .extracting("key")
                .isEqualTo("staff.link.expired.activation");
    }

    @Test
    void a_link_that_never_was_is_unknown() {
        assertThat(activations().open("no-such-link").state()).isEqualTo(LinkState.UNKNOWN);
        assertThatThrownBy(() -> activations().setPassword("no-such-link", PASSWORD))
                .extracting("key")
                .isEqualTo("staff.link.unknown");
    }

    @Test
    void a_weak_password_is_refused_at_its_field_and_the_link_still_works() {
        var anna = invited(Locale.ENGLISH);
        var token = token(anna);

        assertThatThrownBy(() -> activations().setPassword(token, "short"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("password"));

        assertThat(account(anna).active()).isFalse();
        assertThat(activations().setPassword(token, PASSWORD)).isEqualTo(anna);
    }

    @Test
    void a_letter_that_came_back_is_work_of_the_activation_and_no_second_task() {
        var anna = invited(Locale.ENGLISH);

        letterBecomes(anna, "FAILED");

        assertThat(state(anna)).isEqualTo(InvitationState.NOT_DELIVERED);
        assertThat(node().bean(TaskService.class)
                        .createTaskQuery()
                        .processInstanceBusinessKey("E-" + anna)
                        .list())
                .singleElement()
                .extracting("taskDefinitionKey")
                .isEqualTo("userTask_decideOnInvitation");
        assertThat(node().bean(Outbox.class).problems(100))
                .extracting("caseKey")
                .contains("employee:" + anna);

        activations().sendAgain(anna);

        assertThat(node().bean(Outbox.class).problems(100))
                .extracting("caseKey")
                .doesNotContain("employee:" + anna);
        assertThat(state(anna)).isEqualTo(InvitationState.QUEUED);
    }

    @Test
    void a_withdrawn_invitation_is_dead_and_frees_the_address_but_not_the_login() {
        var anna = invited(Locale.ENGLISH);
        var token = token(anna);
        letterBecomes(anna, "FAILED");
        var task = node().bean(TaskService.class)
                .createTaskQuery()
                .processInstanceBusinessKey("E-" + anna)
                .singleResult();

        node().bean(otklik.engine.Processes.class).complete(task.getId(), java.util.Map.of("decision", "withdraw"));

        assertThat(activations().find(token).isLive()).isFalse();
        assertThat(state(anna)).isEqualTo(InvitationState.WITHDRAWN);
        var other = login();
        employees().invite(other, form(mail(anna), Locale.ENGLISH));
        assertThatThrownBy(() -> employees().invite(anna, form("x" + mail(anna), Locale.ENGLISH)))
                .extracting("key")
                .isEqualTo("staff.loginTaken");
    }

    @Test
    void of_two_letters_asked_for_at_once_one_link_is_left() throws Exception {
        var anna = invited(Locale.ENGLISH);

        together(6, () -> {
            activations().sendAgain(anna);
            return true;
        });

        assertThat(jdbc().sql(
                                "select count(*) from activation_token t join employee e on e.id = t.employee_id where e.login = ? and t.in_force is not null")
                        .param(anna)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(letters(anna)).hasSize(7);
        assertThat(activations().find(token(anna)).isLive()).isTrue();
    }

    @Test
    void of_two_who_press_the_button_at_once_one_sets_the_password() throws Exception {
        var anna = invited(Locale.ENGLISH);
        var token = token(anna);

        var done = together(4, () -> {
            try {
                activations().setPassword(token, PASSWORD);
                return true;
            } catch (Refusal refused) {
                return false;
            }
        });

        assertThat(done).containsOnlyOnce(true);
        assertThat(account(anna).active()).isTrue();
    }

    // A forgotten password.

    @Test
    void who_asks_by_login_or_mail_gets_a_letter_and_a_stranger_none() {
        var olga = working();
        var before = count();

        node().bean(PasswordResets.class).ask(olga.toUpperCase(Locale.ROOT));
        await().atMost(30, TimeUnit.SECONDS).until(() -> letters(olga).size() == 1);
        node().bean(PasswordResets.class).send(mail(olga));
        node().bean(PasswordResets.class).send("nobody@otklik.example");
        node().bean(PasswordResets.class).send(invitedOnly());

        assertThat(letters(olga)).hasSize(2);
        assertThat(count()).isEqualTo(before + 3);
    }

    @Test
    void a_person_is_sent_three_letters_an_hour_at_most() {
        var olga = working();

        IntStream.range(0, 5).forEach(i -> node().bean(PasswordResets.class).send(olga));

        assertThat(letters(olga)).hasSize(PasswordResets.MOST_LETTERS);
    }

    @Test
    void the_reset_link_sets_a_new_password_once() {
        var olga = working();
        var before = account(olga).passwordHash();
        node().bean(PasswordResets.class).send(olga);
        var token = token(olga);
        assertThat(activations().open(token).purpose()).isEqualTo(LinkPurpose.RESET);

        activations().setPassword(token, PASSWORD);

        assertThat(account(olga).passwordHash()).isNotEqualTo(before);
        assertThat(node().bean(PasswordEncoder.class)
                        .matches(PASSWORD, account(olga).passwordHash()))
                .isTrue();
        assertThat(activations().find(token).state()).isEqualTo(LinkState.USED);
    }

    @Test
    void a_suspended_person_cannot_come_back_by_a_reset_link() {
        var olga = working();
        node().bean(PasswordResets.class).send(olga);
        var token = token(olga);
        employees().suspend(olga);

        assertThatThrownBy(() -> activations().setPassword(token, PASSWORD))
                .extracting("key")
                .isEqualTo("staff.notActive");
    }

    private Employees employees() {
        return node().bean(Employees.class);
    }

    private Activations activations() {
        return node().bean(Activations.class);
    }

    private RuntimeService runtime() {
        return node().bean(RuntimeService.class);
    }

    private JdbcClient jdbc() {
        return node().bean(JdbcClient.class);
    }

    private static String login() {
        return "person" + PEOPLE.incrementAndGet();
    }

    private static String mail(String login) {
        return login + "@otklik.example";
    }

    private String invited(Locale language) {
        var login = login();
        employees().invite(login, form(mail(login), language));
        return login;
    }

    private String invitedOnly() {
        return invited(Locale.ENGLISH);
    }

    private String working() {
        var login = login();
        employees().add(login, "Olga", mail(login), PASSWORD + "!", Set.of(Role.MANAGER), Locale.ENGLISH);
        return login;
    }

    private static EmployeeForm form(String email, Locale language) {
        return new EmployeeForm(
                "Anna Petrova",
                email,
                "",
                EmployeeKind.CALL_CENTRE,
                null,
                null,
                null,
                null,
                ProductLimit.EVERY,
                ProductLimit.EVERY,
                Set.of("operator"),
                Set.of(),
                Set.of(),
                language);
    }

    private Account account(String login) {
        return node().bean(Accounts.class).byLogin(login).orElseThrow();
    }

    private InvitationState state(String login) {
        return activations().invitation(login).orElseThrow().state();
    }

    private List<String> letters(String login) {
        return jdbc().sql("select text from outgoing_letter where case_key = ? order by id desc")
                .param("employee:" + login)
                .query(String.class)
                .list();
    }

    private long count() {
        return jdbc().sql("select count(*) from outgoing_letter")
                .query(Long.class)
                .single();
    }

    private String addressOfNewest(String login) {
        return jdbc().sql("select to_address from outgoing_letter where case_key = ? order by id desc limit 1")
                .param("employee:" + login)
                .query(String.class)
                .single();
    }

    private String token(String login) {
        var link = LINK.matcher(letters(login).get(0));
        assertThat(link.find()).as("a link in the letter").isTrue();
        return link.group(1);
    }

    /** As the relay would tell it. */
    private void letterBecomes(String login, String state) {
        node().bean(otklik.engine.Attempts.class).run(() -> {
            jdbc().sql("update outgoing_letter set state = ? where case_key = ?")
                    .params(state, "employee:" + login)
                    .update();
            var number = jdbc().sql("select number from outgoing_letter where case_key = ?")
                    .param("employee:" + login)
                    .query(String.class)
                    .single();
            node().bean(StaffLetters.class)
                    .changed(new LetterStateChanged(
                            node().bean(Outbox.class).byNumber(number).orElseThrow()));
        });
    }

    private int fetch(String method, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + node().port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Accept", "text/html")
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static <T> List<T> together(int times, Callable<T> work) throws Exception {
        var people = Executors.newFixedThreadPool(times);
        try {
            var barrier = new CyclicBarrier(times);
            var futures = IntStream.range(0, times)
                    .mapToObj(i -> people.submit(() -> {
                        barrier.await();
                        return work.call();
                    }))
                    .toList();
            var results = new java.util.ArrayList<T>();
            for (var future : futures) {
                results.add(future.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            people.shutdownNow();
        }
    }
}
