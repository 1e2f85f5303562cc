package otklik.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.security.Role;
import otklik.security.WorkMode;
import otklik.staff.Departments;
import otklik.staff.TeamRule;
import otklik.staff.Teams;

/** What people of teams see and read in the engine's Tasklist. */
class TasklistTests {
    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");

    private static NodeOfTest node;
    private static Errands errands;
    private static Teams teams;

    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), "tasklist");
        errands = new Errands(node);
        teams = node.bean(Teams.class);
        errands.deployForAnyGroup();
        errands.hire("anna", Role.OPERATOR);
        errands.hire("igor", Role.OPERATOR);
        errands.hire("belt", Role.OPERATOR);
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @Test
    void somebody_on_the_conveyor_who_chooses_reads_what_to_do_instead() throws Exception {
        var department = node.bean(Departments.class).add("Call centre", WorkMode.CONVEYOR, Set.of());
        errands.jdbc
                .sql("update employee set department_id = ? where login = 'belt'")
                .param(department)
                .update();
        var group = "team" + teams.add("Belt", TeamRule.FIRST, Set.of("belt"), Set.of());
        var task = errands.open(group).taskId();
        awaitGrant("operator", "errand");

        var answer = new Person("belt").post("/task/" + task + "/claim", "{\"userId\":\"belt\"}");

        System.out.println("claim on the conveyor: " + answer.statusCode() + " " + answer.body());
        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(answer.body())
                .contains("You work on the conveyor: the manager's screen gives the next task.")
                .doesNotContain("at otklik", "\\tat ");
    }

    @Test
    void who_has_done_his_part_reads_who_is_still_awaited() throws Exception {
        var group = "team" + teams.add("Everybody", TeamRule.ALL, Set.of("anna", "igor"), Set.of());
        var item = errands.open(group);
        awaitGrant("operator", "errand");
        var anna = new Person("anna");

        var claim = anna.post("/task/" + item.taskId() + "/claim", "{\"userId\":\"anna\"}");
        assertThat(claim.statusCode()).as(claim.body()).isEqualTo(204);
        var answer =
                anna.post("/task/" + item.taskId() + "/complete", "{\"variables\":{\"outcome\":{\"value\":\"done\"}}}");

        System.out.println("a part in the Tasklist: " + answer.statusCode() + " " + answer.body());
        assertThat(answer.body())
                .contains("Your part is noted; still to do: Igor.")
                .doesNotContain("at otklik", "\\tat ");
        assertThat(errands.items.countMine("anna")).isZero();
        await().until(() -> errands.items.find(item.taskId()).orElseThrow().assignee() == null);
        new Person("igor").post("/task/" + item.taskId() + "/claim", "{\"userId\":\"igor\"}");
        assertThat(errands.items.find(item.taskId()).orElseThrow().assignee()).isEqualTo("igor");
    }

    @Test
    void a_process_deployed_while_the_node_runs_is_shown_to_its_groups() {
        deploy("late-errand", "manager");

        awaitGrant("manager", "late-errand");
        assertThat(grants("operator")).noneMatch(grant -> "late-errand".equals(grant.getResourceId()));
    }

    @Test
    void a_group_that_a_new_version_no_longer_names_loses_the_process() {
        deploy("moving-errand", "manager");
        awaitGrant("manager", "moving-errand");

        deploy("moving-errand", "head");

        awaitGrant("head", "moving-errand");
        await().until(() ->
                grants("manager").stream().noneMatch(grant -> "moving-errand".equals(grant.getResourceId())));
    }

    @Test
    void a_new_team_has_the_tasklist_its_processes_and_a_filter_with_its_name() {
        var group = "team" + teams.add("Technicians", TeamRule.FIRST, Set.of("anna"), Set.of());

        awaitGrant(group, "errand");
        awaitGrant(group, "tasklist");
        assertThat(grants(group)).extracting(Authorization::getUserId).containsOnlyNulls();
        await().until(() -> filtersOf(group).equals(List.of("Technicians")));
    }

    @Test
    void the_filter_of_a_renamed_team_has_its_new_name() {
        var id = teams.add("Sellers", TeamRule.FIRST, Set.of("anna"), Set.of());
        await().until(() -> filtersOf("team" + id).equals(List.of("Sellers")));
        var version = teams.all().stream()
                .filter(team -> team.id() == id)
                .findFirst()
                .orElseThrow()
                .version();

        teams.change(id, "Sales", TeamRule.FIRST, Set.of("anna"), Set.of(), true, version);

        await().until(() -> filtersOf("team" + id).equals(List.of("Sales")));
    }

    @Test
    void a_closed_department_leaves_neither_grants_nor_a_filter() {
        var departments = node.bean(Departments.class);
        var id = departments.add("Archive", WorkMode.PULL_FREE, Set.of());
        await().until(() -> !filtersOf("department" + id).isEmpty());

        departments.close(id);

        await().until(() -> grants("department" + id).isEmpty());
        assertThat(node.bean(FilterService.class)
                        .createFilterQuery()
                        .filterName("Archive")
                        .count())
                .isZero();
    }

    @Test
    void teams_are_groups_of_the_engine_by_member_name_and_page() {
        teams.add("Course curators", TeamRule.FIRST, Set.of("igor"), Set.of());
        var identity = node.bean(IdentityService.class);

        await().until(() ->
                identity.createGroupQuery().groupNameLike("%CURATORS").count() == 1);
        var group = identity.createGroupQuery().groupNameLike("%curators%").singleResult();
        assertThat(group.getName()).isEqualTo("Course curators");
        assertThat(identity.createUserQuery().memberOfGroup(group.getId()).list())
                .extracting(user -> user.getId())
                .containsExactly("igor");
        assertThat(identity.createGroupQuery().groupMember("igor").list())
                .extracting(Group::getId)
                .contains(group.getId(), "operator");
        assertThat(identity.createGroupQuery()
                        .groupIdIn("operator", "manager")
                        .orderByGroupId()
                        .desc()
                        .list())
                .extracting(Group::getId)
                .containsExactly("operator", "manager");
        assertThat(identity.createUserQuery().orderByUserId().desc().listPage(1, 1))
                .extracting(user -> user.getId())
                .containsExactly("belt");
    }

    private static void deploy(String process, String group) {
        node.bean(RepositoryService.class)
                .createDeployment()
                .addModelInstance(
                        process + ".bpmn",
                        Bpmn.createExecutableProcess(process)
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .userTask("userTask_runErrand")
                                .camundaCandidateGroups(group)
                                .endEvent()
                                .done())
                .deploy();
    }

    private static void awaitGrant(String group, String resource) {
        await().until(() -> grants(group).stream().anyMatch(grant -> resource.equals(grant.getResourceId())));
    }

    private static List<Authorization> grants(String group) {
        return node.bean(AuthorizationService.class)
                .createAuthorizationQuery()
                .groupIdIn(group)
                .list();
    }

    private static List<String> filtersOf(String group) {
        var filters = node.bean(FilterService.class);
        return grants(group).stream()
                .filter(grant -> grant.getResourceType() == Resources.FILTER.resourceType())
                .map(grant -> filters.getFilter(grant.getResourceId()))
                .map(Filter::getName)
                .toList();
    }

    /** Somebody with a browser of his own who talks as the Tasklist does. */
    private static final class Person {
        private final CookieManager cookies = new CookieManager();
        private final HttpClient browser =
                HttpClient.newBuilder().cookieHandler(cookies).build();

        Person(String login) throws Exception {
            var page = TOKEN.matcher(send(request("/login").GET()).body());
            var token = page.find() ? "&_csrf=" + URLEncoder.encode(page.group(1), StandardCharsets.UTF_8) : "";
            send(request("/login")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "username=%s&password=secret123%s".formatted(login, token))));
            send(request("/camunda/app/tasklist/default/").GET());
        }

        HttpResponse<String> post(String path, String json) throws Exception {
            var token = cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElse("");
            return send(request(ENGINE + path)
                    .header("Content-Type", "application/json")
                    .header("X-XSRF-TOKEN", token)
                    .POST(HttpRequest.BodyPublishers.ofString(json)));
        }

        private static HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(node.port(), path)));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
