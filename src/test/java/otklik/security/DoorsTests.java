package otklik.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.staff.Employees;

/** Which door of the running program is open to whom. */
class DoorsTests {
    private static final String PASSWORD = "secret123";
    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");

    private static NodeOfTest node;
    private static Person stranger;
    private static Person operator;
    private static Person administrator;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), "doors");
        hire("maria", Role.OPERATOR);
        hire("admin", Role.ADMINISTRATOR);
        stranger = new Person();
        operator = new Person().signIn("maria");
        administrator = new Person().signIn("admin");
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/work",
                "/desk",
                "/monitoring",
                "/inbox",
                "/spam-rules",
                "/activities",
                "/activities/series",
                "/tasks",
                "/tasks/rules",
                "/communications",
                "/companies/K-1",
                "/companies/foreign-edits",
                "/people",
                "/people/P-1",
                "/settings/fields",
                "/settings/order",
                "/settings/order/skips",
                "/communications/templates",
                "/communications/response-times",
                "/communications/closing-tonight",
                "/recovery",
                "/overloads",
                "/instructions",
                "/mailings/templates",
                "/mailings/templates/new",
                "/health",
                "/settings",
                "/sources",
                "/sign-ins",
                "/letters/1/raw",
                "/letters/1/html",
                "/items/1/raw",
                "/files/1",
                "/calls",
                "/settings/telephony",
                "/files/calls/1",
                "/files/exports/1",
                "/files/imports/1/rejected",
                "/files/people/P-1/vcard",
                "/api/something",
                "/actuator/prometheus",
                "/engine-rest/task",
                "/camunda/",
                "/camunda/app/tasklist/default/",
                "/camunda/app/cockpit/default/",
                ENGINE + "/task",
                "/camunda/api/admin/auth/user/default",
            })
    void a_stranger_is_sent_to_the_login(String path) {
        var answer = stranger.get(path);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).get().asString().endsWith("/login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/second-factor",
                "/second-factor/set-up",
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/otklik/otklik.css",
                "/otklik/icon.svg"
            })
    void a_stranger_may_fetch(String path) {
        assertThat(stranger.get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/intake/website", "/unsubscribe/token"})
    void the_doors_for_strangers_that_lead_nowhere_yet_say_so(String path) {
        assertThat(stranger.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void a_provider_of_calls_comes_in_without_a_token_of_the_page_and_with_its_secret_only() {
        node.bean(JdbcClient.class)
                .sql(
                        "insert into telephony_provider (provider, settings, secrets, is_active) values ('telphin', '{}', ?, false)")
                .param("plain:{\"secret\":\"0123456789abcdef01234567\"}")
                .update();
        var event = "EventType=answer&CallAPIID=api-1&SubCallID=leg-1&CallFlow=out";

        assertThat(stranger.post("/telephony/events/0123456789abcdef01234568", event)
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.post("/telephony/events/0123456789abcdef01234567", event)
                        .statusCode())
                .isEqualTo(200);
        assertThat(node.bean(JdbcClient.class)
                        .sql("select count(*) from call_event")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void health_tells_a_stranger_no_details() {
        assertThat(stranger.get("/actuator/health").body()).doesNotContain("components");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/admin/setup/default/user/create",
                "/camunda/api/admin/auth/user/default/login/tasklist",
                "/camunda/api/admin/auth/user/default/login/cockpit"
            })
    void the_set_up_and_the_login_of_the_engine_are_shut_even_for_an_administrator(String path) {
        assertThat(administrator.get(path).statusCode()).isIn(403, 404);
        assertThat(administrator
                        .post(path, "username=admin&password=" + PASSWORD)
                        .statusCode())
                .isIn(403, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/camunda/app/cockpit/default/", "/camunda/app/admin/default/", "/camunda/api/cockpit/"})
    void cockpit_is_shut_for_an_operator(String path) {
        assertThat(operator.get(path).statusCode()).isEqualTo(403);
    }

    @Test
    void cockpit_is_open_for_an_administrator() {
        assertThat(administrator.get("/camunda/app/cockpit/default/").statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_tasklist_is_open_for_an_operator() {
        assertThat(operator.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
    }

    @Test
    void no_provider_vouches_for_anybody_by_default() {
        assertThat(stranger.get("/login/oauth2/code/google?code=c&state=s")
                        .headers()
                        .firstValue("Location"))
                .get()
                .asString()
                .endsWith("/login");
    }

    @Test
    void the_figures_of_the_server_are_shut_for_an_operator() {
        assertThat(operator.get("/actuator/prometheus").statusCode()).isEqualTo(403);
    }

    @Test
    void there_is_no_rest_interface_of_the_engine_but_that_of_its_webapps() {
        var answer = administrator.get("/engine-rest/task");

        // The screens answer every path that nobody else has: "could not find", as a page.
        assertThat(answer.headers().firstValue("Content-Type")).get().asString().startsWith("text/html");
    }

    @Test
    void the_tasklist_shows_an_operator_no_processes_of_the_administrators() throws IOException {
        var keys = new ObjectMapper()
                .readTree(operator.get(ENGINE + "/process-definition").body())
                .findValuesAsText("key");

        // Whose tasks may go to any queue is shown to every group; the tasks are cut to those in reach.
        assertThat(keys).contains("lead-handling").doesNotContain("employee-activation", "employee-farewell");
    }

    @Test
    void the_tasklist_shows_an_administrator_all_processes() throws IOException {
        var keys = new ObjectMapper()
                .readTree(administrator.get(ENGINE + "/process-definition").body())
                .findValuesAsText("key");

        assertThat(keys).contains("lead-handling", "request-lifecycle", "undelivered-letter");
    }

    @Test
    void an_operator_reads_no_colleagues_rights_in_the_engine() {
        assertThat(operator.get(ENGINE + "/authorization").body()).isEqualTo("[]");
    }

    private static void hire(String login, Role role) {
        node.bean(Employees.class).add(login, login, login + "@otklik.example", PASSWORD, Set.of(role), Locale.ENGLISH);
    }

    /** Somebody with a browser of their own. */
    private static final class Person {
        private final HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        Person signIn(String login) {
            var page = TOKEN.matcher(get("/login").body());
            var token = page.find() ? "&_csrf=" + URLEncoder.encode(page.group(1), StandardCharsets.UTF_8) : "";
            var answer = post("/login", "username=%s&password=%s%s".formatted(login, PASSWORD, token));
            assertThat(answer.headers().firstValue("Location"))
                    .as("where %s comes after the login", login)
                    .get()
                    .asString()
                    .doesNotContain("/login");
            return this;
        }

        HttpResponse<String> get(String path) {
            return send(request(path).GET());
        }

        HttpResponse<String> post(String path, String form) {
            return send(request(path)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form)));
        }

        private static HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(node.port(), path)));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
