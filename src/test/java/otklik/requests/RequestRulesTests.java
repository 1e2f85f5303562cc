package otklik.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.NodeOfTest;
import otklik.kernel.Refusal;
import otklik.mail.LetterKind;
import otklik.mail.Outbox;
import otklik.mail.ReceivedLetter;
import otklik.requests.RequestProcess.Outcome;
import otklik.security.Role;
import otklik.staff.Employees;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** What people may do to requests and what clients may write at any time, with the real diagrams. */
class RequestRulesTests {
    private static final AtomicLong letters = new AtomicLong(1000);

    private static NodeOfTest node;
    private static Requests requests;
    private static WorkItems work;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(Map.of(), "rules");
        requests = node.bean(Requests.class);
        work = node.bean(WorkItems.class);
        for (var manager : List.of("vera", "gleb")) {
            node.bean(Employees.class)
                    .add(
                            manager,
                            manager,
                            manager + "@otklik.example",
                            "secret123",
                            Set.of(Role.MANAGER),
                            Locale.ENGLISH);
        }
        node.bean(Employees.class)
                .add("elena", "elena", "elena@otklik.example", "secret123", Set.of(Role.HEAD), Locale.ENGLISH);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void mergingGivesTheManagerTheTurnWhenTheClientStillWaitsForAnAnswer() {
        var answered = open("client@merge.example", "vera", null);
        answer(answered, "vera");
        var unanswered = open("client@merge.example", "vera", null);

        requests.merge(unanswered, answered);

        assertThat(status(answered)).isEqualTo(RequestStatus.REPLY_RECEIVED);
        assertThat(status(unanswered)).isEqualTo(RequestStatus.MERGED);
        assertThat(work.ofCase(unanswered)).isEmpty();
        assertThat(requests.dialogue(answered)).hasSize(3);
    }

    @Test
    void aLetterToAMergedRequestGoesToTheOneThatIsLeft() {
        var left = open("client@left.example", "vera", null);
        var merged = open("client@left.example", "vera", null);
        requests.merge(merged, left);

        requests.clientWrote(merged, Inbound.of(letter("client@left.example"), null));

        assertThat(requests.dialogue(left)).hasSize(3);
    }

    @Test
    void requestsOfDifferentClientsAreNotMerged() {
        var one = open("one@strangers.example", "vera", null);
        var other = open("other@strangers.example", "vera", null);

        assertThatThrownBy(() -> requests.merge(one, other)).isInstanceOf(Refusal.class);

        assertThat(status(one)).isEqualTo(RequestStatus.ASSIGNED);
    }

    @Test
    void aColleaguesRequestIsClosedByItsManagerOrAHeadOnly() {
        var number = open("client@colleague.example", "vera", null);

        signIn("gleb", Role.MANAGER);
        assertThatThrownBy(() -> requests.closeByHand(number, Outcome.WON, null))
                .isInstanceOf(Refusal.class);
        signIn("elena", Role.HEAD);
        requests.closeByHand(number, Outcome.WON, null);

        assertThat(status(number)).isEqualTo(RequestStatus.WON);
    }

    @Test
    void aRequestIsNotLostWithoutAReason() {
        var number = open("client@reason.example", "vera", null);

        assertThatThrownBy(() -> requests.closeByHand(number, Outcome.LOST, " "))
                .isInstanceOf(Refusal.class);

        assertThat(status(number)).isEqualTo(RequestStatus.ASSIGNED);
    }

    @Test
    void aReplyAfterTheClosingStandsAmongTheManagersOwnUntilItIsDecided() {
        var number = open("client@late.example", "gleb", null);
        requests.closeByHand(number, Outcome.LOST, "no budget");

        requests.clientWrote(number, Inbound.of(letter("client@late.example"), null));

        signIn("gleb", Role.MANAGER);
        assertThat(status(number)).isEqualTo(RequestStatus.LATE_REPLY);
        assertThat(node.bean(RequestList.class).list(RequestFilter.of(RequestView.MINE), 0, 50))
                .extracting(RequestCard::number)
                .contains(number);
        complete(number, "gleb", Map.of("decision", "noAnswer"));
        assertThat(status(number)).isEqualTo(RequestStatus.LOST);
    }

    @Test
    void aClientWhoWritesTwiceGetsOneTurnAndTwoLines() {
        var number = open("client@twice.example", "vera", null);
        answer(number, "vera");

        requests.clientWrote(number, Inbound.of(letter("client@twice.example"), null));
        requests.clientWrote(number, Inbound.of(letter("client@twice.example"), null));

        assertThat(work.ofCase(number)).hasSize(1);
        assertThat(requests.dialogue(number)).hasSize(4);
    }

    @Test
    void aFirstMessageWithoutAManagerIsRefusedAndNotDropped() {
        assertThatThrownBy(() -> open("client@nobody.example", null, "Hello")).isInstanceOf(Refusal.class);
    }

    @Test
    void anInactiveOrForeignPersonDoesNotBecomeTheManager() {
        assertThatThrownBy(() -> open("client@foreign.example", "nobody", null)).isInstanceOf(Refusal.class);
    }

    @Test
    void aTextLongerThanAVariableMayBeIsSentWhole() {
        var number = open("client@long.example", "vera", null);
        var text = "long ".repeat(4000);

        complete(number, "vera", Map.of("decision", "answer", "text", text));

        assertThat(node.bean(Outbox.class)
                        .byNumber(
                                String.valueOf(requests.dialogue(number).get(1).outgoingNumber()))
                        .orElseThrow()
                        .text())
                .contains(text.strip());
    }

    private static String open(String client, @Nullable String manager, @Nullable String firstMessage) {
        return requests.open(new Requests.Opening(
                "M-0",
                new Inbound("mail", "Client", client, null, "Question", "How much is it?", null, null),
                "Question",
                manager,
                firstMessage,
                "maria"));
    }

    private static void answer(String number, String manager) {
        complete(number, manager, Map.of("decision", "answer", "text", "It is not much."));
    }

    private static void complete(String number, String manager, Map<String, Object> answers) {
        signIn(manager, Role.MANAGER);
        work.complete(
                work.ofCase(number).stream().map(WorkItem::taskId).findFirst().orElseThrow(), answers);
    }

    private static RequestStatus status(String number) {
        return requests.find(number).orElseThrow().status();
    }

    private static ReceivedLetter letter(String from) {
        return new ReceivedLetter(
                letters.incrementAndGet(),
                null,
                null,
                List.of(),
                from,
                "Client",
                "Re: Question",
                "One more thing",
                false,
                LetterKind.PERSONAL,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(),
                false);
    }

    private static void signIn(String login, Role role) {
        SecurityContextHolder.getContext()
                .setAuthentication(new UsernamePasswordAuthenticationToken(
                        login, null, AuthorityUtils.createAuthorityList("ROLE_" + role.name())));
    }
}
