package otklik.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.vaadin.flow.router.RouteData;
import com.vaadin.flow.server.VaadinServletContext;
import com.vaadin.flow.server.startup.ApplicationRouteRegistry;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.camunda.bpm.admin.impl.web.AdminApplication;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;
import org.camunda.bpm.tasklist.impl.web.TasklistApplication;
import org.camunda.bpm.webapp.impl.engine.EngineRestApplication;
import org.camunda.bpm.welcome.impl.web.WelcomeApplication;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.requests.Inbound;
import otklik.requests.Requests;
import otklik.sources.ItemDraft;
import otklik.sources.Items;
import otklik.sources.Sources;
import otklik.staff.EmployeeForm;
import otklik.staff.Employees;
import otklik.work.WorkItems;

/**
 * Knocks at every door of the running program as everybody, prints who got in, and lets nobody in who should not be. The doors are taken
 * from the running program, so that a new one is knocked at too.
 */
class ProbesTests {
    private static final String PASSWORD = "secret123";
    /** Stands in a request of a manager whom nobody here is, has a team with, or may look after, but head and administrator. */
    private static final String SECRET = "Secret-7311-of-igor";

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");
    private static final String ENGINE = "/camunda/api/engine";

    private static NodeOfTest node;
    private static final Map<Who, Browser> browsers = new EnumMap<>(Who.class);
    private static String request;
    private static String task;
    private static long letter;
    private static long item;

    private enum Who {
        STRANGER,
        SUSPENDED,
        CRM_OPERATOR,
        OPERATOR,
        MANAGER,
        HEAD,
        ADMINISTRATOR;

        static final Set<Who> EVERYBODY = EnumSet.allOf(Who.class);
        static final Set<Who> NOBODY = EnumSet.noneOf(Who.class);
        static final Set<Who> COLLEAGUES = EnumSet.range(CRM_OPERATOR, ADMINISTRATOR);
    }

