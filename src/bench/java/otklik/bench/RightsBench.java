package otklik.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import otklik.NodeOfTest;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Role;
import otklik.security.Section;
import otklik.staff.Employees;
import otklik.staff.TeamRule;
import otklik.staff.Teams;

/**
 * What rights cost with 500 people in 25 teams: the time of a check beside the bare look into a set of role names, and the memory of a
 * signed-in person with a screen open. One command:
 * {@code ./mvnw -q -Pbench test-compile exec:java -Dexec.mainClass=otklik.bench.RightsBench}
 */
public final class RightsBench {
    private static final int PEOPLE = 500;
    private static final int TEAM = 20;
    private static final int CHECKS = 2_000_000;
    private static final String PASSWORD = "correct horse battery";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");
    private static final Pattern UI_TOKEN = Pattern.compile("\"Vaadin-Security-Key\":\"([^\"]+)\"");
    private static final Pattern UI_ID = Pattern.compile("\"v-uiId\":(\\d+)");

    private final NodeOfTest node = NodeOfTest.start(Map.of(), "bench");

    private RightsBench() {}

    public static void main(String[] arguments) throws Exception {
        var bench = new RightsBench();
        try (bench.node) {
            bench.hire();
            bench.measureChecks();
            bench.measureSessions();
        }
    }

    private void hire() {
        var begin = System.nanoTime();
        var employees = node.bean(Employees.class);
        for (int i = 0; i < PEOPLE; i++) {
            employees.add(
                    login(i),
                    "Person " + i,
                    login(i) + "@otklik.example",
                    PASSWORD,
                    Set.of(Role.MANAGER),
                    Locale.ENGLISH);
        }
        for (int team = 0; team < PEOPLE / TEAM; team++) {
            var members = new HashSet<String>();
            IntStream.range(team * TEAM, (team + 1) * TEAM).forEach(i -> members.add(login(i)));
            node.bean(Teams.class).add("Team " + team, TeamRule.FIRST, members, Set.of());
        }
        System.err.printf(
                "%d people in %d teams hired in %.1f s%n", PEOPLE, PEOPLE / TEAM, (System.nanoTime() - begin) / 1e9);
    }

    private void measureChecks() {
        var policy = node.bean(Policy.class);
        var accounts = node.bean(Accounts.class);
        var byName = new ArrayList<Set<String>>();
        for (int i = 0; i < PEOPLE; i++) {
            byName.add(Set.of("ROLE_MANAGER", "ROLE_" + i));
        }
        // Warm, then measured: the bare look is the least that any check of rights can cost.
        for (int round = 0; round < 2; round++) {
            var bare = nanos(i -> byName.get(i % PEOPLE).contains("ROLE_MANAGER"));
            var section = nanos(i -> policy.may(login(i % PEOPLE), Section.REQUESTS, Action.CHANGE));
            var record = nanos(
                    i -> policy.may(login(i % PEOPLE), Section.REQUESTS, Action.VIEW, login((i + 7) % PEOPLE), null));
            if (round == 1) {
                System.err.printf("a look into a set of role names: %.0f ns%n", bare);
                System.err.printf(
                        "may this person open the section: %.0f ns, %.1f of the bare look%n", section, section / bare);
                System.err.printf(
                        "may this person see this record: %.0f ns, %.1f of the bare look%n", record, record / bare);
                System.err.printf("%d accounts known%n", accounts.all().size());
            }
        }
    }

    private static double nanos(IntPredicate check) {
        int allowed = 0;
        var begin = System.nanoTime();
        for (int i = 0; i < CHECKS; i++) {
            if (check.test(i)) {
                allowed++;
            }
        }
        var spent = System.nanoTime() - begin;
        if (allowed < 0) {
            throw new IllegalStateException("never");
        }
        return (double) spent / CHECKS;
    }

    /** Each person signs in with a browser of his own and opens "My work". */
    private void measureSessions() throws Exception {
        open(login(0));
        var before = heap();
        var browsers = new ArrayList<HttpClient>();
        var begin = System.nanoTime();
        for (int i = 1; i < PEOPLE; i++) {
            browsers.add(open(login(i)));
        }
        var seconds = (System.nanoTime() - begin) / 1e9;
        var after = heap();
        System.err.printf(
                "%d signed-in people: %.0f KB of heap each, %.0f MB in all (%.0f MB before them), %.1f sign-ins a second%n",
                browsers.size(),
                (after - before) / 1024.0 / browsers.size(),
                after / 1048576.0,
                before / 1048576.0,
                browsers.size() / seconds);
    }

    private HttpClient open(String login) throws IOException, InterruptedException {
        var browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        var page = TOKEN.matcher(get(browser, "/login"));
        var csrf = page.find() ? "&_csrf=" + URLEncoder.encode(page.group(1), StandardCharsets.UTF_8) : "";
        var answer = post(
                browser,
                "/login",
                "application/x-www-form-urlencoded",
                "username=%s&password=%s%s"
                        .formatted(login, URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8), csrf));
        if (answer.headers().firstValue("Location").orElse("").contains("/login")) {
            throw new IllegalStateException(login + " could not sign in");
        }
        var init = get(browser, "/?v-r=init&location=work&query=");
        var key = UI_TOKEN.matcher(init);
        var id = UI_ID.matcher(init);
        if (!key.find() || !id.find()) {
            throw new IllegalStateException("No screen for " + login + ": " + init);
        }
        var opened = post(
                browser,
                "/?v-r=uidl&v-uiId=" + id.group(1),
                "application/json",
                """
                {"csrfToken":"%s","rpc":[{"type":"event","node":1,"event":"ui-navigate","data":{"route":"work","query":"",\
                "appShellTitle":"","historyState":{"idx":0},"trigger":""}}],"syncId":0,"clientId":0}"""
                        .formatted(key.group(1)));
        if (!opened.body().contains("work")) {
            throw new IllegalStateException("The screen of " + login + " did not open: " + opened.body());
        }
        return browser;
    }

    private String get(HttpClient browser, String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(address(path)).GET().build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> post(HttpClient browser, String path, String type, String body)
            throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://localhost:%d%s".formatted(node.port(), path));
    }

    private static long heap() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static String login(int i) {
        return "person" + i;
    }
}
