package otklik.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;
import otklik.DecisionsOfFiles;
import otklik.NodeOfTest;
import otklik.customers.People;
import otklik.engine.Attempts;
import otklik.engine.Timers;
import otklik.kernel.Refusal;
import otklik.mail.LetterStateChanged;
import otklik.mail.Outbox;
import otklik.mail.OutgoingLetter;
import otklik.requests.RequestProcess.Outcome;
import otklik.security.Role;
import otklik.staff.Absences;
import otklik.staff.Employees;
import otklik.work.SettableClock;
import otklik.work.TaskFacts;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** The life of requests with the real diagrams: what is told after the delivery, the merge and its undo, the closing, the silence. */
class LifecycleTests {
    private static final Locale ENGLISH = Locale.ENGLISH;
    private static final String CLIENT_SILENT = "event_clientSilent";
    private static final String GRACE_OVER = "event_graceOver";

    private static NodeOfTest node;
    private static Requests requests;
    private static WorkItems work;
    private static SettableClock clock;
    private static int clients;

    /** Publishes what the mail would. */
    record Bell(ApplicationEventPublisher events) {}

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(
                Map.of("camunda.bpm.job-execution.enabled", "false", "otklik.mail.enabled", "false"),
                List.of(SettableClock.InNode.class, Bell.class),
                "lifecycle");
        requests = node.bean(Requests.class);
        work = node.bean(WorkItems.class);
        clock = node.bean(SettableClock.class);
        for (var manager : List.of("vera", "gleb", "ivan")) {
            hire(manager, Role.MANAGER);
        }
        hire("maria", Role.OPERATOR);
        hire("elena", Role.HEAD);
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
    void e8_laterMessageBecomesARequestOfItsOwnAndTheOldOneWaitsForTheClientAgain() {
        var old = waiting("vera");
        requests.clientWrote(old, words(old, "By the way, we need a second thing"));
        var line = requests.dialogue(old).get(2);

        var split = node.bean(Splits.class).split(old, line.id(), "", "gleb");

        assertThat(requests.dialogue(old)).hasSize(2);
        assertThat(card(old).status()).isEqualTo(RequestStatus.WAITING_FOR_CLIENT);
        assertThat(card(old).ball()).isEqualTo(Ball.CLIENT);
        assertThat(card(old).lastFromClient()).isFalse();
        assertThat(requests.dialogue(split)).singleElement().satisfies(moved -> {
            assertThat(moved.text()).contains("second thing");
            assertThat(moved.movedFrom()).isEqualTo(old);
        });
        assertThat(card(split).manager()).isEqualTo("gleb");
        assertThat(card(split).title()).isEqualTo("By the way, we need a second thing");
        assertThat(tasks(split)).containsExactly("userTask_writeFirstMessage");
        assertThat(tasks(old)).isEmpty();
    }

    @Test
    void answerToALeadWithoutALetterIsMarkedAsAnAnswer() {
        var number = waiting("vera");

        assertThat(node.bean(Outbox.class).ofCase(number, 5)).singleElement().satisfies(letter -> {
            assertThat(letter.inReplyTo()).isNull();
            assertThat(letter.answer()).isTrue();
        });
    }

