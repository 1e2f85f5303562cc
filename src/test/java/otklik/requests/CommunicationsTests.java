package otklik.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.NodeOfTest;
import otklik.instructions.Instructions;
import otklik.kernel.Refusal;
import otklik.mail.OutgoingFile;
import otklik.mail.OutgoingFiles;
import otklik.notices.Notice;
import otklik.notices.Notices;
import otklik.requests.ReplyTemplate.Range;
import otklik.requests.RequestProcess.Outcome;
import otklik.security.Role;
import otklik.staff.Employees;
import otklik.staff.TeamRule;
import otklik.staff.Teams;
import otklik.work.SettableClock;
import otklik.work.WorkItem;
import otklik.work.WorkItems;

/** What managers write with, and how fast they are: templates, files, mentions, instructions, response times. */
class CommunicationsTests {
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final AtomicLong CLIENTS = new AtomicLong();

    private static NodeOfTest node;
    private static Requests requests;
    private static Responses responses;
    private static ReplyTemplates templates;
    private static SettableClock clock;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(Map.of(), List.of(SettableClock.InNode.class), "communications");
        requests = node.bean(Requests.class);
        responses = node.bean(Responses.class);
        templates = node.bean(ReplyTemplates.class);
        clock = node.bean(SettableClock.class);
        hire("vera", Role.MANAGER);
        hire("gleb", Role.MANAGER);
        hire("elena", Role.HEAD);
        hire("maria", Role.OPERATOR);
        node.bean(Teams.class).add("Sales", TeamRule.FIRST, Set.of("vera"), Set.of());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void itIsMondayMorning() {
        var now = clock.instant().atZone(MOSCOW);
        var monday = now.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).with(LocalTime.of(10, 0));
        clock.passes(Duration.between(now, monday));
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void theFirstAnswerIsMeasuredFromTheFirstMessageInWorkingTime() {
        clock.passes(Duration.ofMinutes(7 * 60 + 30));
        var number = open("vera");
        clock.passes(Duration.ofMinutes(16 * 60 + 15));

        answer(number, "vera");

        // 17:30 to 18:00, and 9:00 to 9:45 on the next day.
        var first = responses.of(number).first();
        assertThat(first).isNotNull();
        assertThat(first.first()).isTrue();
        assertThat(first.working()).isCloseTo(Duration.ofMinutes(75), Duration.ofSeconds(20));
        assertThat(first.elapsed()).isCloseTo(Duration.ofMinutes(16 * 60 + 15), Duration.ofSeconds(20));
        assertThat(responses.of(number).askedAt()).isNull();
    }

    @Test
    void aFurtherAnswerIsMeasuredFromTheFirstMessageThatHadNone() {
        var number = open("vera");
        answer(number, "vera");
        clientWrites(number);
        clock.passes(Duration.ofMinutes(30));
        clientWrites(number);
        clock.passes(Duration.ofMinutes(10));
        assertThat(responses.of(number).waiting()).isCloseTo(Duration.ofMinutes(40), Duration.ofSeconds(20));

        answer(number, "vera");

        var last = responses.of(number).last();
        assertThat(last).isNotNull();
        assertThat(last.first()).isFalse();
        assertThat(last.working()).isCloseTo(Duration.ofMinutes(40), Duration.ofSeconds(20));
    }

    @Test
    void thanksAfterTheClosingThatNeedNoAnswerAreNotMeasured() {
        var number = open("vera");
        answer(number, "vera");
        signIn("vera");
        requests.closeByHand(number, Outcome.WON, null);
        signOut();
        clientWrites(number);
        complete(number, "vera", Map.of("decision", "noAnswer"));

        assertThat(responses.of(number).askedAt()).isNull();
        assertThat(responses.of(number).last()).isEqualTo(responses.of(number).first());
    }

    @Test
    void aMergedDialogueWaitsSinceTheEarlierOfBothQuestions() {
        var client = "merge" + CLIENTS.incrementAndGet() + "@client.example";
        var earlier = open(client, "vera");
        clock.passes(Duration.ofMinutes(20));
        var later = open(client, "vera");
        clock.passes(Duration.ofMinutes(5));

        requests.merge(earlier, later);

        assertThat(responses.of(later).waiting()).isCloseTo(Duration.ofMinutes(25), Duration.ofSeconds(20));
    }

    @Test
    void theHeadSeesMedianAndNinthTenthOfEachManager() {
        var since = clock.instant();
        for (int minutes = 10; minutes <= 50; minutes += 10) {
            var number = open("gleb");
            clock.passes(Duration.ofMinutes(minutes));
            answer(number, "gleb");
        }

        signIn("elena");
        var gleb = responses.managers(since).stream()
                .filter(row -> row.manager().equals("gleb"))
                .findFirst()
                .orElseThrow();
        assertThat(gleb.answers()).isEqualTo(5);
        assertThat(gleb.firstAnswers()).isEqualTo(5);
        assertThat(gleb.median()).isCloseTo(Duration.ofMinutes(30), Duration.ofSeconds(20));
        assertThat(gleb.ninth()).isCloseTo(Duration.ofMinutes(46), Duration.ofSeconds(20));
        assertThat(responses.slowest("gleb", since)).hasSize(5).first().satisfies(slowest -> assertThat(
                        slowest.working())
                .isCloseTo(Duration.ofMinutes(50), Duration.ofSeconds(20)));
    }

