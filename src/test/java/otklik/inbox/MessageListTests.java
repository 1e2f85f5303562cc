package otklik.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.NodeOfTest;
import otklik.customers.People;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.requests.Inbound;
import otklik.requests.Requests;
import otklik.security.Account;
import otklik.security.Role;
import otklik.staff.Employees;
import otklik.staff.TeamRule;
import otklik.staff.Teams;
import otklik.work.Leases;
import otklik.work.SettableClock;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** What the list of messages shows, and how people share it: leases, the next free one, texts that are not lost, whom a request goes to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageListTests {
    private static final MessageFilter UNREAD = MessageFilter.of(MessageView.UNREAD);
    private static final int ALL = 100;

    private NodeOfTest node;
    private Messages messages;
    private MessageDrafts drafts;
    private WorkItems work;
    private SettableClock clock;

    /** What the node is started with: nothing, for a database in memory. */
    Map<String, String> properties() {
        return Map.of();
    }

    @BeforeAll
    void startNode() {
        node = NodeOfTest.start(properties(), List.of(SettableClock.InNode.class), "message-list");
        messages = node.bean(Messages.class);
        drafts = node.bean(MessageDrafts.class);
        work = node.bean(WorkItems.class);
        clock = node.bean(SettableClock.class);
        hire("maria", Role.OPERATOR);
        hire("pavel", Role.OPERATOR);
        hire("olga", Role.MANAGER);
        hire("igor", Role.MANAGER);
        hire("former", Role.MANAGER);
        node.bean(Employees.class).suspend("former");
    }

    @AfterAll
    void stopNode() {
        node.close();
    }

    @BeforeEach
    void theListIsEmpty() {
        signIn("maria");
        while (true) {
            var waiting = messages.list(UNREAD, 0, ALL);
            if (waiting.isEmpty()) {
                break;
            }
            waiting.forEach(message -> SecurityContextOf.nobody(() -> {
                finish(message.number(), Map.of("decision", "read"));
                return true;
            }));
        }
        clock.passes(Duration.ofSeconds(1));
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void theListIsOfOneSourceAndCountsEach() {
        var letter = receive("mail", "Anna", "anna@one.example", "First");
        receive("form", "Boris", "boris@one.example", "Second");
        receive("form", "Clara", "clara@one.example", "Third");

        assertThat(numbers(UNREAD.of("mail"))).containsExactly(letter);
        assertThat(messages.counts(UNREAD.of("mail")))
                .as("of all sources, whichever is chosen")
                .contains(entry("mail", 1), entry("form", 2));
    }

    @Test
    void theListIsSearchedByBeginningsOfWordsOfSenderCompanyAndSubject() {
        var wanted = receive("mail", "Пётр Соколов", "p.sokolov@mpzk.example", "Запрос на участие");
        receive("mail", "Anna", "anna@two.example", "Другое");
        var ofCompany = receive("form", "Иван", "ivan@vector.example", "Вопрос", "АО «Вектор Плюс»");

        assertThat(numbers(UNREAD.saying("СОКОЛ"))).containsExactly(wanted);
        assertThat(numbers(UNREAD.saying("петр запрос"))).containsExactly(wanted);
        assertThat(numbers(UNREAD.saying("sokolov@mpzk.example"))).containsExactly(wanted);
        assertThat(numbers(UNREAD.saying("плюс"))).containsExactly(ofCompany);
        assertThat(numbers(UNREAD.saying(wanted.toLowerCase(Locale.ROOT)))).containsExactly(wanted);
        assertThat(numbers(UNREAD.saying("соколов другое"))).isEmpty();
        assertThat(numbers(UNREAD.saying("' & | ! : * \\ % _")))
                .as("signs are no words")
                .hasSize(3);
    }

    @Test
    void theListIsOfDaysInTheCompanysZone() {
        var message = receive("mail", "Anna", "anna@three.example", "Today");
        var zone = node.bean(Parameters.class).zone(Parameter.COMPANY_ZONE);
        var today = LocalDate.ofInstant(clock.instant(), zone);

        assertThat(numbers(UNREAD.between(today, today))).containsExactly(message);
        assertThat(numbers(UNREAD.between(today.plusDays(1), null))).isEmpty();
        assertThat(numbers(UNREAD.between(null, today.minusDays(1)))).isEmpty();
    }

    @Test
    void theListIsOfPeopleWithWhomSomebodyHasTalked() {
        var first = receive("mail", "Dora", "dora@four.example", "First");
        var second = receive("mail", "Dora", "dora@four.example", "Second, before the first was read");
        receive("mail", "Anna", "anna@four.example", "Other");
        assertThat(numbers(UNREAD.withEarlier(true))).isEmpty();

        finish(first, Map.of("decision", "request", "manager", "olga"));

        assertThat(numbers(UNREAD.withEarlier(true))).containsExactly(second);
    }

    @Test
    void theListIsOfMineInHandOrDecided() {
        var mine = receive("mail", "Anna", "anna@five.example", "Mine");
        var other = receive("mail", "Boris", "boris@five.example", "Other");
        open("pavel", other);
        open("maria", mine);

        assertThat(numbers(UNREAD.mine(true))).containsExactly(mine);
        finish(mine, Map.of("decision", "read"));
        assertThat(numbers(MessageFilter.of(MessageView.DONE).mine(true))).contains(mine);
        as("pavel", () -> assertThat(numbers(MessageFilter.of(MessageView.DONE).mine(true)))
                .doesNotContain(mine));
    }

    @Test
    void steppingThroughTheListGoesOverWhatOthersRead() {
        var third = receive("mail", "Anna", "anna@six.example", "Third");
        var second = receive("mail", "Boris", "boris@six.example", "Second");
        var first = receive("mail", "Clara", "clara@six.example", "First");
        open("pavel", second);

        assertThat(messages.neighbour(UNREAD, null, true)).contains(first);
        assertThat(messages.neighbour(UNREAD, first, true)).contains(third);
        assertThat(messages.neighbour(UNREAD, third, true))
                .as("from the end to the beginning")
                .contains(first);
        assertThat(messages.neighbour(UNREAD, third, false)).contains(first);
        assertThat(messages.neighbour(UNREAD, first, false)).contains(third);
    }

    @Test
    void theNextFreeOneIsTakenBelowTheOneThatWasDecided() {
        var third = receive("mail", "Anna", "anna@seven.example", "Third");
        var second = receive("mail", "Boris", "boris@seven.example", "Second");
        var first = receive("mail", "Clara", "clara@seven.example", "First");
        open("maria", first);
        open("pavel", second);
        finish(first, Map.of("decision", "read"));

        assertThat(messages.takeNext(UNREAD, first)).contains(third);
        assertThat(item(third).assignee()).isEqualTo("maria");
        assertThat(messages.takeNext(UNREAD, third))
                .as("nothing is free any more")
                .isEmpty();
    }

    @Test
    void whoeverAsksForTheNextFreeOneGetsAnother() {
        var all = new HashSet<String>();
        for (int i = 0; i < 4; i++) {
            all.add(receive("mail", "Sender " + i, "s%d@eight.example".formatted(i), "Subject " + i));
        }

        var taken = new HashSet<String>();
        for (var login : List.of("maria", "pavel", "maria", "pavel")) {
            as(login, () -> messages.takeNext(UNREAD, null).ifPresent(taken::add));
        }

        assertThat(taken).isEqualTo(all);
    }

    @Test
    void e3_whenTheHolderIsGoneTheMessageReturnsAtItsAgeAndHisTextIsKept() {
        var older = receive("mail", "Anna", "anna@nine.example", "Older");
        var newer = receive("mail", "Boris", "boris@nine.example", "Newer");
        open("maria", older);
        drafts.save(older, "maria", "olga", "Good day, Anna! The seminar");

        clock.passes(lease().plusSeconds(1));
        endLeases();

        assertThat(item(older).assignee()).isNull();
        as("pavel", () -> {
            assertThat(numbers(UNREAD)).as("each at its original place").containsExactly(newer, older);
            assertThat(drafts.of(older))
                    .extracting(MessageDrafts.Draft::author, MessageDrafts.Draft::text)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("maria", "Good day, Anna! The seminar"));
        });
        open("maria", older);
        assertThat(drafts.find(older, "maria"))
                .map(MessageDrafts.Draft::manager)
                .contains("olga");
    }

    @Test
    void e4_aTextTypedWhileTheLeaseEndsIsTakenBackOrHandedToTheHolder() {
        var message = receive("mail", "Anna", "anna@ten.example", "Question");
        open("maria", message);
        clock.passes(lease().plusSeconds(1));
        endLeases();
        drafts.save(message, "maria", "olga", "typed too late");
        open("maria", message);
        assertThat(drafts.find(message, "maria")).as("taken back").isPresent();

        work.release(item(message).taskId(), "maria");
        open("pavel", message);
        as("pavel", () -> drafts.save(message, "pavel", "igor", "what Pavel wrote"));
        signIn("maria");
        assertThatThrownBy(() -> finish(message, Map.of("decision", "request", "manager", "olga")))
                .hasMessageContaining("Pavel");
        drafts.hand(message, "maria", "pavel");

        as("pavel", () -> assertThat(drafts.of(message))
                .extracting(MessageDrafts.Draft::author, MessageDrafts.Draft::manager, MessageDrafts.Draft::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("pavel", "igor", "what Pavel wrote\n\ntyped too late")));
    }

    @Test
    void inputKeepsTheMessageForAnotherLeaseAndTellsTheOthersOnlyHalfOfTheTime() {
        var message = receive("mail", "Anna", "anna@renewed.example", "Question");
        open("maria", message);
        var task = item(message).taskId();

        clock.passes(lease().multipliedBy(3).dividedBy(4));
        assertThat(work.renew(task, "maria")).isTrue();
        clock.passes(lease().multipliedBy(3).dividedBy(4));
        endLeases();

        assertThat(item(message).assignee()).isEqualTo("maria");
        assertThat(work.renew(task, "pavel")).isFalse();
    }

    @Test
    void e20_aManagerWhoIsInactiveOrNoneIsNotOfferedAndIsRefusedWithTheReason() {
        var requests = node.bean(Requests.class);
        assertThat(requests.managersToOpenFor())
                .extracting(Account::login)
                .contains("olga", "igor")
                .doesNotContain("former", "maria");

        var message = receive("mail", "Anna", "anna@eleven.example", "Question");
        open("maria", message);
        refused(message, Map.of("decision", "request", "manager", "former"), "Former");
        refused(message, Map.of("decision", "request", "manager", "maria"), "Maria");
        assertThat(messages.find(message).orElseThrow().status()).isEqualTo(MessageStatus.UNREAD);
        assertThat(item(message).assignee()).as("still in hand").isEqualTo("maria");
    }

    @Test
    void e20_aTeamWithoutManagersIsNotOfferedAndIsRefusedWithTheReason() {
        var requests = node.bean(Requests.class);
        var sellers = "team"
                + SecurityContextOf.nobody(
                        () -> node.bean(Teams.class).add("Sellers", TeamRule.FIRST, Set.of("olga", "igor"), Set.of()));
        var readers = "team"
                + SecurityContextOf.nobody(() ->
                        node.bean(Teams.class).add("Readers", TeamRule.FIRST, Set.of("maria", "former"), Set.of()));
        signIn("maria");
        assertThat(requests.teamsToOpenFor())
                .extracting(otklik.security.WorkGroup::id)
                .contains(sellers)
                .doesNotContain(readers);

        var message = receive("mail", "Anna", "anna@twelve.example", "Question");
        open("maria", message);
        refused(message, Map.of("decision", "request", "queue", readers), "Readers");
        refused(message, Map.of("decision", "request", "queue", "team999"), "team999");
        finish(message, Map.of("decision", "request", "queue", sellers));

        var request = String.valueOf(messages.find(message).orElseThrow().requestNumber());
        SecurityContextOf.nobody(() -> {
            assertThat(work.ofCase(request))
                    .extracting(WorkItem::candidateGroup)
                    .containsExactly(sellers);
            return true;
        });
    }

    @Test
    void aFirstMessageThatWasSentIsNoDraftAnyMore() {
        var message = receive("mail", "Anna", "anna@thirteen.example", "Question");
        SecurityContextOf.as("olga", () -> {
            node.bean(otklik.staff.FirstMessageGrants.class)
                    .grant("olga", "maria", otklik.staff.FirstMessageGrants.Channel.MAIL, null);
            return true;
        });
        signIn("maria");
        open("maria", message);
        drafts.save(message, "maria", "olga", "Good day!");

        finish(message, Map.of("decision", "request", "manager", "olga", "firstMessage", "Good day!"));

        assertThat(drafts.of(message)).isEmpty();
    }

    private void refused(String message, Map<String, Object> answers, String word) {
        assertThatThrownBy(() -> finish(message, answers)).satisfies(failure -> assertThat(Refusal.in(failure))
                .get()
                .extracting(Refusal::getMessage)
                .asString()
                .contains(word));
    }

    private List<String> numbers(MessageFilter filter) {
        return messages.list(filter, 0, ALL).stream().map(MessageCard::number).toList();
    }

    private WorkItem item(String number) {
        return SecurityContextOf.nobody(() -> work.ofCase(number).get(0));
    }

    private void open(String login, String number) {
        as(login, () -> work.claim(item(number).taskId(), login));
    }

    private void finish(String number, Map<String, Object> answers) {
        work.complete(item(number).taskId(), answers);
    }

    private Duration lease() {
        return node.bean(Parameters.class).duration(Parameter.CLAIM_LEASE);
    }

    private void endLeases() {
        SecurityContextOf.nobody(() -> {
            Leases.end(node);
            return true;
        });
    }

    private String receive(String source, String name, String address, String subject) {
        return receive(source, name, address, subject, null);
    }

    private String receive(String source, String name, String address, String subject, @Nullable String company) {
        clock.passes(Duration.ofMillis(10));
        return SecurityContextOf.nobody(() -> {
            var transaction = new TransactionTemplate(node.bean(PlatformTransactionManager.class));
            return java.util.Objects.requireNonNull(transaction.execute(status -> {
                var people = node.bean(People.class);
                var person = people.findOrCreate(people.points(null, address), name, company);
                var words = new Inbound(source, name, address, person, subject, subject + " in words", null, null);
                return messages.receive(new Arrival(source, words, null, subject + address, false, null));
            }));
        });
    }

    private void hire(String login, Role role) {
        var name = login.substring(0, 1).toUpperCase(Locale.ROOT) + login.substring(1);
        node.bean(Employees.class)
                .add(login, name, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }

    private static void as(String login, Runnable deed) {
        SecurityContextOf.as(login, () -> {
            deed.run();
            return true;
        });
    }

    private static void signIn(String login) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(login, "", List.of()));
    }

    /** Runs something for somebody, or for nobody, and goes on as before. */
    private static final class SecurityContextOf {
        static <T> T nobody(Supplier<T> deed) {
            return within(() -> {}, deed);
        }

        static <T> T as(String login, Supplier<T> deed) {
            return within(() -> signIn(login), deed);
        }

        private static <T> T within(Runnable signIn, Supplier<T> deed) {
            var before = SecurityContextHolder.getContext();
            SecurityContextHolder.setContext(SecurityContextHolder.createEmptyContext());
            try {
                signIn.run();
                return deed.get();
            } finally {
                SecurityContextHolder.setContext(before);
            }
        }
    }
}