    @Test
    void e8_wordsWithWhichARequestBeganStayInIt() {
        var number = waiting("vera");
        var lines = requests.dialogue(number);

        assertThatThrownBy(
                        () -> node.bean(Splits.class).split(number, lines.get(0).id(), "", null))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(
                        () -> node.bean(Splits.class).split(number, lines.get(1).id(), "", null))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void e8_messageBesideAnUnansweredOneIsSplitOffAndTheManagerKeepsTheTurn() {
        var old = waiting("vera");
        requests.clientWrote(old, words(old, "An answer, please"));
        requests.clientWrote(old, words(old, "And something else"));

        node.bean(Splits.class).split(old, requests.dialogue(old).get(3).id(), "Else", null);

        assertThat(card(old).status()).isEqualTo(RequestStatus.REPLY_RECEIVED);
        assertThat(card(old).lastMessage()).isEqualTo("An answer, please");
        assertThat(tasks(old)).containsExactly("userTask_answerClient");
    }

    @Test
    void e10_undoneMergePutsBothRequestsBackWhereTheyStood() {
        var client = newClient();
        var into = waiting("vera", client);
        var from = open(client, "gleb");
        node.bean(Drafts.class).save(from, "gleb", "Begun");
        node.bean(Drafts.class).save(into, "gleb", "Hint");
        requests.merge(from, into);
        assertThat(card(into).status()).isEqualTo(RequestStatus.REPLY_RECEIVED);
        assertThat(requests.dialogue(into)).hasSize(3);
        assertThat(node.bean(Merges.class).into(into))
                .extracting(Merges.Merge::from)
                .containsExactly(from);

        node.bean(Merges.class).undo(from);

        assertThat(card(from).status()).isEqualTo(RequestStatus.ASSIGNED);
        assertThat(card(from).manager()).isEqualTo("gleb");
        assertThat(card(from).mergedInto()).isNull();
        assertThat(requests.dialogue(from)).hasSize(1);
        assertThat(tasks(from)).containsExactly("userTask_writeFirstMessage");
        assertThat(card(into).status()).isEqualTo(RequestStatus.WAITING_FOR_CLIENT);
        assertThat(card(into).ball()).isEqualTo(Ball.CLIENT);
        assertThat(requests.dialogue(into)).hasSize(2);
        assertThat(draft(from, "gleb")).isEqualTo("Begun");
        assertThat(draft(into, "gleb")).isEqualTo("Hint");
        assertThat(node.bean(Merges.class).into(into)).isEmpty();
    }

    @Test
    void e10_whatTheClientWroteAfterTheMergeStaysWhereItCame() {
        var client = newClient();
        var into = waiting("vera", client);
        var from = waiting("gleb", client);
        requests.merge(from, into);
        requests.clientWrote(from, words(from, "One more"));

        node.bean(Merges.class).undo(from);

        assertThat(requests.dialogue(into)).extracting(ThreadEntry::text).contains("One more");
        assertThat(card(into).status()).isEqualTo(RequestStatus.REPLY_RECEIVED);
        assertThat(card(from).ball()).isEqualTo(Ball.CLIENT);
        requests.clientWrote(from, words(from, "Mine"));
        assertThat(card(from).status()).isEqualTo(RequestStatus.REPLY_RECEIVED);
    }

    @Test
    void e10_mergeIntoARequestThatIsMergedItselfIsUndoneLast() {
        var client = newClient();
        var first = open(client, "vera");
        var second = open(client, "vera");
        var third = open(client, "vera");
        requests.merge(first, second);
        requests.merge(second, third);

        assertThatThrownBy(() -> node.bean(Merges.class).undo(first))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(third);
        node.bean(Merges.class).undo(second);
        node.bean(Merges.class).undo(first);

        for (var number : List.of(first, second, third)) {
            assertThat(requests.dialogue(number)).hasSize(1);
            assertThat(card(number).status()).isEqualTo(RequestStatus.ASSIGNED);
        }
    }

    @Test
    void e10_mergeIsForGoodWhenTheTimeToUndoIsOver() {
        var client = newClient();
        var into = open(client, "vera");
        var from = open(client, "vera");
        requests.merge(from, into);

        fire(from, "event_mergeKept");

        assertThat(node.bean(Merges.class).undoable(from)).isEmpty();
        assertThatThrownBy(() -> node.bean(Merges.class).undo(from)).isInstanceOf(Refusal.class);
        assertThat(instances(from)).isZero();
    }

    @Test
    void e12_clientsSilenceIsCountedFromTheDeliveryOfOurLetter() {
        var number = open(newClient(), "vera");
        answer(number, "vera");

        assertThat(card(number).ball()).isEqualTo(Ball.SYSTEM);
        assertThat(node.bean(Timers.class).of(number, ENGLISH)).isEmpty();
        letter(number, OutgoingLetter.State.FAILED);
        assertThat(card(number).ball()).isEqualTo(Ball.SYSTEM);
        letter(number, OutgoingLetter.State.SENT);

        assertThat(card(number).ball()).isEqualTo(Ball.CLIENT);
        assertThat(node.bean(Timers.class).find(number, CLIENT_SILENT)).isPresent();
    }

    @Test
    void e12_answerThatIsGivenUpIsTheManagersDraftAgain() {
        var number = waiting("vera");
        requests.clientWrote(number, words(number, "How much?"));
        answer(number, "vera");
        letter(number, OutgoingLetter.State.FAILED);

        letter(number, OutgoingLetter.State.ABANDONED);

        assertThat(card(number).status()).isEqualTo(RequestStatus.REPLY_RECEIVED);
        assertThat(card(number).ball()).isEqualTo(Ball.MANAGER);
        assertThat(draft(number, "vera")).isEqualTo("It is not much.");
        assertThat(tasks(number)).containsExactly("userTask_answerClient");
    }

    @Test
    void e12_answerThatIsGivenUpIsNoAnswerInTheFigures() {
        var number = waiting("vera");
        requests.clientWrote(number, words(number, "How much?"));
        answer(number, "vera");
        assertThat(figures(number)).isEqualTo(2);

        letter(number, OutgoingLetter.State.ABANDONED);

        assertThat(figures(number)).isEqualTo(1);
        assertThat(awaiting(number)).isEqualTo(1);
    }

    @Test
    void e12_answerOfAMergedRequestThatIsGivenUpComesBackWhereTheDialogueIsNow() {
        var client = newClient();
        var into = waiting("vera", client);
        var from = open(client, "gleb");
        answer(from, "gleb");
        var letter = awaited(from);
        requests.merge(from, into);

        state(letter, OutgoingLetter.State.ABANDONED);

        assertThat(card(into).ball()).isEqualTo(Ball.MANAGER);
        assertThat(draft(into, "vera")).isEqualTo("It is not much.");
        assertThat(node.bean(Timers.class).find(into, CLIENT_SILENT)).isEmpty();
    }

    @Test
    void e4_answerOfAColleagueLeavesTheManagersUnsentWords() {
        var number = open(newClient(), "vera");
        node.bean(Drafts.class).save(number, "vera", "My own words");

        requests.sendAnswer(number, "gleb", "Vera is away");

        assertThat(draft(number, "vera")).isEqualTo("My own words");
    }

    @Test
    void e9_strangersWithoutAnAddressAreNotTheSameClient() {
        var one = open("", "vera");
        var other = open("", "vera");

        assertThatThrownBy(() -> requests.merge(one, other)).isInstanceOf(otklik.kernel.Refusal.class);
    }

    @Test
    void e12_letterThatComesBackStopsTheClosingUntilItIsSentAgain() {
        var number = waiting("vera");

        letter(number, OutgoingLetter.State.BOUNCED);
        assertThat(card(number).ball()).isEqualTo(Ball.SYSTEM);
        assertThat(node.bean(Timers.class).find(number, CLIENT_SILENT)).isEmpty();
        letter(number, OutgoingLetter.State.SENT);

        assertThat(card(number).ball()).isEqualTo(Ball.CLIENT);
    }

    @Test
    void anOldLetterThatComesBackChangesNothing() {
        var number = waiting("vera");
        var old = awaited(number);
        requests.clientWrote(number, words(number, "How much?"));
        answer(number, "vera");
        letter(number, OutgoingLetter.State.SENT);

        state(old, OutgoingLetter.State.BOUNCED);

        assertThat(card(number).ball()).isEqualTo(Ball.CLIENT);
    }

    @Test
    void e11_replyAfterTheClosingForSilenceReopensTheRequestAtOnceWithOneTask() {
        var number = waiting("vera");
        fire(number, CLIENT_SILENT);
        assertThat(card(number).status()).isEqualTo(RequestStatus.CLOSED_SILENT);

        requests.clientWrote(number, words(number, "Sorry, I was away"));

        assertThat(card(number).status()).isEqualTo(RequestStatus.REPLY_RECEIVED);
        assertThat(tasks(number)).containsExactly("userTask_answerClient");
    }

    @Test
    void e14_clientWhoseRequestIsReopenedOverAndOverIsReviewedByThePerson() {
        var number = waiting("vera");
        for (int time = 1; time <= 3; time++) {
            fire(number, CLIENT_SILENT);
            requests.clientWrote(number, words(number, "Again"));
            assertThat(card(number).status()).isEqualTo(RequestStatus.REPLY_RECEIVED);
            answer(number, "vera");
            letter(number, OutgoingLetter.State.SENT);
        }

        fire(number, CLIENT_SILENT);
        requests.clientWrote(number, words(number, "And again"));
        assertThat(card(number).status()).isEqualTo(RequestStatus.LATE_REPLY);

        complete(number, "vera", Map.of("decision", "noAnswer"));
        clock.passes(Duration.ofDays(1));
        requests.clientWrote(number, words(number, "On another day"));
        assertThat(card(number).status()).isEqualTo(RequestStatus.REPLY_RECEIVED);
    }

    @Test
    void e14_automaticLetterNeitherReopensNorCountsAsAnAnswer() {
        var number = waiting("vera");

        requests.noteAutomaticLetter(number, words(number, "Out of office"));
        assertThat(card(number).status()).isEqualTo(RequestStatus.WAITING_FOR_CLIENT);
        fire(number, CLIENT_SILENT);
        requests.noteAutomaticLetter(number, words(number, "Out of office"));

        assertThat(card(number).status()).isEqualTo(RequestStatus.CLOSED_SILENT);
        assertThat(card(number).lastFromClient()).isFalse();
        assertThat(requests.dialogue(number)).hasSize(4);
    }

    @Test
    void e16_wonClientWhoWritesAfterTheGraceTimeGetsANewRequestAndTheOldOneStaysAsItIs() {
        var old = won("vera");
        var before = card(old);

        assertThat(requests.accepts(old)).isFalse();
        assertThat(node.bean(LinkedRequests.class).opensAtOnce(old, words(old, "More")))
                .isTrue();
        var number = node.bean(LinkedRequests.class).open(old, words(old, "We need more of it"));

        assertThat(card(old)).isEqualTo(before);
        assertThat(card(number).follows()).isEqualTo(old);
        assertThat(card(number).manager()).isEqualTo("vera");
        assertThat(requests.dialogue(number)).extracting(ThreadEntry::kind).contains(ThreadEntry.Kind.NOTE);
        assertThat(tasks(number)).containsExactly("userTask_writeFirstMessage");
    }

    @Test
    void e16_lostClientWhoWritesAfterTheGraceTimeIsReadByAnOperator() {
        var old = lost("vera", "price");
        fire(old, GRACE_OVER);

        assertThat(node.bean(LinkedRequests.class).opensAtOnce(old, words(old, "More")))
                .isFalse();
        var number = open(card(old).clientAddress(), null);
        node.bean(LinkedRequests.class).link(number, old);

        assertThat(card(number).follows()).isEqualTo(old);
    }

    @Test
    void e16_requestOfAStrangerFollowsNothing() {
        var old = won("vera");
        var number = open(newClient(), null);

        node.bean(LinkedRequests.class).link(number, old);

        assertThat(card(number).follows()).isNull();
    }

    @Test
    void e10_onlyMergesWhoseTimeStillRunsCanBeTakenOut() {
        var client = newClient();
        var into = open(client, "vera");
        var over = open(client, "vera");
        var first = open(client, "vera");
        var last = open(client, "vera");
        List.of(over, first, last).forEach(number -> requests.merge(number, into));
        fire(over, "event_mergeKept");

        assertThat(node.bean(Merges.class).into(into))
                .extracting(Merges.Merge::from)
                .containsExactly(last, first);
        assertThat(node.bean(Merges.class).into(first)).isEmpty();
    }

    @Test
    void e17_requestOfAManagerWhoLeftComesBackFromAMergeToTheQueue() {
        hire("leaver", Role.MANAGER);
        var client = newClient();
        var into = open(client, "vera");
        var from = open(client, "leaver");
        requests.merge(from, into);
        node.bean(JdbcClient.class)
                .sql("update employee set state = 'SUSPENDED' where login = 'leaver'")
                .update();
        refreshCompany();

        node.bean(Merges.class).undo(from);

        assertThat(card(from).manager()).isNull();
        assertThat(tasks(from)).containsExactly("userTask_takeRequest");
    }

    @Test
    void e18_timerOfAManagerWhoHasAnsweredIsGone() {
        var number = open(newClient(), "vera");
        var limit = node.bean(Timers.class)
                .find(number, "startEvent_replyLimitPassed")
                .orElseThrow();

        answer(number, "vera");

        assertThatThrownBy(() -> node.bean(ManagementService.class).executeJob(limit.id()))
                .hasMessageContaining("No job found");
        assertThat(card(number).status()).isEqualTo(RequestStatus.WAITING_FOR_CLIENT);
    }

    @Test
    void whatClosesTonightCanBeKeptClosedOrRemindedRowByRow() {
        var tonight = node.bean(ClosingTonight.class);
        var kept = waiting("vera");
        var closed = waiting("vera");
        var reminded = waiting("vera");
        var later = waiting("vera");
        List.of(kept, closed, reminded).forEach(number -> {
            var timer = node.bean(Timers.class).find(number, CLIENT_SILENT).orElseThrow();
            node.bean(Timers.class).shift(timer.id(), clock.instant().plusSeconds(60));
        });

        assertThat(tonight.list())
                .extracting(closing -> closing.request().number())
                .contains(kept, closed, reminded)
                .doesNotContain(later);
        var count = tonight.count();
        var results = tonight.keep(List.of(kept, "R-0"));
        assertThat(results).extracting(ClosingTonight.Result::done).containsExactly(true, false);
        assertThat(tonight.count()).isEqualTo(count - 1);
        assertThat(tonight.closeNow(List.of(closed)))
                .extracting(ClosingTonight.Result::done)
                .containsExactly(true);
        assertThat(card(closed).status()).isEqualTo(RequestStatus.CLOSED_SILENT);
        assertThat(tonight.closeNow(List.of(closed)))
                .extracting(ClosingTonight.Result::done)
                .containsExactly(false);
        var lines = requests.dialogue(reminded).size();
        tonight.remindNow(List.of(reminded));
        tonight.remindNow(List.of(reminded));
        assertThat(requests.dialogue(reminded)).hasSize(lines + 2);
        assertThat(node.bean(Timers.class)
                        .find(kept, CLIENT_SILENT)
                        .orElseThrow()
                        .at())
                .isAfter(clock.instant().plus(Duration.ofDays(3)));
    }

    @Test
    void whatClosesTonightIsOnlyWhatOneMaySee() {
        var number = waiting("vera");
        var timer = node.bean(Timers.class).find(number, CLIENT_SILENT).orElseThrow();
        node.bean(Timers.class).shift(timer.id(), clock.instant().plusSeconds(60));
        signIn("gleb", Role.MANAGER);

        assertThat(node.bean(ClosingTonight.class).list())
                .extracting(closing -> closing.request().number())
                .doesNotContain(number);
        assertThat(node.bean(ClosingTonight.class).closeNow(List.of(number)))
                .extracting(ClosingTonight.Result::done)
                .containsExactly(false);
    }

    @Test
    void aSilentManagersRequestGoesToWhoeverStandsInForHim() {
        var number = open(newClient(), "ivan");
        var today = java.time.LocalDate.ofInstant(clock.instant(), java.time.ZoneId.of("Europe/Moscow"));
        node.bean(Absences.class).add("ivan", today, today.plusDays(1), "gleb", "ill");

        fire(number, "startEvent_replyLimitPassed");

        assertThat(card(number).manager()).isEqualTo("gleb");
        assertThat(card(number).status().isOpen()).isTrue();
        assertThat(tasks(number)).containsExactly("userTask_writeFirstMessage");
        node.bean(Absences.class).of("ivan", today).forEach(absence -> node.bean(Absences.class)
                .remove("ivan", absence.id()));
    }

    @Test
    void aSilentManagerIsRemindedOnceThenTheHeadIsAskedThenAnotherHasIt() {
        var number = open(newClient(), "vera");
        node.bean(Drafts.class).save(number, "vera", "Dear client");

        fire(number, "startEvent_replyLimitPassed");
        assertThat(tasks(number)).containsExactly("userTask_writeFirstMessage");
        assertThat(card(number).status()).isEqualTo(RequestStatus.MANAGER_SILENT);
        fire(number, "event_stillSilent");
        assertThat(tasks(number)).containsExactlyInAnyOrder("userTask_writeFirstMessage", "userTask_decideOnSilence");
        node.bean(TaskService.class)
                .complete(
                        node.bean(TaskService.class)
                                .createTaskQuery()
                                .processInstanceBusinessKey(number)
                                .taskDefinitionKey("userTask_decideOnSilence")
                                .singleResult()
                                .getId(),
                        Map.of("decision", "keep"));
        fire(number, "event_stillSilent");

        assertThat(card(number).manager()).isNotNull().isNotEqualTo("vera");
        assertThat(tasks(number)).containsExactly("userTask_writeFirstMessage");
    }

    @Test
    void reasonsOfALossAreThoseOfTheFormAndEachHasItsRule() {
        var keys = node.bean(LostReasons.class).all(ENGLISH).stream()
                .map(LostReasons.LostReason::key)
                .toList();

        assertThat(keys).contains("price", "other");
        assertThat(DecisionsOfFiles.inputs("processes/requests/lost-reason.dmn"))
                .containsExactlyInAnyOrderElementsOf(keys);
        assertThat(node.bean(LostReasons.class).name("price", Locale.forLanguageTag("ru")))
                .isEqualTo("Слишком дорого");
    }

    @Test
    void aRequestIsLostForOneOfTheReasonsOnly() {
        var number = open(newClient(), "vera");

        assertThatThrownBy(() -> requests.closeByHand(number, Outcome.LOST, "bad weather", "rain"))
                .isInstanceOf(Refusal.class);
        requests.closeByHand(number, Outcome.LOST, "price", "Twice as dear");

        assertThat(card(number).lostReason()).isEqualTo("price");
        assertThat(card(number).outcomeReason()).isEqualTo("Twice as dear");
    }

    @Test
    void theWorkOfARequestKnowsItsClientAndOnlyBringingHimBackByPhoneIsACall() {
        var address = newClient();
        var person = node.bean(Attempts.class).inTransaction(() -> node.bean(People.class)
                .findOrCreate(node.bean(People.class).points(null, address), "Client", null));
        var number = requests.open(new Requests.Opening(
                "M-0",
                new Inbound("mail", "Client", address, person, "Question", "How much is it?", null, null),
                "Question",
                "vera",
                null,
                "maria"));
        var facts = node.bean(RequestFacts.class);
        assertThat(work.ofCase(number)).singleElement().satisfies(item -> {
            assertThat(item.facts().contact()).isEqualTo(person);
            assertThat(item.facts().isCall()).isFalse();
        });
        assertThat(facts.of(number, "userTask_bringClientBack").isCall())
                .as("without a phone he is written to")
                .isFalse();

        node.bean(JdbcClient.class)
                .sql(
                        """
                        insert into contact_point (person_id, kind, written, point_key, added_at)
                        select id, 'PHONE', '+7 423 240-99-11', '+74232409911', created_at from person where number = ?""")
                .param(person)
                .update();

        assertThat(facts.of(number, "userTask_bringClientBack"))
                .isEqualTo(new TaskFacts(person, "+74232409911", ZoneId.of("Asia/Vladivostok"), true));
        assertThat(facts.of(number, "userTask_answerClient").isCall()).isFalse();
    }

    @Test
    void aLostClientIsBroughtBackAsANewRequestOfWhoeverDidIt() {
        var old = lost("vera", "price");
        fire(old, GRACE_OVER);
        fire(old, "event_coolDownOver");
        assertThat(tasks(old)).containsExactly("userTask_bringClientBack");

        complete(old, "gleb", Map.of("decision", "newRequest"));

        var next = newest();
        assertThat(next.follows()).isEqualTo(old);
        assertThat(next.manager()).isEqualTo("gleb");
        assertThat(instances(old)).isZero();
    }

    @Test
    void aClientWhoComesBackByHimselfIsNobodysTask() {
        var old = lost("vera", "price");
        fire(old, GRACE_OVER);
        fire(old, "event_coolDownOver");

        open(card(old).clientAddress(), "gleb");

        assertThat(tasks(old)).isEmpty();
        assertThat(instances(old)).isZero();
    }

    @Test
    void aClientWhoSaysNeverIsNotAskedAfterHisNextLossEither() {
        var old = lost("vera", "price");
        var client = card(old).clientAddress();
        fire(old, GRACE_OVER);
        fire(old, "event_coolDownOver");
        complete(old, "gleb", Map.of("decision", "never"));
        var next = open(client, "vera");
        requests.closeByHand(next, Outcome.LOST, "price", null);
        fire(next, GRACE_OVER);

        fire(next, "event_coolDownOver");

        assertThat(instances(next)).isZero();
    }

    private static String newClient() {
        clients++;
        return "client%d@lifecycle.example".formatted(clients);
    }

    private static String open(String client, @Nullable String manager) {
        return requests.open(new Requests.Opening(
                "M-0",
                new Inbound("mail", "Client", client, null, "Question", "How much is it?", null, null),
                "Question",
                manager,
                null,
                "maria"));
    }

    private static Inbound words(String number, String text) {
        var card = card(number);
        return new Inbound("mail", card.clientName(), card.clientAddress(), null, "Re: Question", text, null, null);
    }

    private static String waiting(String manager) {
        return waiting(manager, newClient());
    }

    private static String waiting(String manager, String client) {
        var number = open(client, manager);
        answer(number, manager);
        letter(number, OutgoingLetter.State.SENT);
        SecurityContextHolder.clearContext();
        return number;
    }

    private static String won(String manager) {
        var number = open(newClient(), manager);
        requests.closeByHand(number, Outcome.WON, null);
        fire(number, GRACE_OVER);
        return number;
    }

    private static String lost(String manager, String reason) {
        var number = open(newClient(), manager);
        requests.closeByHand(number, Outcome.LOST, reason, null);
        return number;
    }

    private static void answer(String number, String manager) {
        complete(number, manager, Map.of("decision", "answer", "text", "It is not much."));
        SecurityContextHolder.clearContext();
    }

    private static void complete(String number, String login, Map<String, Object> answers) {
        var task =
                work.ofCase(number).stream().map(WorkItem::taskId).findFirst().orElseThrow();
        signIn(login, Role.MANAGER);
        work.complete(task, answers);
        SecurityContextHolder.clearContext();
    }

    private static void letter(String number, OutgoingLetter.State state) {
        state(awaited(number), state);
    }

    private static String awaited(String number) {
        return node.bean(JdbcClient.class)
                .sql("select awaited_letter from request where number = ?")
                .param(number)
                .query(String.class)
                .single();
    }

    /** What the relay or a person does to a letter, with the event that goes with it. */
    private static void state(String letter, OutgoingLetter.State state) {
        node.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            node.bean(JdbcClient.class)
                    .sql("update outgoing_letter set state = ? where id = ?")
                    .params(state.name(), Long.valueOf(letter.substring(2)))
                    .update();
            node.bean(Bell.class)
                    .events()
                    .publishEvent(new LetterStateChanged(
                            node.bean(Outbox.class).byNumber(letter).orElseThrow()));
        });
    }

    private static long figures(String number) {
        return node.bean(JdbcClient.class)
                .sql("select count(*) from request_response where request_number = ?")
                .param(number)
                .query(Long.class)
                .single();
    }

    private static long awaiting(String number) {
        return node.bean(JdbcClient.class)
                .sql("select count(*) from request_entry e join request r on r.id = e.request_id"
                        + " where r.number = ? and e.awaits_answer")
                .param(number)
                .query(Long.class)
                .single();
    }

    private static void fire(String number, String element) {
        var timer = node.bean(Timers.class).find(number, element).orElseThrow();
        node.bean(ManagementService.class).executeJob(timer.id());
    }

    private static RequestCard card(String number) {
        return requests.find(number).orElseThrow();
    }

    private static RequestCard newest() {
        return requests.find("R-"
                        + node.bean(JdbcClient.class)
                                .sql("select max(id) from request")
                                .query(Long.class)
                                .single())
                .orElseThrow();
    }

    private static String draft(String number, String author) {
        return node.bean(Drafts.class).find(number, author).orElseThrow().text();
    }

    private static List<String> tasks(String number) {
        return work.ofCase(number).stream().map(WorkItem::taskKey).toList();
    }

    private static long instances(String number) {
        return node.bean(RuntimeService.class)
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .count();
    }

    private static void hire(String login, Role... roles) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.copyOf(Arrays.asList(roles)), ENGLISH);
    }

    private static void refreshCompany() {
        node.bean(Employees.class)
                .add("newcomer", "newcomer", "newcomer@otklik.example", "secret123", Set.of(Role.MANAGER), ENGLISH);
    }

    private static void signIn(String login, Role role) {
        SecurityContextHolder.getContext()
                .setAuthentication(new UsernamePasswordAuthenticationToken(
                        login, null, AuthorityUtils.createAuthorityList("ROLE_" + role.name())));
    }
}
