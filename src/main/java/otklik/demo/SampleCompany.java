package otklik.demo;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import otklik.activities.Activities;
import otklik.activities.ActivityKind;
import otklik.activities.ActivityPlan;
import otklik.customers.Companies;
import otklik.customers.CustomField.FieldKind;
import otklik.customers.CustomFields;
import otklik.customers.People;
import otklik.engine.OneNodeAtATime;
import otklik.kernel.Money;
import otklik.kernel.Settings;
import otklik.mailings.MailTemplates;
import otklik.products.Products;
import otklik.products.VatRate;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Role;
import otklik.security.WorkMode;
import otklik.sources.Sources;
import otklik.staff.DemoPeople;
import otklik.staff.Departments;
import otklik.staff.EmployeeForm;
import otklik.staff.Employees;
import otklik.staff.FirstMessageGrants;
import otklik.staff.TeamRule;
import otklik.staff.Teams;
import otklik.ui.Texts;

/** Fills an empty demonstration: eight people, three departments, a team, one grant, what the company sells and to whom, and letters that have just arrived. */
@Component
@Profile("demo")
class SampleCompany implements DemoPeople {
    private static final Logger log = LoggerFactory.getLogger(SampleCompany.class);
    private static final String PASSWORD = "demo";
    private static final String CALL_CENTRE = "Колл-центр";
    private static final List<String> LOGINS =
            List.of("maria", "olga", "igor", "nina", "denis", "svetlana", "elena", "admin");

    private final Employees employees;
    private final Departments departments;
    private final Teams teams;
    private final Accounts accounts;
    private final FirstMessageGrants grants;
    private final Products products;
    private final Companies companies;
    private final People people;
    private final CustomFields fields;
    private final MailTemplates templates;
    private final Activities activities;
    private final SampleDay day;
    private final Clock clock;
    private final ClientMailbox clients;
    private final OneNodeAtATime oneNode;
    private final Sources sources;
    private final Settings settings;

