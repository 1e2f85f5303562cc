package otklik.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static otklik.staff.Staff.as;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import otklik.NodeOfTest;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.Grant;
import otklik.security.ProductLimit;
import otklik.security.Right;
import otklik.security.Role;
import otklik.security.WorkMode;

/** Who may give what to whom, and what a card, a team, an absence refuses. */
class StaffRulesTests {
    private static final String LENA = "lena";
    private static final LocalDate MONDAY = LocalDate.of(2031, 3, 3);

    private static NodeOfTest node;
    private static Employees employees;
    private static Presets presets;
    private static Teams teams;
    private static Departments departments;
    private static Absences absences;
    private static long strong;
    private static long plain;
    private static long mine;
    private static long boardroom;
    private static long office;

    /** Lena is a limited administrator: she adds people and gives rights, and sees the requests of her team and department. */
    @BeforeAll
    static void startNode() {
        node = NodeOfTest.start(Map.of(), "rules");
        employees = node.bean(Employees.class);
        presets = node.bean(Presets.class);
        teams = node.bean(Teams.class);
        departments = node.bean(Departments.class);
        absences = node.bean(Absences.class);
        hire("admin", Role.ADMINISTRATOR);
        hire("boss", Role.ADMINISTRATOR);
        hire("elena", Role.HEAD);
        hire(LENA, Role.HEAD);
        Stream.of("olga", "igor", "maria").forEach(login -> hire(login, Role.MANAGER));
        presets.add(
                "personnel",
                "Personnel",
                Stream.of(
                                "EMPLOYEES.VIEW.ALL",
                                "EMPLOYEES.CREATE.ALL",
                                "EMPLOYEES.CHANGE.ALL",
                                "EMPLOYEES.ASSIGN.ALL",
                                "REQUESTS.VIEW.TEAM",
                                "COMPANIES.VIEW.DEPARTMENT",
                                "INVOICES.VIEW.OWN")
                        .map(Right::parse)
                        .toList());
        office = departments.add("Office", WorkMode.PULL_FREE, Set.of());
        boardroom = departments.add("Boardroom", WorkMode.PULL_FREE, Set.of("head"));
        mine = teams.add("Mine", TeamRule.FIRST, Set.of(LENA), Set.of());
        plain = teams.add("Plain", TeamRule.FIRST, Set.of("olga"), Set.of());
        strong = teams.add("Strong", TeamRule.FIRST, Set.of(), Set.of("head"));
        change(LENA, Staff.products(Staff.presets(form(LENA), "personnel"), new ProductLimit(false, Set.of(1L))));
        change(LENA, Staff.department(form(LENA), office));
        change("igor", Staff.department(form("igor"), boardroom));
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    static Stream<Arguments> waysUp() {
        return Stream.of(
                way(
                        "a preset on the own card",
                        "staff.raisesHimself",
                        () -> change(LENA, Staff.presets(form(LENA), "personnel", "head"))),
                way(
                        "a single right on the own card",
                        "staff.raisesHimself",
                        () -> change(LENA, Staff.rights(form(LENA), "INVOICES.DELETE.ALL"))),
                way(
                        "a wider scope on the own card",
                        "staff.raisesHimself",
                        () -> change(LENA, Staff.rights(form(LENA), "REQUESTS.VIEW.ALL"))),
                way(
                        "more products on the own card",
                        "staff.raisesHimself",
                        () -> change(LENA, Staff.products(form(LENA), ProductLimit.EVERY))),
                way(
                        "a team with rights on the own card",
                        "staff.raisesHimself",
                        () -> change(LENA, Staff.teams(form(LENA), mine, strong))),
                way(
                        "a team whose records open",
                        "staff.opensToHimself",
                        () -> change(LENA, Staff.teams(form(LENA), mine, plain))),
                way(
                        "a department with rights",
                        "staff.raisesHimself",
                        () -> change(LENA, Staff.department(form(LENA), boardroom))),
                way(
                        "membership by the team's form",
                        "staff.raisesHimself",
                        () -> change(strong, Set.of(LENA), Set.of("head"))),
                way(
                        "a colleague pulled into the own team",
                        "staff.opensToHimself",
                        () -> change(mine, Set.of(LENA, "olga"), Set.of())),
                way("presets of the own team", "staff.raisesHimself", () -> change(mine, Set.of(LENA), Set.of("head"))),
                way(
                        "presets of the own department",
                        "staff.raisesHimself",
                        () -> departments.change(
                                office,
                                "Office",
                                WorkMode.PULL_FREE,
                                Set.of("administrator"),
                                departmentVersion(office))),
                way("the preset that is held", "staff.givesMoreThanHas", () -> {
                    var preset = presets.byCode("personnel");
                    var wider = new java.util.HashSet<>(preset.rights());
                    wider.add(Right.parse("SETTINGS.CHANGE.ALL"));
                    presets.change("personnel", wider, preset.version());
                }),
                way(
                        "a preset nobody holds yet",
                        "staff.givesMoreThanHas",
                        () -> presets.add("trap", "Trap", List.of(Right.parse("SETTINGS.CHANGE.ALL")))),
                way(
                        "a confederate with more rights",
                        "staff.givesMoreThanHas",
                        () -> employees.invite(
                                "vera", Staff.form("Vera", EmployeeKind.ADDITIONAL_ADMINISTRATOR, "head"))),
                way(
                        "a confederate with more products",
                        "staff.givesMoreProducts",
                        () -> employees.invite("vera", Staff.form("Vera", EmployeeKind.ADDITIONAL_ADMINISTRATOR))),
                way(
                        "the mail address of an administrator",
                        "staff.hasMoreRights",
                        () -> employees.correctEmail("admin", "lena2@otklik.example")),
                way(
                        "the card of an administrator",
                        "staff.hasMoreRights",
                        () -> change("admin", Staff.email(form("admin"), "lena2@otklik.example"))),
                way(
                        "standing in for a colleague",
                        "staff.absence.opensToHimself",
                        () -> absences.add("vadim", MONDAY, MONDAY, LENA, "")));
    }

    private static Arguments way(String name, String refusal, Runnable deed) {
        return Arguments.of(org.junit.jupiter.api.Named.of(name, deed), refusal);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysUp")
    void a_limited_administrator_cannot_raise_herself_by(Runnable way, String refusal) {
        hireOnce("vadim");
        var before = employees.standing(LENA);

        as(LENA, () -> assertThat(refusedBy(way).key()).isEqualTo(refusal));

        var after = employees.standing(LENA);
        assertThat(rights(after.grants())).isEqualTo(rights(before.grants()));
        assertThat(after.own()).isEqualTo(before.own());
        assertThat(after.groups()).isEqualTo(before.groups());
        assertThat(after.seenProducts()).isEqualTo(before.seenProducts());
    }

    @Test
    void a_limited_administrator_gives_what_she_has() {
        var form = Staff.products(
                Staff.rights(Staff.form("Zoya", EmployeeKind.CALL_CENTRE), "REQUESTS.VIEW.OWN", "INVOICES.VIEW.OWN"),
                new ProductLimit(false, Set.of(1L)));
        var narrow = new EmployeeForm(
                form.name(),
                form.email(),
                "",
                form.kind(),
                null,
                null,
                null,
                null,
                form.seenProducts(),
                new ProductLimit(false, Set.of()),
                form.presets(),
                form.rights(),
                Set.of(),
                Locale.ENGLISH);

        as(LENA, () -> employees.invite("zoya", narrow));

        assertThat(employees.card("zoya").state()).isEqualTo(EmployeeState.INVITED);
    }

    @Test
    void the_last_administrator_is_neither_demoted_nor_suspended() {
        employees.suspend("boss");
        try {
            assertThat(refusedBy(() -> change("admin", Staff.presets(form("admin"), "head")))
                            .key())
                    .isEqualTo("staff.lastAdministrator");
            assertThat(refusedBy(() -> employees.suspend("admin")).key()).isEqualTo("staff.lastAdministrator");
        } finally {
            employees.resume("boss");
        }
        assertThat(employees.byLogin("admin").orElseThrow().is(Role.ADMINISTRATOR))
                .isTrue();
    }

    @Test
    void nobody_suspends_himself() {
        as("admin", () -> assertThat(refusedBy(() -> employees.suspend("admin")).key())
                .isEqualTo("staff.notYourself"));
    }

    @Test
    void a_preview_tells_what_saving_does_and_changes_nothing() {
        hireOnce("preview");
        var form = Staff.presets(form("preview"), "crm-operator");
        var before = employees.standing("preview").grants();

        var effect = employees.preview("preview", form).get(0);

        assertThat(employees.standing("preview").grants()).isEqualTo(before);
        change("preview", form);
        assertThat(effect.login()).isEqualTo("preview");
        assertThat(lastNote("preview", "rightsGained")).isEqualTo(text(effect.gains()));
        assertThat(effect.losses()).isEmpty();
        assertThat(employees.preview("preview", form)).isEmpty();
    }

    @Test
    void who_may_do_the_same_to_more_records_loses_nothing() {
        hireOnce("grower");
        change("grower", Staff.rights(form("grower"), "COMPANIES.CHANGE.OWN"));

        var wider = employees
                .preview("grower", Staff.rights(form("grower"), "COMPANIES.CHANGE.ALL"))
                .get(0);

        assertThat(wider.gains()).containsExactly(Right.parse("COMPANIES.CHANGE.ALL"));
        assertThat(wider.losses()).isEmpty();
    }

    @Test
    void a_preview_of_a_team_warns_of_what_adds_up() {
        hireOnce("adder");
        change("adder", Staff.presets(form("adder"), "crm-operator"));

        var effects = teams.preview(strong, Set.of("adder"), Set.of("head"));

        assertThat(effects).singleElement().satisfies(effect -> {
            assertThat(effect.login()).isEqualTo("adder");
            assertThat(effect.wider())
                    .extracting(Grant::right)
                    .contains(Right.parse("INVOICES.VIEW.ALL"))
                    .doesNotContain(Right.parse("COMPANIES.VIEW.ALL"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"olga@otklik.example", "OLGA@Otklik.example", " olga@otklik.example "})
    void a_mail_address_is_of_one_person(String email) {
        var refusal = refusedBy(
                () -> employees.invite("twice", Staff.email(Staff.form("Twice", EmployeeKind.CALL_CENTRE), email)));

        assertThat(refusal.field()).isEqualTo("email");
        assertThat(refusal.getMessage()).contains("Olga");
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "teams", "olga", "Olga", "o", "ольга", "with space"})
    void a_login_that_is_taken_or_no_login_is_refused_at_its_field(String login) {
        var refusal = refusedBy(() -> employees.invite(login, Staff.form("Someone", EmployeeKind.CALL_CENTRE)));

        assertThat(refusal.field()).isEqualTo("login");
    }

    @Test
    void an_unknown_zone_is_refused_at_its_field() {
        var refusal = refusedBy(() -> change("maria", Staff.zone(form("maria"), "Europe/Nowhere")));

        assertThat(refusal.field()).isEqualTo("zone");
        assertThat(form("maria").zone()).isNull();
    }

    @Test
    void an_absence_that_ends_before_it_begins_is_refused_at_its_end() {
        var refusal = refusedBy(() -> absences.add("maria", MONDAY, MONDAY.minusDays(1), null, ""));

        assertThat(refusal.field()).isEqualTo("last");
    }

    @Test
    void nobody_stands_in_for_himself_in_the_end() {
        absences.add("olga", MONDAY, MONDAY.plusDays(4), "igor", "");
        absences.add("igor", MONDAY.plusDays(1), MONDAY.plusDays(2), "maria", "");

        var refusal = refusedBy(() -> absences.add("maria", MONDAY.plusDays(2), MONDAY.plusDays(3), "olga", ""));

        assertThat(refusal.field()).isEqualTo("substitute");
        assertThatNoException()
                .isThrownBy(() -> absences.add("maria", MONDAY.plusDays(5), MONDAY.plusDays(6), "olga", ""));
        assertThat(refusedBy(() -> absences.add("elena", MONDAY, MONDAY, "elena", ""))
                        .field())
                .isEqualTo("substitute");
    }

    @Test
    void a_card_that_was_changed_meanwhile_is_refused_even_when_only_its_rights_were() {
        hireOnce("stale");
        var opened = employees.card("stale");
        change("stale", Staff.presets(opened.form(), "crm-operator"));

        var refusal = refusedBy(() -> employees.change("stale", opened.form(), opened.version()));

        assertThat(refusal.key()).isEqualTo("staff.changedMeanwhile");
        assertThat(form("stale").presets()).containsExactly("crm-operator");
    }

    @Test
    void a_team_is_old_as_soon_as_somebody_has_joined_it_by_his_card() {
        hireOnce("joiner");
        var id = teams.add("Joined", TeamRule.FIRST, Set.of(), Set.of());
        var opened = team(id);
        var card = employees.card("joiner");
        change("joiner", Staff.teams(card.form(), id));

        assertThat(refusedBy(() ->
                                teams.change(id, "Joined", TeamRule.FIRST, Set.of(), Set.of(), true, opened.version()))
                        .key())
                .isEqualTo("staff.changedMeanwhile");
        assertThat(team(id).members()).containsExactly("joiner");
        teams.change(id, "Joined", TeamRule.FIRST, Set.of(), Set.of(), true, team(id).version());
        assertThat(refusedBy(() -> employees.change("joiner", card.form(), card.version()))
                        .key())
                .isEqualTo("staff.changedMeanwhile");
    }

    @Test
    void the_call_centre_kind_holds_back_what_it_does_not_allow() {
        hireOnce("caller");
        var form = form("caller");

        assertThat(refusedBy(() -> change("caller", Staff.rights(form, "CAMPAIGNS.VIEW.ALL")))
                        .field())
                .isEqualTo("rights");
        assertThat(refusedBy(() -> change("caller", Staff.rights(form, "COMPANIES.EXPORT.ALL")))
                        .field())
                .isEqualTo("rights");
        assertThat(refusedBy(() -> change("caller", Staff.presets(form, "head")))
                        .field())
                .isEqualTo("presets");
        assertThatNoException().isThrownBy(() -> change("caller", Staff.rights(form, "COMPANIES.EXPORT.OWN")));
    }

    @Test
    void a_preset_of_a_call_centre_employee_cannot_be_widened_past_the_kind() {
        hireOnce("held");
        presets.add("dialler", "Dialler", List.of(Right.parse("CALLS.VIEW.OWN")));
        change("held", Staff.presets(form("held"), "dialler"));
        var preset = presets.byCode("dialler");

        var refusal = refusedBy(() -> presets.change(
                "dialler",
                List.of(Right.parse("CALLS.VIEW.OWN"), Right.parse("CAMPAIGNS.VIEW.ALL")),
                preset.version()));

        assertThat(refusal.getMessage()).contains("Held");
        assertThat(presets.byCode("dialler").rights()).hasSize(1);
    }

    @Test
    void the_administrators_preset_cannot_be_cut() {
        var preset = presets.byCode("administrator");

        assertThat(refusedBy(() -> presets.change("administrator", List.of(), preset.version()))
                        .key())
                .isEqualTo("staff.presetFixed");
    }

    @Test
    void a_card_is_there_for_its_person_and_for_those_who_see_employees_only() {
        as("olga", () -> {
            assertThat(employees.card("olga").login()).isEqualTo("olga");
            assertThat(refusedBy(() -> employees.card("igor")).key()).isEqualTo("staff.unknownEmployee");
            assertThat(employees.list("", null, 0, 10)).isEmpty();
            assertThat(employees.count("", null)).isZero();
        });
        as("elena", () -> assertThat(employees.card("igor").login()).isEqualTo("igor"));
    }

    @Test
    void what_was_typed_stays_on_top_of_what_another_has_saved() {
        var before = Staff.form("Anna", EmployeeKind.CALL_CENTRE, "operator", "call-centre");
        var theirs = Staff.zone(Staff.presets(before, "operator", "manager"), "Asia/Omsk");
        var mine = Staff.email(Staff.presets(before, "call-centre"), "anna2@otklik.example");

        var both = mine.onTopOf(before, theirs);

        assertThat(both.email()).isEqualTo("anna2@otklik.example");
        assertThat(both.zone()).isEqualTo("Asia/Omsk");
        assertThat(both.presets()).containsExactly("manager");
    }

    private static void hire(String login, Role... roles) {
        var name = login.substring(0, 1).toUpperCase(Locale.ROOT) + login.substring(1);
        employees.add(login, name, login + "@otklik.example", "secret123", Set.of(roles), Locale.ENGLISH);
    }

    private static void hireOnce(String login) {
        if (employees.byLogin(login).isEmpty()) {
            hire(login);
        }
    }

    private static EmployeeForm form(String login) {
        return employees.card(login).form();
    }

    private static void change(String login, EmployeeForm form) {
        employees.change(login, form, employees.card(login).version());
    }

    private static void change(long team, Set<String> members, Set<String> held) {
        var now = team(team);
        teams.change(team, now.name(), now.rule(), members, held, true, now.version());
    }

    private static Teams.Team team(long id) {
        return teams.all().stream().filter(team -> team.id() == id).findFirst().orElseThrow();
    }

    private static long departmentVersion(long id) {
        return departments.all().stream()
                .filter(department -> department.id() == id)
                .findFirst()
                .orElseThrow()
                .version();
    }

    private static Refusal refusedBy(Runnable deed) {
        var refusal = catchThrowableOfType(Refusal.class, deed::run);
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }

    private static Set<Right> rights(List<Grant> grants) {
        return grants.stream().map(Grant::right).collect(java.util.stream.Collectors.toSet());
    }

    private static String text(List<Right> rights) {
        return rights.stream().map(Right::toString).collect(java.util.stream.Collectors.joining(" "));
    }

    private static String lastNote(String login, String kind) {
        return node.bean(History.class).of("employee:" + login, 0, 50).stream()
                .filter(event -> event.kind().equals(kind))
                .map(Event::note)
                .findFirst()
                .orElseThrow();
    }
}