    @Test
    void aManagerSeesNobodysResponseTimesButHisOwn() {
        answer(open("vera"), "vera");
        answer(open("gleb"), "gleb");

        signIn("vera");
        assertThat(responses.managers(Instant.EPOCH))
                .extracting(Responses.OfManager::manager)
                .containsExactly("vera");
        assertRefused("security.forbidden", () -> responses.slowest("gleb", Instant.EPOCH));
    }

    @Test
    void aTemplateIsFilledWithTheWordsOfTheRequest() {
        var number = open("vera");
        signIn("vera");
        templates.save(
                null, "Price", "{{firstName}}, good day! {{number}}: {{title}}. {{manager}}", Range.OWN, "vera", 0);

        assertThat(templates.fill(template("Price"), requests.find(number).orElseThrow()))
                .isEqualTo("Client, good day! " + number + ": Question <b>. vera");
    }

    @Test
    void aTemplateWithAnythingButTheKnownPlacesIsRefused() {
        signIn("vera");
        for (var text : List.of(
                "{{password}}",
                "{{#client}}x{{/client}}",
                "{{>other}}",
                "{{{client}}}",
                "{{client.class}}",
                "{{",
                "{{=<% %>=}}")) {
            assertRefused(
                    "requests.template.unknownPlace", () -> templates.save(null, "Bad", text, Range.OWN, "vera", 0));
        }
    }

    @Test
    void templatesOfTheCompanyAreWrittenByTheHeadAndUsedByAll() {
        signIn("vera");
        assertRefused("requests.template.notYours", () -> templates.save(null, "All", "Hello", Range.COMPANY, "", 0));
        signIn("elena");
        templates.save(null, "All", "Hello", Range.COMPANY, "", 0);

        signIn("gleb");
        assertThat(templates.usable()).extracting(ReplyTemplate::name).contains("All");
        assertRefused(
                "requests.template.notYours",
                () -> templates.remove(template("All").id()));
    }

    @Test
    void ownTemplatesAreSeenByNobodyElseAndThoseOfATeamByItsMembers() {
        var team = node.bean(Teams.class).all().get(0).group();
        signIn("elena");
        templates.save(null, "Ours", "Hello", Range.TEAM, team, 0);
        signIn("vera");
        templates.save(null, "Secret", "Hello", Range.OWN, "vera", 0);
        assertThat(templates.usable()).extracting(ReplyTemplate::name).contains("Ours", "Secret");
        assertRefused("requests.template.notYours", () -> templates.save(null, "His", "Hello", Range.OWN, "gleb", 0));

        signIn("gleb");
        assertThat(templates.usable()).extracting(ReplyTemplate::name).doesNotContain("Ours", "Secret");
    }

    @Test
    void aTemplateThatSomebodyChangedMeanwhileIsNotOverwritten() {
        signIn("vera");
        var id = templates.save(null, "Twice", "One", Range.OWN, "vera", 0);
        templates.save(id, "Twice", "Two", Range.OWN, "vera", 0);

        assertRefused(
                "requests.template.changedMeanwhile", () -> templates.save(id, "Twice", "Three", Range.OWN, "vera", 0));
        assertRefused("requests.template.nameTaken", () -> templates.save(null, "Twice", "x", Range.OWN, "vera", 0));
    }

    @Test
    void filesOfADraftGoOutWithTheAnswerAndStandInTheThread() {
        var number = open("vera");
        signIn("vera");
        var drafts = node.bean(Drafts.class);
        drafts.attach(number, "vera", "Программа.pdf", "application/pdf", bytes(1000));
        var wrong = drafts.attach(number, "vera", "wrong.txt", "text/plain", bytes(10));
        drafts.detach(number, "vera", wrong.id());
        assertThat(drafts.find(number, "vera")).isPresent();

        answer(number, "vera");

        signIn("vera");
        var letter = String.valueOf(requests.dialogue(number).get(1).outgoingNumber());
        assertThat(node.bean(OutgoingFiles.class).ofLetters(List.of(letter)).get(letter))
                .extracting(OutgoingFile::name, OutgoingFile::size)
                .containsExactly(tuple("Программа.pdf", 1000L));
        assertThat(drafts.files(number, "vera")).isEmpty();
        assertThat(node.bean(OutgoingFiles.class).find(List.of(wrong.id()))).isEmpty();
    }

    @Test
    void filesOfADraftGoAlongWhenTheRequestIsHandedOver() {
        var number = open("vera");
        signIn("vera");
        node.bean(Drafts.class).attach(number, "vera", "offer.pdf", "application/pdf", bytes(10));

        requests.handOverByHand(number, "gleb");

        assertThat(node.bean(Drafts.class).files(number, "gleb"))
                .extracting(OutgoingFile::name)
                .containsExactly("offer.pdf");
    }