    /** Who opens which screen; a screen that is not named here fails the test until somebody has thought of it. */
    private static final Map<String, Set<Who>> SCREENS = Map.ofEntries(
            Map.entry("", Who.COLLEAGUES),
            Map.entry("work", Who.COLLEAGUES),
            // Who chooses his work finds no line that leads there, and no task.
            Map.entry("desk", Who.COLLEAGUES),
            Map.entry("monitoring", EnumSet.of(Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("recovery", EnumSet.of(Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("overloads", EnumSet.of(Who.HEAD, Who.ADMINISTRATOR)),
            // What a person has to do is his whatever his rights are; CRM operators plan, plain operators do not.
            Map.entry("activities", Who.COLLEAGUES),
            // What somebody is asked to do is his whatever his rights are.
            Map.entry("tasks", Who.COLLEAGUES),
            Map.entry("tasks/rules", EnumSet.of(Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("activities/series", EnumSet.of(Who.CRM_OPERATOR, Who.MANAGER, Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("batches", Who.COLLEAGUES),
            Map.entry("companies", Who.COLLEAGUES),
            Map.entry("segments", Who.COLLEAGUES),
            // There is no such bulk action, and another's is not seen either.
            Map.entry("batches/olga", Who.NOBODY),
            Map.entry("teams/olga", Who.NOBODY),
            Map.entry("inbox", EnumSet.of(Who.OPERATOR, Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("spam-rules", EnumSet.of(Who.ADMINISTRATOR)),
            // There is no such sample; DoorsTests tell who opens one that there is.
            Map.entry("spam-sample/olga", Who.NOBODY),
            Map.entry("communications", EnumSet.of(Who.MANAGER, Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("communications/closing-tonight", EnumSet.of(Who.MANAGER, Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("communications/response-times", EnumSet.of(Who.MANAGER, Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("communications/templates", EnumSet.of(Who.MANAGER, Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("mailings/templates", EnumSet.of(Who.HEAD, Who.ADMINISTRATOR)),
            // There is no such template.
            Map.entry("mailings/templates/olga", Who.NOBODY),
            Map.entry("instructions", EnumSet.of(Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("companies/import", EnumSet.of(Who.MANAGER, Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("calls", EnumSet.of(Who.MANAGER, Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("settings/telephony", EnumSet.of(Who.ADMINISTRATOR)),
            Map.entry("products", EnumSet.of(Who.MANAGER, Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("employees", EnumSet.of(Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("employees/teams", EnumSet.of(Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("employees/departments", EnumSet.of(Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("employees/presets", EnumSet.of(Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("farewells/olga", EnumSet.of(Who.ADMINISTRATOR)),
            Map.entry("employees/olga", EnumSet.of(Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("settings", EnumSet.of(Who.ADMINISTRATOR)),
            Map.entry("settings/fields", EnumSet.of(Who.ADMINISTRATOR)),
            Map.entry("settings/order", EnumSet.of(Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("settings/order/skips", EnumSet.of(Who.HEAD, Who.ADMINISTRATOR)),
            // There is no such company and no such person; DoorsTests tell who opens those that there are.
            Map.entry("companies/olga", Who.NOBODY),
            Map.entry("companies/doubles", EnumSet.of(Who.CRM_OPERATOR, Who.MANAGER, Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("companies/merge/olga/olga", Who.NOBODY),
            Map.entry("companies/foreign-edits", EnumSet.of(Who.MANAGER, Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("people", EnumSet.of(Who.OPERATOR, Who.CRM_OPERATOR, Who.MANAGER, Who.HEAD, Who.ADMINISTRATOR)),
            Map.entry("people/olga", Who.NOBODY),
            Map.entry("sources", EnumSet.of(Who.ADMINISTRATOR)),
            Map.entry("sign-ins", EnumSet.of(Who.ADMINISTRATOR)),
            Map.entry("health", EnumSet.of(Who.ADMINISTRATOR)));

    /** Screens for strangers. */
    private static final Set<String> GATES =
            Set.of("login", "setup", "activate/olga", "forgot-password", "second-factor", "second-factor/set-up");

    @BeforeAll
    static void startNode() {
        // Wrong questions are asked on purpose; what the webapps write about each of them would hide the table.
        node = NodeOfTest.start(
                Map.of("logging.level.org.camunda", "off", "logging.level.org.apache.catalina", "off"), "probes");
        hire("former", Role.OPERATOR, Role.MANAGER);
        hire("kira", Role.OPERATOR);
        hire("maria", Role.OPERATOR);
        hire("olga", Role.MANAGER);
        hire("igor", Role.MANAGER);
        hire("elena", Role.HEAD);
        hire("admin", Role.ADMINISTRATOR);
        makeCrmOperator("kira");
        letter = insertLetter();
        item = insertItem();
        request = node.bean(Requests.class)
                .open(new Requests.Opening(
                        "M-0",
                        new Inbound("mail", SECRET, "igors@client.example", null, SECRET, SECRET, letter, null),
                        SECRET,
                        "igor",
                        null,
                        null));
        task = node.bean(WorkItems.class).ofCase(request).get(0).taskId();
        browsers.put(Who.STRANGER, new Browser());
        browsers.put(Who.SUSPENDED, new Browser().signIn("former"));
        browsers.put(Who.CRM_OPERATOR, new Browser().signIn("kira"));
        browsers.put(Who.OPERATOR, new Browser().signIn("maria"));
        browsers.put(Who.MANAGER, new Browser().signIn("olga"));
        browsers.put(Who.HEAD, new Browser().signIn("elena"));
        browsers.put(Who.ADMINISTRATOR, new Browser().signIn("admin"));
        // His session was good a moment ago.
        node.bean(Employees.class).suspend("former");
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @Test
    void screens_open_for_those_whom_they_are_for() {
        var routes =
                ApplicationRouteRegistry.getInstance(new VaadinServletContext(node.bean(ServletContext.class)))
                        .getRegisteredRoutes()
                        .stream()
                        .map(RouteData::getTemplate)
                        // What must be named is named; what may be named is left out.
                        .map(template -> template.replaceAll("/:\\w+\\?", "").replaceAll(":\\w+", "olga"))
                        .filter(path -> !GATES.contains(path))
                        .collect(java.util.stream.Collectors.toCollection(TreeSet::new));

        assertThat(SCREENS.keySet())
                .as("screens of which it is said who may open them")
                .containsAll(routes);
        var table = new Table();
        routes.forEach(path -> table.knock("/" + path, who -> browsers.get(who).opens(path), SCREENS.get(path)));
        table.printAndCheck("screens");
    }

    @Test
    void plain_paths_open_for_those_whom_they_are_for() {
        var system = EnumSet.of(Who.ADMINISTRATOR);
        var paths = new TreeMap<String, Set<Who>>();
        paths.put("/actuator", system);
        paths.put("/actuator/prometheus", system);
        paths.put("/actuator/health", Who.EVERYBODY);
        for (var endpoint : List.of(
                "env",
                "beans",
                "heapdump",
                "loggers",
                "threaddump",
                "mappings",
                "configprops",
                "shutdown",
                "caches",
                "sessions",
                "liquibase",
                "conditions",
                "scheduledtasks",
                "metrics",
                "info")) {
            paths.put("/actuator/" + endpoint, Who.NOBODY);
        }
        paths.put("/letters/%d/raw".formatted(letter), EnumSet.of(Who.HEAD, Who.ADMINISTRATOR));
        paths.put("/letters/%d/attachments/0".formatted(letter), Who.NOBODY);
        paths.put("/letters/%d/html".formatted(letter), Who.NOBODY);
        paths.put("/items/%d/raw".formatted(item), EnumSet.of(Who.OPERATOR, Who.HEAD, Who.ADMINISTRATOR));
        paths.put("/items/%d/raw".formatted(item + 1_000), Who.NOBODY);
        paths.put("/api/intake/website/form", Who.EVERYBODY);
        paths.put("/files/1", Who.NOBODY);
        paths.put("/files/exports/1", Who.NOBODY);
        paths.put("/files/imports/1/rejected", Who.NOBODY);
        paths.put("/files/people/P-999999/vcard", Who.NOBODY);
        paths.put("/api/something", Who.NOBODY);
        paths.put("/api/intake/something", Who.NOBODY);
        paths.put("/unsubscribe/something", Who.NOBODY);
        paths.put("/engine-rest/engine", Who.NOBODY);
        paths.put("/engine-rest/task", Who.NOBODY);
        paths.put("/rest/task", Who.NOBODY);
        paths.put("/h2-console/", Who.NOBODY);
        var table = new Table();
        paths.forEach((path, open) -> table.knock(path, who -> browsers.get(who).gets(path), open));
        table.printAndCheck("plain paths");
    }

    @Test
    void webapps_open_for_those_whom_they_are_for() {
        var paths = new TreeMap<String, Set<Who>>();
        paths.put("/camunda/app/tasklist/default/", EnumSet.range(Who.OPERATOR, Who.ADMINISTRATOR));
        for (var app : List.of("cockpit", "admin", "welcome")) {
            paths.put("/camunda/app/%s/default/".formatted(app), EnumSet.of(Who.ADMINISTRATOR));
        }
        paths.put("/camunda/app/admin/default/setup/", Who.NOBODY);
        paths.put("/camunda/api/admin/setup/default/user/create", Who.NOBODY);
        paths.put("/camunda/api/admin/auth/user/default/login/tasklist", Who.NOBODY);
        var table = new Table();
        paths.forEach((path, open) -> table.knock(path, who -> browsers.get(who).gets(path), open));
        table.printAndCheck("webapps");
    }

    /** Every operation of the REST interfaces of the webapps, with the ids of the secret request where an id is asked for. */
    @Test
    void the_rest_interfaces_of_the_webapps_tell_nobody_what_is_not_for_him_and_change_nothing() {
        var outsiders = EnumSet.range(Who.STRANGER, Who.MANAGER);
        var before = stateOfTheEngine();
        var lines = new TreeMap<String, String>();
        var leaks = new ArrayList<String>();
        for (var operation : operations()) {
            var answers = new StringBuilder();
            for (var who : outsiders) {
                var answer = browsers.get(who).call(operation.method(), operation.path());
                answers.append("%-22s".formatted(who + " " + answer.statusCode()));
                if (answer.body().contains(SECRET)) {
                    leaks.add(operation + " tells " + who);
                }
                if (answer.statusCode() == 200
                        && EnumSet.of(Who.STRANGER, Who.SUSPENDED).contains(who)) {
                    leaks.add(operation + " is open for " + who);
                }
            }
            lines.put("%-7s%s".formatted(operation.method(), operation.path()), answers.toString());
        }
        lines.forEach((path, answers) -> System.out.printf("%-150s %s%n", path, answers));

        assertThat(lines).as("operations found in the program").hasSizeGreaterThan(300);
        assertThat(leaks).isEmpty();
        assertThat(stateOfTheEngine())
                .as("what is in the engine after all this")
                .isEqualTo(before);
    }

    @Test
    void a_role_that_ends_is_gone_from_the_webapps_within_ten_seconds() {
        hire("short", Role.OPERATOR, Role.ADMINISTRATOR);
        var browser = new Browser().signIn("short");
        assertThat(browser.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(200);
        assertThat(browser.get(ENGINE + "/engine/default/process-definition").body())
                .contains("lead-handling", "employee-farewell");

        change("short", Set.of("operator"));

        assertThat(browser.get("/camunda/app/cockpit/default/").statusCode())
                .as("Cockpit at once")
                .isNotEqualTo(200);
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(browser.get(ENGINE + "/engine/default/process-definition")
                                .body())
                        .contains("lead-handling")
                        .doesNotContain("employee-farewell"));
    }

    private static Map<String, String> stateOfTheEngine() {
        var state = new TreeMap<String, String>();
        for (var table : List.of(
                "act_ru_execution",
                "act_ru_task",
                "act_ru_authorization",
                "act_ru_filter",
                "act_re_procdef",
                "act_ru_batch")) {
            state.put(table, one("select concat(count(*), '/', coalesce(sum(rev_), 0)) from " + table));
        }
        // The program itself works on its jobs meanwhile, so their revisions say nothing.
        state.put("act_ru_job", one("select concat(count(*), '/', sum(suspension_state_)) from act_ru_job"));
        for (var table :
                List.of("act_re_deployment", "act_hi_comment", "act_hi_attachment", "employee", "right_grant")) {
            state.put(table, one("select concat(count(*), '') from " + table));
        }
        return state;
    }

    private static String one(String sql) {
        return node.bean(JdbcClient.class).sql(sql).query(String.class).single();
    }

    // The operations, as their classes tell them.

    private record Operation(String method, String path) {}

    private static List<Operation> operations() {
        var found = new ArrayList<Operation>();
        var applications = Map.<String, Application>of(
                "/camunda/api/admin",
                new AdminApplication(),
                "/camunda/api/cockpit",
                new CockpitApplication(),
                "/camunda/api/tasklist",
                new TasklistApplication(),
                "/camunda/api/welcome",
                new WelcomeApplication(),
                ENGINE,
                new EngineRestApplication());
        applications.forEach((root, application) -> application.getClasses().stream()
                .filter(type -> pathOf(type) != null)
                .forEach(type -> collect(join(root, String.valueOf(pathOf(type))), type, 0, found)));
        return found.stream()
                // Of any version of the file of an app there is one operation; the sign-out would end the probe.
                .filter(operation -> !operation.path().endsWith("/logout"))
                .distinct()
                .sorted(java.util.Comparator.comparing(Operation::path).thenComparing(Operation::method))
                .toList();
    }

    private static void collect(String base, Class<?> type, int depth, List<Operation> found) {
        if (depth > 4) {
            return;
        }
        for (var method : type.getMethods()) {
            var path = annotation(method, Path.class);
            var here = path == null ? base : join(base, path.value());
            var verb = Arrays.stream(annotated(method).getAnnotations())
                    .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                    .filter(java.util.Objects::nonNull)
                    .findFirst();
            if (verb.isPresent()) {
                found.add(new Operation(verb.get().value(), filled(here)));
            } else if (path != null && !method.getReturnType().isPrimitive()) {
                collect(here, method.getReturnType(), depth + 1, found);
            }
        }
    }

    /** The method that carries the annotations: itself, or the one it implements. */
    private static Method annotated(Method method) {
        var candidates = new ArrayList<Method>(List.of(method));
        for (Class<?> type = method.getDeclaringClass(); type != null; type = type.getSuperclass()) {
            for (var known : type.getInterfaces()) {
                Arrays.stream(known.getMethods())
                        .filter(other -> other.getName().equals(method.getName())
                                && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()))
                        .forEach(candidates::add);
            }
        }
        return candidates.stream()
                .filter(candidate -> Arrays.stream(candidate.getAnnotations())
                        .map(annotation -> annotation.annotationType().getPackageName())
                        .anyMatch("jakarta.ws.rs"::equals))
                .findFirst()
                .orElse(method);
    }

    private static <A extends Annotation> @Nullable A annotation(Method method, Class<A> type) {
        return annotated(method).getAnnotation(type);
    }

    private static @Nullable String pathOf(Class<?> type) {
        var path = type.getAnnotation(Path.class);
        return path == null ? null : path.value();
    }

    private static String join(String base, String path) {
        var joined = base + (path.startsWith("/") ? "" : "/") + path;
        return joined.endsWith("/") ? joined.substring(0, joined.length() - 1) : joined;
    }

    /** With real ids, as one who has got hold of them would try. */
    private static String filled(String path) {
        var instance = one("select process_instance_id from work_item where task_id = '" + task + "'");
        var definition = one("select process_definition_id from work_item where task_id = '" + task + "'");
        var result = path.replace(ENGINE + "/engine/{name}", ENGINE + "/engine/default");
        for (var known : Map.of(
                        "/task/{id", task,
                        "/process-instance/{id", instance,
                        "/execution/{id", instance,
                        "/process-definition/{id", definition,
                        "/process-definition/key/{key", "request-lifecycle",
                        "/user/{id", "admin",
                        "/group/{id", "administrator")
                .entrySet()) {
            result = result.replaceAll(
                    Pattern.quote(known.getKey()) + "[^}]*}",
                    known.getKey().substring(0, known.getKey().indexOf('{')).replace("$", "\\$")
                            + known.getValue().replace("$", "\\$"));
        }
        return result.replaceAll("\\{(engine|engineName|name)[^}]*}", "default")
                .replaceAll("\\{(?:[^{}]|\\{[^{}]*})*}", "x");
    }

    // The people.

    private static void hire(String login, Role... roles) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", PASSWORD, Set.of(roles), Locale.ENGLISH);
    }

    private static void makeCrmOperator(String login) {
        change(login, Set.of("crm-operator"));
    }

    private static void change(String login, Set<String> presets) {
        var card = node.bean(Employees.class).card(login);
        var form = card.form();
        node.bean(Employees.class)
                .change(
                        login,
                        new EmployeeForm(
                                form.name(),
                                form.email(),
                                form.phone(),
                                otklik.staff.EmployeeKind.ADDITIONAL_ADMINISTRATOR,
                                form.departmentId(),
                                form.workMode(),
                                form.zone(),
                                form.hours(),
                                form.seenProducts(),
                                form.addedProducts(),
                                presets,
                                form.rights(),
                                form.teams(),
                                form.language()),
                        card.version());
    }

    /** A message that came by a form; strangers fetch the form itself. */
    private static long insertItem() {
        var sources = node.bean(Sources.class);
        sources.add("website", "form", "Website", Map.of("sites", "https://company.example"));
        node.bean(Items.class)
                .receive(
                        sources.source("website").orElseThrow(),
                        new ItemDraft(
                                "1",
                                false,
                                new ItemDraft.Sender("Anna", "anna@client.example", null, null, null),
                                "Form",
                                "From the form",
                                null,
                                Map.of(),
                                null,
                                new byte[0]));
        return node.bean(JdbcClient.class)
                .sql("select max(id) from received_item")
                .query(Long.class)
                .single();
    }

    private static long insertLetter() {
        var jdbc = node.bean(JdbcClient.class);
        jdbc.sql(
                        """
                        insert into received_letter (id, source, folder, uid_validity, numbering, uid, fingerprint, message_references,
                            from_address, from_name, subject, text, has_html, kind, sent_at, received_at, truncated, retries)
                        values (7311, 'mail', 'INBOX', 1, 1, 1, 'x', '', 'a@client.example', '', '', '', false, 'PERSONAL',
                            current_timestamp, current_timestamp, false, 0)""")
                .update();
        jdbc.sql("insert into letter_source_text (letter_id, raw) values (7311, ?)")
                .param(SECRET.getBytes(StandardCharsets.UTF_8))
                .update();
        return 7311;
    }

    /** Who got in where, beside who should. */
    private static final class Table {
        private final List<String> lines = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();

        void knock(String path, Function<Who, Boolean> opens, Set<Who> expected) {
            var line = new StringBuilder("%-48s".formatted(path));
            for (var who : Who.values()) {
                var isOpen = opens.apply(who);
                line.append("%-16s".formatted(isOpen ? "open" : "-"));
                if (isOpen != expected.contains(who)) {
                    wrong.add("%s is %s for %s".formatted(path, isOpen ? "open" : "shut", who));
                }
            }
            lines.add(line.toString());
        }

        void printAndCheck(String name) {
            var head = new StringBuilder("%-48s".formatted(name));
            Arrays.stream(Who.values()).forEach(who -> head.append("%-16s".formatted(who)));
            System.out.println(head);
            lines.forEach(System.out::println);
            assertThat(wrong).isEmpty();
        }
    }

    /** A browser with its cookies; signed in or not. */
    private static final class Browser {
        private final CookieManager cookies = new CookieManager();
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(cookies).build();

        Browser signIn(String login) {
            var page = TOKEN.matcher(get("/login").body());
            var token = page.find() ? "&_csrf=" + URLEncoder.encode(page.group(1), StandardCharsets.UTF_8) : "";
            send(to("/login")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "username=%s&password=%s%s".formatted(login, PASSWORD, token))));
            return this;
        }

        HttpResponse<String> get(String path) {
            return send(to(path).GET());
        }

        /** Whether something stands there for this person: a page of the screens' "not found" is nothing. */
        boolean gets(String path) {
            var answer = get(path);
            return answer.statusCode() == 200
                    && !answer.body().contains("v-r=")
                    && !answer.body().contains("id=\"outlet\"");
        }

        /** Opens a screen as the browser's part of Vaadin does: begins a window and navigates. */
        boolean opens(String path) {
            if (get("/" + path).statusCode() != 200) {
                return false;
            }
            try {
                var json = new ObjectMapper();
                var begun = get("/?v-r=init&location=%s&query=".formatted(path));
                var config = json.readTree(begun.body()).path("appConfig");
                var key = config.path("uidl").path("Vaadin-Security-Key").asText();
                var window = config.path("v-uiId").asText();
                var event = json.createObjectNode();
                event.put("csrfToken", key).put("syncId", 0).put("clientId", 0);
                var rpc = event.putArray("rpc").addObject();
                rpc.put("type", "event").put("node", 1).put("event", "ui-navigate");
                rpc.putObject("data")
                        .put("route", path)
                        .put("query", "")
                        .put("appShellTitle", "")
                        .put("trigger", "")
                        .putObject("historyState")
                        .put("idx", 0);
                var answer = send(to("/?v-r=uidl&v-uiId=" + window)
                        .header("Content-Type", "application/json; charset=UTF-8")
                        .POST(HttpRequest.BodyPublishers.ofString(event.toString())));
                assertThat(answer.body()).as("answer of %s", path).contains("changes");
                return answer.statusCode() == 200
                        && answer.body().contains("\"page")
                        && !answer.body().contains(otklik.kernel.Refusal.text("ui.notFound", Locale.ENGLISH));
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        }

        HttpResponse<String> call(String method, String path) {
            var forgery = cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                    .map(java.net.HttpCookie::getValue)
                    .findFirst()
                    .orElse("none");
            return send(to(path.replace(" ", "%20"))
                    .header("Content-Type", "application/json")
                    .header("X-XSRF-TOKEN", forgery)
                    .method(
                            method,
                            method.equals("GET") || method.equals("OPTIONS") || method.equals("HEAD")
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString("{}")));
        }

        private static HttpRequest.Builder to(String path) {
            return HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(node.port(), path)));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException | InterruptedException broken) {
                throw new IllegalStateException(broken);
            }
        }
    }
}
