package otklik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.history.History;
import otklik.inbox.Arrival;
import otklik.inbox.MessageCard;
import otklik.inbox.MessageFilter;
import otklik.inbox.MessageView;
import otklik.inbox.Messages;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.requests.Inbound;
import otklik.requests.RequestCard;
import otklik.requests.RequestFilter;
import otklik.requests.RequestList;
import otklik.requests.RequestProcess.Outcome;
import otklik.requests.RequestView;
import otklik.requests.Requests;
import otklik.security.Action;
import otklik.security.Right;
import otklik.security.Role;
import otklik.security.Scope;
import otklik.security.Section;
import otklik.security.WorkMode;
import otklik.staff.Absences;
import otklik.staff.Departments;
import otklik.staff.EmployeeForm;
import otklik.staff.EmployeeKind;
import otklik.staff.Employees;
import otklik.staff.Presets;
import otklik.staff.TeamRule;
import otklik.staff.Teams;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/**
 * Random people with random rights, and random records: every way to a record must give the answer of the oracle. The oracle is written
 * from the words of the requirements and asks nothing of the program, so that it can contradict it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryWayAsksThePolicyTests {
    private static final String PASSWORD = "secret123";
    private static final int PEOPLE = 9;
    private static final int REQUESTS = 14;
    private static final int MESSAGES = 3;
    private static final int ALL = 1000;
    private static final String OWN_PRESET = "own-preset-";
    private static final AtomicLong LETTERS = new AtomicLong(1_000_000);
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"");

    private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
    private NodeOfTest node;
    private int worlds;

    /** What the node is started with: nothing, for a database in memory. */
    Map<String, String> properties() {
        return Map.of();
    }

    @BeforeAll
    void startNode() {
        node = NodeOfTest.start(properties(), "every-way");
        node.bean(Employees.class)
                .add("admin", "Admin", "admin@otklik.example", PASSWORD, Set.of(Role.ADMINISTRATOR), Locale.ENGLISH);
        node.bean(Signals.class).listen(said::add);
    }

    @AfterAll
    void stopNode() {
        node.close();
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void every_way_to_a_record_gives_the_answer_of_the_requirements(long seed) {
        var world = new World(seed);
        for (var person : world.people) {
            world.ask(person);
        }
        // A right that ends is gone from every way at once, also from a screen that is refreshed by a signal.
        var loser = world.people.get(world.random.nextInt(PEOPLE));
        world.strip(loser);
        world.ask(loser);
        assertThat(said)
                .as("what is said to all screens: names of lists and numbers of cases, nothing of their content")
                .allMatch(topic -> topic.matches("[a-z]+|[A-Za-z]+[-:][a-z0-9-]+|[A-Z]-\\d+"));
    }

    /** A person as the test made him. */
    private static final class Person {
        final String login;
        final Set<String> presets = new TreeSet<>();
        final Set<Right> rights = new TreeSet<>();
        final Set<Integer> teams = new TreeSet<>();
        int department = -1;
        boolean active = true;
        boolean absent;

        @Nullable
        Person substitute;

        Person(String login) {
            this.login = login;
        }

        @Override
        public String toString() {
            return "%s[active=%s presets=%s rights=%s teams=%s department=%d absent=%s substitute=%s]"
                    .formatted(
                            login,
                            active,
                            presets,
                            rights,
                            teams,
                            department,
                            absent,
                            substitute == null ? null : substitute.login);
        }
    }

    /** A request as the test made it. */
    private record Record(String number, String client, @Nullable Person owner, String task, long letter) {}

    /** A company of its own for each seed, in the same database. */
    private final class World {
        final long seed;
        final Random random;
        final String mark;
        final List<Person> people = new ArrayList<>();
        final Map<String, Set<Right>> presetRights = new HashMap<>();
        final List<Set<String>> teamPresets = new ArrayList<>();
        final List<Set<String>> departmentPresets = new ArrayList<>();
        final List<Record> records = new ArrayList<>();
        final List<String> messages = new ArrayList<>();
        final List<Long> messageLetters = new ArrayList<>();
        private List<Long> departments = List.of();
        private List<Long> teams = List.of();

        World(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.mark = "w" + ++worlds;
            makePresets();
            makePeople();
            makeRecords();
        }

        private void makePresets() {
            var presets = node.bean(Presets.class);
            for (int i = 0; i < 3; i++) {
                var rights = someRights(4);
                presets.add(OWN_PRESET + mark + "-" + i, "Own " + mark + i, rights);
            }
            presets.all().forEach(preset -> presetRights.put(preset.code(), preset.rights()));
        }

        private Set<Right> someRights(int count) {
            var rights = new TreeSet<Right>();
            while (rights.size() < count) {
                var section = List.of(Section.REQUESTS, Section.REQUESTS, Section.REQUESTS, Section.INBOX, Section.WORK)
                        .get(random.nextInt(5));
                var actions = java.util.Arrays.stream(Action.values())
                        .filter(section::knows)
                        .toList();
                var scope = section.isOwned() ? Scope.values()[random.nextInt(Scope.values().length)] : Scope.ALL;
                rights.add(new Right(section, actions.get(random.nextInt(actions.size())), scope));
            }
            return rights;
        }

        private String somePreset() {
            var codes = List.of(
                    "manager",
                    "manager",
                    "operator",
                    "head",
                    "crm-operator",
                    "call-centre",
                    OWN_PRESET + mark + "-0",
                    OWN_PRESET + mark + "-1",
                    OWN_PRESET + mark + "-2");
            return codes.get(random.nextInt(codes.size()));
        }

        private void makePeople() {
            var employees = node.bean(Employees.class);
            var departmentIds = new ArrayList<Long>();
            var teamIds = new ArrayList<Long>();
            for (int i = 0; i < 2; i++) {
                departmentPresets.add(random.nextInt(3) == 0 ? Set.of(somePreset()) : Set.of());
                departmentIds.add(node.bean(Departments.class)
                        .add("Department " + mark + i, WorkMode.PULL_FREE, departmentPresets.get(i)));
                teamPresets.add(random.nextInt(2) == 0 ? Set.of(somePreset()) : Set.of());
                teamIds.add(
                        node.bean(Teams.class).add("Team " + mark + i, TeamRule.FIRST, Set.of(), teamPresets.get(i)));
            }
            for (int i = 0; i < PEOPLE; i++) {
                var person = new Person(mark + "p" + i);
                for (int n = random.nextInt(3); n > 0; n--) {
                    person.presets.add(somePreset());
                }
                // There is always somebody who can own requests.
                if (i < 4) {
                    person.presets.add("manager");
                }
                if (random.nextInt(2) == 0) {
                    person.rights.addAll(someRights(1 + random.nextInt(3)));
                }
                for (int team = 0; team < 2; team++) {
                    if (random.nextInt(3) == 0) {
                        person.teams.add(team);
                    }
                }
                person.department = random.nextInt(3) - 1;
                employees.add(
                        person.login,
                        "Person " + person.login,
                        person.login + "@otklik.example",
                        PASSWORD,
                        Set.of(Role.OPERATOR),
                        Locale.ENGLISH);
                save(person, departmentIds, teamIds);
                people.add(person);
            }
            var today = LocalDate.ofInstant(node.bean(Clock.class).instant(), ZoneOffset.UTC);
            for (int i = 0; i < 2; i++) {
                var absent = people.get(random.nextInt(PEOPLE));
                var substitute = people.get(random.nextInt(PEOPLE));
                if (!absent.absent && substitute != absent && substitute.substitute != absent) {
                    node.bean(Absences.class)
                            .add(absent.login, today.minusDays(2), today.plusDays(2), substitute.login, "away");
                    absent.absent = true;
                    absent.substitute = substitute;
                }
            }
        }

        private void save(Person person, List<Long> departmentIds, List<Long> teamIds) {
            departments = departmentIds;
            teams = teamIds;
            var employees = node.bean(Employees.class);
            var card = employees.card(person.login);
            var form = card.form();
            var teamsOfPerson = new HashSet<Long>();
            person.teams.forEach(team -> teamsOfPerson.add(teamIds.get(team)));
            employees.change(
                    person.login,
                    new EmployeeForm(
                            form.name(),
                            form.email(),
                            form.phone(),
                            EmployeeKind.ADDITIONAL_ADMINISTRATOR,
                            person.department < 0 ? null : departmentIds.get(person.department),
                            null,
                            null,
                            null,
                            form.seenProducts(),
                            form.addedProducts(),
                            person.presets,
                            person.rights,
                            teamsOfPerson,
                            Locale.ENGLISH),
                    card.version());
        }

        /** Takes everything from a person that he has by himself and by his teams. */
        void strip(Person person) {
            person.presets.clear();
            person.rights.clear();
            person.teams.clear();
            save(person, departments, teams);
        }

        private void makeRecords() {
            var managers =
                    people.stream().filter(person -> holds(person, "manager")).toList();
            for (int i = 0; i < REQUESTS; i++) {
                var owner = random.nextInt(4) == 0 ? null : managers.get(random.nextInt(managers.size()));
                var letter = letter("request");
                var client = "%s-%d@client.example".formatted(mark, i / 2);
                var number = node.bean(Requests.class)
                        .open(new Requests.Opening(
                                "M-0",
                                new Inbound(
                                        "mail",
                                        "Client " + mark,
                                        client,
                                        person(client),
                                        "Title %s-%d-end".formatted(mark, i),
                                        "Text",
                                        letter,
                                        null),
                                "Title %s-%d-end".formatted(mark, i),
                                owner == null ? null : owner.login,
                                null,
                                null));
                var task = node.bean(WorkItems.class).ofCase(number).get(0).taskId();
                records.add(new Record(number, client, owner, task, letter));
            }
            for (int i = 0; i < MESSAGES; i++) {
                var id = letter("message");
                messageLetters.add(id);
                messages.add(node.bean(Messages.class)
                        .receive(new Arrival(
                                "mail",
                                new Inbound(
                                        "mail",
                                        "Sender",
                                        records.get(i).client(),
                                        person(records.get(i).client()),
                                        "Subject %s-%d-end".formatted(mark, i),
                                        "Text " + mark + i,
                                        id,
                                        null),
                                null,
                                "fingerprint " + mark + i,
                                false,
                                null)));
            }
            // Some leave after they have got their requests.
            for (var person : people) {
                if (random.nextInt(5) == 0) {
                    node.bean(Employees.class).suspend(person.login);
                    person.active = false;
                }
            }
        }

        private static String person(String client) {
            return "P-" + client.substring(0, client.indexOf('@'));
        }

        private long letter(String text) {
            var id = LETTERS.incrementAndGet();
            var jdbc = node.bean(JdbcClient.class);
            var now = node.bean(Clock.class).instant().atOffset(ZoneOffset.UTC);
            jdbc.sql(
                            """
                            insert into received_letter (id, source, folder, uid_validity, numbering, uid, fingerprint, message_references,
                                from_address, from_name, subject, text, has_html, kind, sent_at, received_at, truncated, retries)
                            values (:id, 'mail', 'INBOX', 1, 1, :id, :mark, '', 'a@client.example', '', '', '', false, 'PERSONAL', :now, :now,
                                false, 0)""")
                    .param("id", id)
                    .param("mark", mark + id)
                    .param("now", now)
                    .update();
            jdbc.sql("insert into letter_source_text (letter_id, raw) values (?, ?)")
                    .params(id, text.getBytes(StandardCharsets.UTF_8))
                    .update();
            return id;
        }

        // The oracle.

        /** Rights add up: of the person, his teams and his department (S2.13). */
        private Set<Right> rightsOf(Person person) {
            var all = new HashSet<>(person.rights);
            for (var preset : presetsOf(person)) {
                all.addAll(presetRights.get(preset));
            }
            return all;
        }

        private Set<String> presetsOf(Person person) {
            var all = new HashSet<>(person.presets);
            person.teams.forEach(team -> all.addAll(teamPresets.get(team)));
            if (person.department >= 0) {
                all.addAll(departmentPresets.get(person.department));
            }
            return all;
        }

        private boolean holds(Person person, String preset) {
            return presetsOf(person).contains(preset);
        }

        /** One's own records are also those of the absent people one stands for; an absent substitute passes on (E85). */
        private boolean isOwn(Person person, Person owner) {
            if (person == owner) {
                return true;
            }
            if (!owner.absent) {
                return false;
            }
            var passed = new HashSet<Person>(Set.of(owner));
            var stands = owner.substitute;
            while (stands != null && (stands.absent || !stands.active)) {
                if (!passed.add(stands)) {
                    return false;
                }
                stands = stands.absent ? stands.substitute : null;
            }
            return stands == person;
        }

        /** Whether the person may do this with a record of the owner; of nobody, when it is free. */
        boolean may(Person person, Section section, Action action, @Nullable Person owner) {
            if (!person.active) {
                return false;
            }
            var rights = rightsOf(person);
            var any = false;
            for (var right : rights) {
                if (right.section() != section || right.action() != action) {
                    continue;
                }
                any = true;
                if (right.scope() == Scope.ALL) {
                    return true;
                }
                if (owner == null) {
                    continue;
                }
                if (isOwn(person, owner)) {
                    return true;
                }
                if (right.scope() == Scope.TEAM && person.teams.stream().anyMatch(owner.teams::contains)) {
                    return true;
                }
                if (right.scope() == Scope.DEPARTMENT
                        && person.department >= 0
                        && person.department == owner.department) {
                    return true;
                }
            }
            // What nobody owns is seen and taken by those who may take, and treated by them as far as their own
            // (S0.21).
            var takes = rights.stream().anyMatch(right -> right.section() == section && right.action() == Action.TAKE);
            return owner == null && takes && (any || action == Action.VIEW || action == Action.TAKE);
        }

        private boolean hasSome(Person person, Section section, Action action) {
            return person.active
                    && rightsOf(person).stream()
                            .anyMatch(right -> right.section() == section && right.action() == action);
        }

        private boolean findsTask(Person person, Record record) {
            if (!person.active) {
                return false;
            }
            var owner = record.owner();
            if (owner == null) {
                // Free work lies in the queue of the managers.
                return holds(person, "manager") || may(person, Section.WORK, Action.VIEW, null);
            }
            return isOwn(person, owner) || may(person, Section.WORK, Action.VIEW, owner);
        }

        // The questions.

        void ask(Person person) {
            SecurityContextHolder.getContext()
                    .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(person.login, "", List.of()));
            try {
                askAboutRequests(person);
                askAboutMessages(person);
                command(person);
                fetchLetters(person);
            } finally {
                SecurityContextHolder.clearContext();
            }
        }

        private String way(String way, Person person, Object record) {
            return "seed %d: %s, %s, asked by %s".formatted(seed, way, record, person);
        }

        private void askAboutRequests(Person person) {
            var requests = node.bean(Requests.class);
            var list = node.bean(RequestList.class);
            var work = node.bean(WorkItems.class);
            var listed = numbers(list.list(RequestFilter.of(RequestView.ALL), 0, ALL));
            var mine = numbers(list.list(RequestFilter.of(RequestView.MINE), 0, ALL));
            var free = numbers(list.list(RequestFilter.of(RequestView.NEW), 0, ALL));
            var hands = work.mine(person.login, 0, ALL).stream()
                    .map(WorkItem::taskId)
                    .toList();
            var mineCount = 0;
            for (var record : records) {
                var number = record.number();
                var owner = record.owner();
                var sees = may(person, Section.REQUESTS, Action.VIEW, owner);
                var isMine = person.active && owner != null && isOwn(person, owner);
                mineCount += sees && isMine ? 1 : 0;
                check("list", person, record, listed.contains(number), sees);
                check("own", person, record, mine.contains(number), sees && isMine);
                check("free", person, record, free.contains(number), sees && owner == null);
                check("search by number", person, record, searched(number), sees);
                check("board", person, record, onBoard(number), sees);
                var title = "title %s-%d-end".formatted(mark, records.indexOf(record));
                check("search by title", person, record, searched(title), sees);
                check("find", person, record, requests.find(number).isPresent(), sees);
                check("dialogue", person, record, !requests.dialogue(number).isEmpty(), sees);
                check(
                        "of the client",
                        person,
                        record,
                        numbers(requests.ofClient(person(record.client()))).contains(number),
                        sees);
                check(
                        "history",
                        person,
                        record,
                        !node.bean(History.class).of(number, 0, 5).isEmpty(),
                        sees);
                check("tasks of the case", person, record, !work.ofCase(number).isEmpty(), sees);
                check(
                        "tasks of cases",
                        person,
                        record,
                        work.ofCases(List.of(number)).containsKey(number),
                        sees);
                check(
                        "link to the task",
                        person,
                        record,
                        work.find(record.task()).isPresent(),
                        findsTask(person, record));
                check("work in hand", person, record, hands.contains(record.task()), isMine);
                for (var action : List.of(Action.CHANGE, Action.ASSIGN, Action.TAKE)) {
                    check(
                            "button to " + action,
                            person,
                            record,
                            requests.allowed(number).contains(action),
                            sees && may(person, Section.REQUESTS, action, owner));
                }
            }
            for (var record : records) {
                var expected = records.stream()
                        .filter(other -> other.client().equals(record.client()))
                        .anyMatch(other -> may(person, Section.REQUESTS, Action.VIEW, other.owner()));
                check(
                        "open request of the client",
                        person,
                        record,
                        requests.openRequestOf(person(record.client())).isPresent(),
                        expected);
            }
            assertThat(list.counts().getOrDefault(RequestView.ALL, 0))
                    .as(way("count of all", person, ""))
                    .isEqualTo(listed.size());
            assertThat(list.columns(RequestFilter.of(RequestView.ALL)).values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .as(way("count of the board", person, ""))
                    .isEqualTo(listed.size());
            assertThat(list.counts().getOrDefault(RequestView.MINE, 0))
                    .as(way("count of one's own", person, ""))
                    .isEqualTo(mineCount);
            // All of them wait for the first message of their manager.
            assertThat(counter("communications", person))
                    .as(way("counter of the side bar", person, ""))
                    .isEqualTo(mineCount);
            assertThat(counter("work", person))
                    .as(way("counter of work", person, ""))
                    .isEqualTo(hands.size());
        }

        private int counter(String path, Person person) {
            return node.beans(otklik.ui.Navigation.class).stream()
                    .filter(line -> line.path().equals(path))
                    .mapToInt(line -> line.count(person.login, Set.of()))
                    .sum();
        }

        private boolean onBoard(String number) {
            return RequestList.BOARD.stream()
                    .flatMap(status ->
                            node
                                    .bean(RequestList.class)
                                    .column(RequestFilter.of(RequestView.ALL), status, ALL)
                                    .stream())
                    .anyMatch(card -> card.number().equals(number));
        }

        private boolean searched(String text) {
            return !node.bean(RequestList.class)
                    .list(RequestFilter.of(RequestView.ALL).matching(text), 0, ALL)
                    .isEmpty();
        }

        private void check(String way, Person person, Object record, boolean actual, boolean expected) {
            assertThat(actual).as(way(way, person, record)).isEqualTo(expected);
        }

        private void askAboutMessages(Person person) {
            var inbox = node.bean(Messages.class);
            var sees = hasSome(person, Section.INBOX, Action.VIEW);
            for (var number : messages) {
                var line = messages.indexOf(number);
                var isListed = inbox.list(MessageFilter.of(MessageView.UNREAD), 0, ALL).stream()
                        .map(MessageCard::number)
                        .anyMatch(number::equals);
                check("list of messages", person, number, isListed, sees);
                var subject = "subject %s-%d-end".formatted(mark, line);
                check(
                        "search",
                        person,
                        number,
                        !inbox.list(MessageFilter.of(MessageView.UNREAD).saying(subject), 0, 9)
                                .isEmpty(),
                        sees);
                check("message", person, number, inbox.find(number).isPresent(), sees);
                check("text", person, number, catchThrowable(() -> inbox.textOf(number)) == null, sees);
                check(
                        "history",
                        person,
                        number,
                        !node.bean(History.class).of(number, 0, 5).isEmpty(),
                        sees);
                check(
                        "review",
                        person,
                        number,
                        !node.bean(WorkItems.class).ofCase(number).isEmpty(),
                        sees);
                // That a colleague talks with the sender is told to all who read messages; which request, to few
                // (S0.14).
                var contacts = inbox.contacts(number);
                var requestsOfSender = records.stream()
                        .filter(record ->
                                record.client().equals(records.get(line).client()))
                        .toList();
                assertThat(contacts).as(way("contacts", person, number)).hasSize(sees ? requestsOfSender.size() : 0);
                contacts.forEach(contact -> check(
                        "number of a contact",
                        person,
                        contact,
                        contact.number() != null,
                        requestsOfSender.stream()
                                .filter(record -> java.util.Objects.equals(
                                        contact.manager(), record.owner() == null ? null : record.owner().login))
                                .anyMatch(record -> may(person, Section.REQUESTS, Action.VIEW, record.owner()))));
            }
            check("counter of messages", person, "", inbox.countUnread() > 0, sees);
            check("counter of the inbox", person, "", counter("inbox", person) > 0, sees);
        }

        /** Tries each command and takes it back; what is seen may still be forbidden, what is not seen is unknown (E82). */
        private void command(Person person) {
            var requests = node.bean(Requests.class);
            var heir = people.stream()
                    .filter(other -> other.active && holds(other, "manager"))
                    .findFirst();
            for (var record : records) {
                var number = record.number();
                var changes = may(person, Section.REQUESTS, Action.CHANGE, record.owner());
                command("close", person, record, changes, () -> requests.closeByHand(number, Outcome.LOST, "no"));
                command("note", person, record, changes, () -> requests.addNote(number, "note"));
                command("reopen", person, record, changes, () -> requests.reopenByHand(number));
                heir.ifPresent(other -> command(
                        "hand over",
                        person,
                        record,
                        may(person, Section.REQUESTS, Action.ASSIGN, record.owner()),
                        () -> requests.handOverByHand(number, other.login)));
                var twin = records.stream()
                        .filter(other -> other != record && other.client().equals(record.client()))
                        .findFirst();
                twin.ifPresent(other -> {
                    if (may(person, Section.REQUESTS, Action.VIEW, other.owner())) {
                        var changesBoth = changes && may(person, Section.REQUESTS, Action.CHANGE, other.owner());
                        command("merge", person, record, changesBoth, () -> requests.merge(number, other.number()));
                    } else {
                        assertThat(trial(() -> requests.merge(number, other.number())))
                                .as(way("merge into a hidden one", person, record))
                                .isIn("requests.unknown", "security.forbidden");
                    }
                });
            }
            for (var number : messages) {
                var refusal = trial(() -> node.bean(Messages.class).restore(number));
                assertThat(refusal)
                        .as(way("restore", person, number))
                        .isEqualTo(
                                !hasSome(person, Section.INBOX, Action.VIEW)
                                        ? "inbox.unknown"
                                        : hasSome(person, Section.INBOX, Action.CHANGE)
                                                ? "inbox.notRestorable"
                                                : "security.forbidden");
            }
        }

        private void command(String name, Person person, Record record, boolean allowed, Runnable deed) {
            var sees = may(person, Section.REQUESTS, Action.VIEW, record.owner());
            var refusal = trial(deed);
            if (!sees) {
                assertThat(refusal).as(way(name, person, record)).isEqualTo("requests.unknown");
            } else if (!allowed) {
                assertThat(refusal).as(way(name, person, record)).isEqualTo("security.forbidden");
            } else {
                assertThat(refusal).as(way(name, person, record)).isNotIn("requests.unknown", "security.forbidden");
            }
        }

        /** The key of the refusal; empty when it was done. */
        private String trial(Runnable deed) {
            var transaction = new TransactionTemplate(node.bean(PlatformTransactionManager.class));
            var failure = catchThrowable(() -> transaction.executeWithoutResult(status -> {
                status.setRollbackOnly();
                deed.run();
            }));
            return failure == null ? "" : Refusal.in(failure).map(Refusal::key).orElse(failure.toString());
        }

        /** Over the web, as a browser does; who may not sign in gets nothing at all. */
        private void fetchLetters(Person person) {
            SecurityContextHolder.clearContext();
            var browser = new Browser();
            var isIn = browser.signIn(person.login);
            check("signing in", person, "", isIn, person.active);
            if (!isIn) {
                return;
            }
            for (var record : records) {
                check(
                        "letter as a file",
                        person,
                        record,
                        browser.status("/letters/%d/raw".formatted(record.letter())) == 200,
                        may(person, Section.REQUESTS, Action.VIEW, record.owner()));
            }
            for (var letter : messageLetters) {
                check(
                        "letter of a message",
                        person,
                        letter,
                        browser.status("/letters/%d/raw".formatted(letter)) == 200,
                        hasSome(person, Section.INBOX, Action.VIEW));
            }
        }
    }

    private static List<String> numbers(List<RequestCard> cards) {
        return cards.stream().map(RequestCard::number).toList();
    }

    private final class Browser {
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        boolean signIn(String login) {
            var page = TOKEN.matcher(send(request("/login").GET()).body());
            var token = page.find() ? "&_csrf=" + URLEncoder.encode(page.group(1), StandardCharsets.UTF_8) : "";
            var answer = send(request("/login")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "username=%s&password=%s%s".formatted(login, PASSWORD, token))));
            return !answer.headers().firstValue("Location").orElse("/login").contains("/login");
        }

        int status(String path) {
            return send(request(path).GET()).statusCode();
        }

        private HttpRequest.Builder request(String path) {
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