    @Test
    void moreThanALetterMayCarryIsRefused() {
        var number = open("vera");
        signIn("vera");
        var drafts = node.bean(Drafts.class);
        drafts.attach(number, "vera", "one.bin", "application/octet-stream", bytes(9 * 1024 * 1024));

        assertRefused(
                "requests.filesTooLarge",
                () -> drafts.attach(number, "vera", "two.bin", "application/octet-stream", bytes(9 * 1024 * 1024)));
        assertThat(drafts.files(number, "vera")).hasSize(1);
    }

    @Test
    void aStrangerToTheRequestAddsNoFileToIt() {
        var number = open("vera");

        signIn("maria");
        assertRefused("requests.unknown", () -> node.bean(Drafts.class)
                .attach(number, "maria", "x.txt", "text/plain", bytes(1)));
    }

    @Test
    void aMentionTellsTheColleagueOnceAndIsGoneFromTheBellWhenRead() {
        var number = open("vera");
        signIn("vera");
        requests.addNote(number, "@elena look, please. @elena? mail@gleb.example");

        signIn("gleb");
        assertThat(node.bean(Notices.class).mine()).isEmpty();
        signIn("elena");
        var notices = node.bean(Notices.class).mine();
        assertThat(notices)
                .extracting(Notice::caseKey, Notice::kind, Notice::author)
                .containsExactly(tuple(number, "mention", "vera"));
        node.bean(Notices.class).read(notices.get(0).id());
        assertThat(node.bean(Notices.class).unread()).isZero();
    }

    @Test
    void aColleagueWhoMayNotSeeTheRequestCannotBeMentioned() {
        var number = open("vera");
        signIn("vera");

        assertRefused("requests.mention.cannotSee", () -> requests.addNote(number, "@maria look"));
        assertThat(requests.dialogue(number)).hasSize(1);
    }

    @Test
    void aNoticeOfARequestThatIsHiddenNowIsNotShown() {
        var number = open("gleb");
        signIn("gleb");
        node.bean(Notices.class).tell("vera", "mention", number, "communications/" + number, "secret");

        signIn("vera");
        assertThat(node.bean(Notices.class).mine()).extracting(Notice::caseKey).doesNotContain(number);
    }

    @Test
    void anInstructionIsNewUntilItIsReadAndKeepsItsOlderVersions() {
        var instructions = node.bean(Instructions.class);
        signIn("vera");
        assertRefused(
                "security.forbidden", () -> instructions.write("request-lifecycle", "userTask_answerClient", 0, "x"));
        signIn("elena");
        instructions.write("request-lifecycle", "userTask_answerClient", 0, "Answer within an hour.");
        instructions.write("request-lifecycle", "userTask_answerClient", 1, "Answer within half an hour.");
        assertRefused(
                "instructions.changedMeanwhile",
                () -> instructions.write("request-lifecycle", "userTask_answerClient", 1, "Old view"));

        signIn("vera");
        var newest = instructions
                .current("request-lifecycle", "userTask_answerClient")
                .orElseThrow();
        assertThat(newest.version()).isEqualTo(2);
        assertThat(instructions.isNew(newest)).isTrue();
        instructions.read(newest);
        instructions.read(newest);
        assertThat(instructions.isNew(newest)).isFalse();
        assertThat(instructions.readers(List.of(newest.id()))).containsEntry(newest.id(), 1);
        assertThat(instructions.versions("request-lifecycle", "userTask_answerClient"))
                .extracting("text")
                .containsExactly("Answer within half an hour.", "Answer within an hour.");
    }

    private static ReplyTemplate template(String name) {
        return templates.usable().stream()
                .filter(template -> template.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(String key, ThrowingCallable act) {
        assertThatThrownBy(act)
                .satisfies(failure ->
                        assertThat(Refusal.in(failure).map(Refusal::key)).contains(key));
    }

    private static byte[] bytes(int length) {
        return "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
    }

    private static String open(String manager) {
        return open("client" + CLIENTS.incrementAndGet() + "@client.example", manager);
    }

    private static String open(String client, String manager) {
        SecurityContextHolder.clearContext();
        return requests.open(new Requests.Opening(
                "M-0",
                new Inbound("mail", "Client One", client, null, "Question <b>", "How much is it?", null, null),
                "Question <b>",
                manager,
                null,
                "maria"));
    }

    private static void answer(String number, String manager) {
        complete(number, manager, Map.of("decision", "answer", "text", "It is not much."));
    }

    private static void complete(String number, String login, Map<String, Object> answers) {
        signIn(login);
        var work = node.bean(WorkItems.class);
        work.complete(
                work.ofCase(number).stream().map(WorkItem::taskId).findFirst().orElseThrow(), answers);
        SecurityContextHolder.clearContext();
    }

    private static void clientWrites(String number) {
        requests.clientWrote(
                number,
                new Inbound(
                        "mail",
                        "Client One",
                        "client@client.example",
                        null,
                        "Re: Question",
                        "One more thing",
                        null,
                        null));
    }

    private static void hire(String login, Role role) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }

    private static void signIn(String login) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(login, "", List.of()));
    }
}