    SampleCompany(
            Employees employees,
            Departments departments,
            Teams teams,
            Accounts accounts,
            FirstMessageGrants grants,
            Products products,
            Companies companies,
            People people,
            CustomFields fields,
            MailTemplates templates,
            Activities activities,
            SampleDay day,
            Clock clock,
            ClientMailbox clients,
            OneNodeAtATime oneNode,
            Sources sources,
            Settings settings) {
        this.employees = employees;
        this.departments = departments;
        this.teams = teams;
        this.accounts = accounts;
        this.grants = grants;
        this.products = products;
        this.companies = companies;
        this.people = people;
        this.fields = fields;
        this.templates = templates;
        this.activities = activities;
        this.day = day;
        this.clock = clock;
        this.clients = clients;
        this.oneNode = oneNode;
        this.sources = sources;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void fillOnce() {
        var isNew = new AtomicBoolean();
        oneNode.run(() -> {
            isNew.set(employees.isEmpty());
            if (isNew.get()) {
                hire();
            }
        });
        // Who is a manager is known to all when the people are committed.
        if (isNew.get()) {
            oneNode.run(this::fill);
        }
    }

    private void hire() {
        add("maria", "Мария Дёмина", Role.OPERATOR);
        add("olga", "Ольга Королёва", Role.MANAGER);
        add("igor", "Игорь Титов", Role.MANAGER);
        add("elena", "Елена Власова", Role.HEAD);
        add("admin", "Алексей Смирнов", Role.ADMINISTRATOR);
        var sales = departments.add("Продажи", WorkMode.PULL_FREE, Set.of());
        var clients = departments.add("Работа с базой", WorkMode.PULL_FREE, Set.of());
        var callCentre = departments.add(CALL_CENTRE, WorkMode.CONVEYOR_AUTODIAL, Set.of());
        place("olga", sales);
        place("igor", sales);
        add("svetlana", "Светлана Орлова", Role.OPERATOR);
        give("svetlana", clients, Set.of("crm-operator"));
        // Two who do not choose: one takes what comes next, for the other the program dials, too.
        add("nina", "Нина Соловьёва", Role.MANAGER);
        give("nina", sales, employees.card("nina").form().presets(), WorkMode.CONVEYOR);
        add("denis", "Денис Орехов", Role.OPERATOR);
        give("denis", callCentre, Set.of("call-centre"));
        give("maria", null, Set.of("operator", "crm-operator"));
        teams.add("Продажи", TeamRule.FIRST, Set.of("olga", "igor"), Set.of());
    }

    private void fill() {
        grants.grant("olga", "maria", null, null);
        sell("Семинар «Работа с клиентами»", "12000", VatRate.of("22"));
        sell("Семинар «Холодные звонки без страха»", "9500", VatRate.of("22"));
        sell("Запись семинара", "3900.50", VatRate.of("22"));
        sell("Курс вышивки. Базовый", "4900", VatRate.of("5"));
        sell("Курс вышивки. Гладь и крест", "7500", VatRate.of("5"));
        sell("Набор для вышивания", "1250", VatRate.of("5"));
        sell("Консультация, один час", "3000", VatRate.NONE);
        sell("Пробное занятие", "0", VatRate.NONE);
        SampleClients.add(companies, people);
        fields.add("employeesCount", "Сотрудников", FieldKind.NUMBER, List.of());
        templates.save(
                null,
                "Приглашение на семинар",
                "Семинары",
                Texts.RUSSIAN,
                "Семинар «Работа с клиентами» для {{company}}",
                SampleLetters.INVITATION,
                0);
        plan();
        day.fill(callCentre());
        connect();
        SampleLetters.ALL.forEach(letter -> {
            try {
                clients.write(letter.from(), letter.subject(), letter.text(), null);
            } catch (jakarta.mail.MessagingException refused) {
                log.warn("A sample letter was not accepted: {}", refused.getMessage());
            }
        });
        log.info(
                "The sample company is ready: sign in as maria, olga, igor, nina, denis, svetlana, elena or admin with the password '{}'",
                PASSWORD);
    }

    private String callCentre() {
        return departments.all().stream()
                .filter(department -> department.name().equals(CALL_CENTRE))
                .findFirst()
                .map(Departments.Department::group)
                .orElseThrow();
    }

    /** What three of the clients wait for; the others have no next step, and the list says so. */
    private void plan() {
        var today = clock.instant();
        List.of(
                        ActivityPlan.of(
                                "K-3", ActivityKind.CALL, "Счёт: дошёл ли", "maria", today.plus(Duration.ofHours(1))),
                        ActivityPlan.of(
                                "K-4",
                                ActivityKind.CALL,
                                "Спросить о впечатлениях",
                                "maria",
                                today.plus(Duration.ofDays(2))),
                        ActivityPlan.of(
                                "K-1",
                                ActivityKind.CALL,
                                "Перезвонить",
                                "svetlana",
                                today.plus(Duration.ofMinutes(10))),
                        ActivityPlan.of(
                                "K-1",
                                ActivityKind.LETTER,
                                "Отправить программу",
                                "svetlana",
                                today.plus(Duration.ofDays(1))))
                .forEach(activities::plan);
    }

    /** What can run without the outer world: a form and a webhook that wait, and a feed of our own that an administrator switches on. */
    private void connect() {
        var here = settings.publicUrl().replaceFirst("(https?://[^/]+).*", "$1");
        sources.add("site-form", "form", "Форма на сайте", Map.of("sites", here));
        sources.add("partner", "webhook", "Партнёрская программа", Map.of("secret", "demo-secret-of-the-partner"));
        sources.add("tenders", "feed", "Лента закупок", Map.of("url", settings.link("otklik/demo-feed.xml")));
        sources.pause("tenders");
    }

    private void add(String login, String name, Role role) {
        employees.add(login, name, login + "@otklik.example", PASSWORD, Set.of(role), Texts.RUSSIAN);
    }

    private void place(String login, long department) {
        give(login, department, employees.card(login).form().presets());
    }

    private void give(String login, @Nullable Long department, Set<String> presets) {
        give(login, department, presets, employees.card(login).form().workMode());
    }

    private void give(String login, @Nullable Long department, Set<String> presets, @Nullable WorkMode mode) {
        var card = employees.card(login);
        employees.change(login, in(card.form(), department, presets, mode), card.version());
    }

    private static EmployeeForm in(
            EmployeeForm form, @Nullable Long department, Set<String> presets, @Nullable WorkMode mode) {
        return new EmployeeForm(
                form.name(),
                form.email(),
                form.phone(),
                form.kind(),
                department,
                mode,
                form.zone(),
                form.hours(),
                form.seenProducts(),
                form.addedProducts(),
                presets,
                form.rights(),
                form.teams(),
                form.language());
    }

    private void sell(String name, String price, VatRate vat) {
        products.add(new Products.Draft(name, Money.of(price), vat));
    }

    @Override
    public List<Account> people() {
        return LOGINS.stream()
                .flatMap(login -> accounts.byLogin(login).stream())
                .toList();
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    @Override
    public String clientSide() {
        return "client-side";
    }
}
