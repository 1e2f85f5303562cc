package otklik.mailings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.CollectionUtils;
import otklik.NodeOfTest;
import otklik.batches.Batch;
import otklik.batches.BatchKind;
import otklik.batches.BatchRow;
import otklik.batches.BatchRow.RowState;
import otklik.batches.Batches;
import otklik.customers.Companies;
import otklik.customers.CompanyForm;
import otklik.customers.CompanySelection;
import otklik.customers.CompanyState;
import otklik.customers.ContactPoint;
import otklik.customers.PointState;
import otklik.customers.PointStates;
import otklik.customers.QuietCompanies;
import otklik.customers.Suppression.Scope;
import otklik.customers.Suppressions;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.mail.Outbox;
import otklik.mail.OutgoingLetter;
import otklik.mail.OutgoingLetter.State;
import otklik.mail.Postman;
import otklik.mailings.MailingSettings.SharedAddress;
import otklik.mailings.MailingSettings.Whom;
import otklik.notices.Notices;
import otklik.security.CurrentUser;
import otklik.security.Role;
import otklik.staff.Employees;
import otklik.work.WorkItems;

/** Letters to many companies, from the template to whoever opts out of it: on both databases. */
abstract class MailingRules {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final FakeSmtp SMTP = smtp();
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    abstract NodeOfTest node();

    private static FakeSmtp smtp() {
        try {
            return new FakeSmtp(Duration.ZERO);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Map<String, String> server(Map<String, String> database) {
        var all = new HashMap<>(database);
        all.put("otklik.mail.enabled", "true");
        all.put("otklik.mail.smtp.host", "localhost");
        all.put("otklik.mail.smtp.port", String.valueOf(SMTP.port()));
        all.put("otklik.mail.retry-after", "PT0.2S");
        return all;
    }

    @BeforeEach
    void hire() {
        hire("anna", Role.ADMINISTRATOR);
    }

    private void hire(String login, Role role) {
        if (node().bean(Employees.class).byLogin(login).isEmpty()) {
            node().bean(Employees.class)
                    .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
        }
    }

    @Test
    void e60_oneBadRecipientStopsNobodyElseAndSaysWhy() {
        var good = company("Ромашка", "good");
        var none = company("Без почты");
        var bounced = company("Отскок", "bounced");
        node().bean(PointStates.class).mark(mail(bounced, "bounced"), PointState.BOUNCED, "no such box");
        var other = company("Василёк", "other");

        var batch =
                send(template("Hello {{company}}"), Whom.MAIN, SharedAddress.ONE_LETTER, good, none, bounced, other);

        assertThat(rows(batch))
                .extracting(BatchRow::state)
                .containsExactly(RowState.DONE, RowState.SKIPPED, RowState.SKIPPED, RowState.DONE);
        assertThat(rows(batch).get(1).note()).isEqualTo("no e-mail address");
        assertThat(rows(batch).get(2).note()).contains("bounced");
        awaitLetters(address(good, "good"), 1);
        awaitLetters(address(other, "other"), 1);
        assertThat(SMTP.to(address(bounced, "bounced"))).isEmpty();
    }

    @Test
    void firstAddressThatMayBeUsedGetsTheLetter() {
        var company = company("Ромашка", "gone", "there");
        node().bean(PointStates.class).mark(mail(company, "gone"), PointState.BOUNCED, "no such box");

        var batch = send(template("Hello"), Whom.MAIN, SharedAddress.ONE_LETTER, company);

        assertThat(rows(batch)).extracting(BatchRow::state).containsExactly(RowState.DONE);
        awaitLetters(address(company, "there"), 1);
    }

    @Test
    void e61_twoContactsAtOneAddressGetOneLetterAndNobodyIsSilentlyLost() {
        var one = company("Одна");
        var two = company("Другая");
        var shared = "office" + NUMBER.incrementAndGet() + "@holding.example";
        addPoint(one, shared);
        addPoint(two, shared);

        var batch = send(template("Hello {{company}}"), Whom.MAIN, SharedAddress.ONE_LETTER, one, two);

        assertThat(rows(batch)).extracting(BatchRow::state).containsExactly(RowState.DONE, RowState.SKIPPED);
        assertThat(rows(batch).get(1).note()).contains(shared, one);
        awaitLetters(shared, 1);
    }

    @Test
    void e61_bySettingEachContactAtASharedAddressGetsALetterOfHisOwn() {
        var one = company("Одна");
        var two = company("Другая");
        var shared = "office" + NUMBER.incrementAndGet() + "@holding.example";
        addPoint(one, shared);
        addPoint(two, shared);

        var batch = send(template("Hello {{company}}"), Whom.MAIN, SharedAddress.ONE_EACH, one, two);

        assertThat(rows(batch)).extracting(BatchRow::state).containsOnly(RowState.DONE);
        awaitLetters(shared, 2);
        assertThat(SMTP.to(shared).stream().map(MailingRules::text))
                .anyMatch(text -> text.contains("Одна"))
                .anyMatch(text -> text.contains("Другая"));
    }

    @Test
    void e70_mailingKeepsTheVersionOfItsTemplateThatItWasBegunWith() {
        var company = company("Ромашка", "pinned");
        var template = template("the first text");
        var batch = asAnna(() -> node().bean(TransactionTemplate.class).execute(status -> {
            var started = start(template, Whom.MAIN, SharedAddress.ONE_LETTER, company);
            templates()
                    .save(
                            template,
                            name(template),
                            "conferences",
                            Locale.forLanguageTag("ru"),
                            "Subject",
                            "the second text",
                            1);
            return started.id();
        }));

        awaitDone(batch);
        awaitLetters(address(company, "pinned"), 1);

        assertThat(text(SMTP.to(address(company, "pinned")).get(0))).contains("the first text");
        var page = ask(wayOut(address(company, "pinned")), null).body();
        assertThat(page).as("its language").contains("lang=\"en\"");
        assertThat(page).as("its topic").contains("seminars").doesNotContain("conferences");
    }

    @Test
    void e70_placeWithoutAValueStopsThatRecipientOnly() {
        var known = company("Ромашка", "known");
        var unknown = company("Василёк", "unknown");
        asAnna(() -> node().bean(Companies.class)
                .change(
                        known,
                        form -> new CompanyForm(
                                form.name(),
                                form.inn(),
                                form.kpp(),
                                "Омск, Ленина 1",
                                form.zone(),
                                form.note(),
                                form.responsible(),
                                form.manager(),
                                form.inWork(),
                                form.points(),
                                form.tags(),
                                form.custom())));

        var batch = send(template("We come to {{address}}"), Whom.MAIN, SharedAddress.ONE_LETTER, unknown, known);

        assertThat(rows(batch)).extracting(BatchRow::state).containsExactly(RowState.FAILED, RowState.DONE);
        assertThat(rows(batch).get(0).note()).contains("{{address}}", address(unknown, "unknown"));
        awaitLetters(address(known, "known"), 1);
        assertThat(SMTP.to(address(unknown, "unknown"))).isEmpty();
    }

    @Test
    void templateWithAnUnknownPlaceIsRefusedWithItsName() {
        assertThatThrownBy(() -> template("Hello {{surname}}"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("text"))
                .hasMessageContaining("{{surname}}");
        assertThatThrownBy(() -> template("Hello {{#company}}x{{/company}}")).isInstanceOf(Refusal.class);
    }

    @Test
    void e62_lookingAtTheWayOutChangesNothingAndPostingActs() {
        var company = company("Ромашка", "scanned");
        send(template("Hello"), Whom.MAIN, SharedAddress.ONE_LETTER, company);
        var link = wayOut(address(company, "scanned"));

        var looked = ask(link, null);

        assertThat(looked.statusCode()).isEqualTo(200);
        assertThat(looked.body()).contains("<form").doesNotContain(address(company, "scanned"));
        assertThat(suppressed(company, "scanned", "seminars")).isFalse();
        assertThat(ask(link, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(200);
        assertThat(suppressed(company, "scanned", "seminars")).isTrue();
        assertThat(suppressed(company, "scanned", "invoices")).isFalse();
    }

    @Test
    void e62_formOfAMailProgramInPartsActsLikeAnyOther() {
        var company = company("Ромашка", "parts");
        send(template("Hello"), Whom.MAIN, SharedAddress.ONE_LETTER, company);
        var link = wayOut(address(company, "parts"));

        var answer = ask(
                link,
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(suppressed(company, "parts", "seminars")).isTrue();
    }

    @Test
    void e62_letterThatAMailProgramWritesToOptOutActsAndIsNoMessageToReview() {
        var company = company("Ромашка", "by-letter");
        send(template("Hello"), Whom.MAIN, SharedAddress.ONE_LETTER, company);
        wayOut(address(company, "by-letter"));
        var ways = header(SMTP.to(address(company, "by-letter")).get(0), "List-Unsubscribe");
        var subject = URI.create(ways.substring(ways.indexOf("<mailto:") + 1, ways.lastIndexOf('>')))
                .getSchemeSpecificPart()
                .replaceAll(".*subject=", "");

        Postman.bring(
                node(),
                "From: %s\nTo: hello@otklik.example\nSubject: %s\n\n\n"
                        .formatted(address(company, "by-letter"), subject));

        assertThat(suppressed(company, "by-letter", "seminars")).isTrue();
        await().atMost(SOON).untilAsserted(() -> assertThat(node().bean(JdbcClient.class)
                        .sql("select status from message where sender_address = ?")
                        .param(address(company, "by-letter"))
                        .query(String.class)
                        .list())
                .containsExactly("AUTOMATIC"));
    }

    @Test
    void e62_pageIsInTheLanguageOfTheLetter() {
        var company = company("Ромашка", "russian");
        var template = asAnna(() -> templates()
                .save(
                        null,
                        "Template " + NUMBER.incrementAndGet(),
                        "семинары",
                        Locale.forLanguageTag("ru"),
                        "Тема",
                        "Здравствуйте",
                        0));
        send(template, Whom.MAIN, SharedAddress.ONE_LETTER, company);

        assertThat(ask(wayOut(address(company, "russian")), null).body()).contains("lang=\"ru\"", "семинары");
    }

    @Test
    void topicIsTheSameHoweverItIsSpelled() {
        var company = company("Ромашка", "spelled");
        template("Hello");

        var again = asAnna(() -> templates()
                .save(
                        null,
                        "Template " + NUMBER.incrementAndGet(),
                        "SEMINARS",
                        Locale.ENGLISH,
                        "Subject",
                        "Hello again",
                        0));
        node().bean(Suppressions.class)
                .suppress(mail(company, "spelled"), Scope.KIND, "Seminars", "said so on the phone", null);

        assertThat(asAnna(() -> templates().find(again).orElseThrow().topic())).isEqualTo("seminars");
        assertThat(suppressed(company, "spelled", "seminars")).isTrue();
        assertThat(suppressed(company, "spelled", "seminar")).isFalse();
    }

    @Test
    void e62_linkWithAnotherSealOpensNothing() {
        var company = company("Ромашка", "sealed");
        send(template("Hello"), Whom.MAIN, SharedAddress.ONE_LETTER, company);
        var link = wayOut(address(company, "sealed"));
        var forged = link.substring(0, link.length() - 1) + (link.endsWith("A") ? "B" : "A");

        assertThat(ask(forged, "scope=ALL").statusCode()).isEqualTo(404);
        assertThat(ask(link.substring(0, link.length() - 5), "scope=ALL").statusCode())
                .isEqualTo(404);
        assertThat(suppressed(company, "sealed", "seminars")).isFalse();
    }

    @Test
    void e63_onePersonWhoOptsOutSpeaksForHisOwnAddressUnlessHeSaysWholeCompany() {
        var company = company("Ромашка", "one", "two", "three", "four", "five");
        send(template("Hello"), Whom.EVERYBODY, SharedAddress.ONE_LETTER, company);

        ask(wayOut(address(company, "one")), "scope=ALL");

        assertThat(suppressed(company, "one", "seminars")).isTrue();
        assertThat(suppressed(company, "two", "seminars")).isFalse();
        assertThat(suppressed(company, "five", "seminars")).isFalse();
        ask(wayOut(address(company, "two")), "scope=ALL&company=yes");
        assertThat(suppressed(company, "five", "seminars")).isTrue();
        assertThat(node().bean(Companies.class).find(company).orElseThrow().state())
                .isEqualTo(CompanyState.DO_NOT_DISTURB);
    }

    @Test
    void e63_whatIsPostedInTheBrowserOfAnEmployeeIsTheRecipientsWishAndReachesTheWholeCompany() {
        var company = company("Ромашка", "chief", "clerk");
        send(template("Hello"), Whom.MAIN, SharedAddress.ONE_LETTER, company);
        var link = wayOut(address(company, "chief"));
        hire("ivan", Role.OPERATOR);

        CurrentUser.actAs("ivan", () -> node().bean(UnsubscribeDoor.class)
                .act(
                        link.substring(link.lastIndexOf('/') + 1),
                        CollectionUtils.toMultiValueMap(Map.of("scope", List.of("ALL"), "company", List.of("yes")))));

        assertThat(node().bean(QuietCompanies.class).of(company).orElseThrow().by())
                .isNull();
        assertThat(suppressed(company, "clerk", "seminars")).isTrue();
        asAnna(() -> {
            node().bean(QuietCompanies.class).lift(company, "They called");
            return null;
        });
        assertThat(suppressed(company, "clerk", "seminars")).isFalse();
        assertThat(suppressed(company, "chief", "seminars")).isTrue();
    }

    @Test
    void e64_whoOptsOutBetweenWritingAndSendingGetsNoLetterAndTheMailingSaysSo() {
        var company = company("Ромашка", "late");
        var template = template("Hello");
        // The relay asks at the last moment: here the wish is written in the very transaction that writes the letter,
        // before the batch itself can run.
        long batch = node().bean(TransactionTemplate.class).execute(status -> {
            var id = asAnna(() -> start(template, Whom.MAIN, SharedAddress.ONE_LETTER, company)
                    .id());
            asAnna(() -> node().bean(Mailings.class).work(batchOf(id), rowOf(id, company)));
            node().bean(Suppressions.class)
                    .suppress(mail(company, "late"), Scope.KIND, "seminars", "said so on the phone", null);
            return id;
        });

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        asAnna(() -> node().bean(Mailings.class).delivery(batch)))
                .containsExactlyEntriesOf(Map.of(State.WITHHELD, 1)));
        assertThat(SMTP.to(address(company, "late"))).isEmpty();
        assertThat(asAnna(() -> node().bean(Mailings.class).troubles(batch)))
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.reason()).contains("said so on the phone"));
    }

    @Test
    void e65_addressThatIsNoneIsMarkedAndFindingTheRightOneIsWorkThatClearsIt() {
        var company = company("Ромашка", FakeSmtp.NO_BOX);
        asAnna(() -> node().bean(Companies.class).change(company, form -> form.withResponsible("anna")));
        send(template("Hello"), Whom.MAIN, SharedAddress.ONE_LETTER, company);

        await().atMost(SOON).untilAsserted(() -> assertThat(stateOf(company)).containsExactly(PointState.BOUNCED));
        var repair = node().bean(JdbcClient.class)
                .sql("select number from address_repair where company = ?")
                .param(company)
                .query(String.class)
                .single();
        var task = node().bean(JdbcClient.class)
                .sql("select task_id from work_item where business_key = ? and assignee = 'anna'")
                .param(repair)
                .query(String.class)
                .single();
        var right = "right" + NUMBER.incrementAndGet() + "@company.example";
        asAnna(() -> {
            node().bean(WorkItems.class)
                    .complete(task, Map.of("outcome", "found", "address", right, "sendAgain", true));
            return null;
        });

        assertThat(stateOf(company)).containsExactly(PointState.VALID);
        awaitLetters(right, 1);
    }

    @Test
    void e65_anotherLetterToAnAddressThatIsBeingMendedMakesNoMoreWork() {
        var company = company("Ромашка", FakeSmtp.NO_BOX);
        var batch = send(template("Hello"), Whom.MAIN, SharedAddress.ONE_LETTER, company);
        await().atMost(SOON).untilAsserted(() -> assertThat(repairs(company)).hasSize(1));

        node().bean(TransactionTemplate.class).executeWithoutResult(status -> node().bean(AddressRepairs.class)
                .open(letterOf(batch)));

        assertThat(repairs(company)).hasSize(1);
        assertThat(node().bean(JdbcClient.class)
                        .sql("select count(*) from work_item where business_key = ?")
                        .param(repairs(company).get(0))
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void e65_letterWhoseAddressIsBlankedMakesNoWork() {
        var company = company("Ромашка", "blanked");
        var batch = send(template("Hello"), Whom.MAIN, SharedAddress.ONE_LETTER, company);
        awaitLetters(address(company, "blanked"), 1);
        setState(batch, "to_address = ''");

        node().bean(TransactionTemplate.class).executeWithoutResult(status -> node().bean(AddressRepairs.class)
                .open(letterOf(batch)));

        assertThat(repairs(company)).isEmpty();
    }

    @Test
    void e65_letterDoesNotGoAgainToAnAddressThatItsMailingHasWrittenToAlready() {
        var wrong = company("Ромашка", FakeSmtp.NO_BOX);
        var right = company("Василёк", "served");
        var batch = send(template("Hello"), Whom.MAIN, SharedAddress.ONE_LETTER, wrong, right);
        awaitLetters(address(right, "served"), 1);
        await().atMost(SOON).untilAsserted(() -> assertThat(repairs(wrong)).hasSize(1));

        asAnna(() -> {
            node().bean(AddressRepairs.class).correct(repairs(wrong).get(0), address(right, "served"), true);
            return null;
        });

        assertThat(asAnna(() -> node().bean(Mailings.class).delivery(batch))).containsEntry(State.FAILED, 1);
        assertThat(stateOf(wrong)).containsExactly(PointState.VALID);
    }

    private List<String> repairs(String company) {
        return node().bean(JdbcClient.class)
                .sql("select number from address_repair where company = ? order by id")
                .param(company)
                .query(String.class)
                .list();
    }

    /** The one letter of a mailing. */
    private OutgoingLetter letterOf(long batch) {
        var key = node().bean(JdbcClient.class)
                .sql("select letter_key from mailing_letter where batch_id = ?")
                .param(batch)
                .query(String.class)
                .single();
        return node().bean(Outbox.class).byKey(key).orElseThrow();
    }

    @Test
    void e65_operatorWhoMayNotChangeCompaniesCorrectsTheAddressOfOneThatNobodyIsResponsibleFor() {
        var company = company("Ничья", FakeSmtp.NO_BOX);
        send(template("Hello"), Whom.MAIN, SharedAddress.ONE_LETTER, company);
        await().atMost(SOON).untilAsserted(() -> assertThat(stateOf(company)).containsExactly(PointState.BOUNCED));
        hire("ivan", Role.OPERATOR);
        var task = node().bean(JdbcClient.class)
                .sql(
                        """
                        select w.task_id from work_item w join address_repair r on r.number = w.business_key
                        where r.company = ? and w.assignee is null""")
                .param(company)
                .query(String.class)
                .single();
        var right = "right" + NUMBER.incrementAndGet() + "@company.example";

        CurrentUser.actAs("ivan", () -> node().bean(WorkItems.class)
                .complete(task, Map.of("outcome", "found", "address", right, "sendAgain", false)));

        assertThat(stateOf(company)).containsExactly(PointState.VALID);
        assertThat(node().bean(Companies.class)
                        .find(company)
                        .orElseThrow()
                        .form()
                        .points())
                .extracting(ContactPoint::key)
                .containsExactly(right);
    }

    @Test
    void deliveredLetterIsALineOfTheCompanysHistoryAndAContact() {
        var company = company("Ромашка", "told");
        send(template("Hello"), Whom.MAIN, SharedAddress.ONE_LETTER, company);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(asAnna(() -> node().bean(History.class).of(company, 0, 20)))
                    .extracting(Event::kind)
                    .contains("letterSent");
            assertThat(node().bean(Companies.class).find(company).orElseThrow().lastContactAt())
                    .isNotNull();
        });
        assertThat(asAnna(() -> node().bean(CompanyLetters.class).of(company, 10)))
                .singleElement()
                .satisfies(line -> assertThat(line.state()).isEqualTo(State.SENT));
    }

    @Test
    void answerOfACompanyIsOnItsPageAndAContactAndWhoIsResponsibleIsTold() {
        var company = company("Ромашка", "answers");
        asAnna(() -> node().bean(Companies.class).change(company, form -> form.withResponsible("anna")));
        var batch = send(template("Hello"), Whom.MAIN, SharedAddress.ONE_LETTER, company);
        awaitLetters(address(company, "answers"), 1);
        var answer = "From: %s\nSubject: %s\nIn-Reply-To: %s\n%s\nWhen is it?\n";
        var id = letterOf(batch).messageId();

        Postman.bring(
                node(), answer.formatted(address(company, "answers"), "Away", id, "Auto-Submitted: auto-replied\n"));
        assertThat(received(company)).isEmpty();
        Postman.bring(node(), answer.formatted(address(company, "answers"), "We come", id, ""));

        assertThat(received(company)).singleElement().satisfies(line -> {
            assertThat(line.subject()).isEqualTo("We come");
            assertThat(asAnna(() -> node().bean(CompanyLetters.class).mayRead(line.received())))
                    .isTrue();
        });
        assertThat(asAnna(() -> node().bean(History.class).of(company, 0, 20)))
                .filteredOn(event -> event.kind().equals("companyAnswered"))
                .hasSize(1);
        assertThat(asAnna(() -> node().bean(Notices.class).mine()))
                .filteredOn(notice -> notice.kind().equals("companyAnswered")
                        && notice.caseKey().equals(company))
                .hasSize(1);
    }

    private List<CompanyLetters.Line> received(String company) {
        return asAnna(() -> node().bean(CompanyLetters.class).of(company, 10).stream()
                .filter(line -> line.received() != null)
                .toList());
    }

    @Test
    void mailingThatIsTakenBackSendsNoneOfTheLettersThatStillWait() {
        var company = company("Ромашка", "taken");
        var template = template("Hello");
        long batch = node().bean(TransactionTemplate.class).execute(status -> {
            var id = asAnna(() -> start(template, Whom.MAIN, SharedAddress.ONE_LETTER, company)
                    .id());
            var row = rowOf(id, company);
            var result = asAnna(() -> node().bean(Mailings.class).work(batchOf(id), row));
            var done = new BatchRow(
                    row.place(), row.subject(), row.label(), row.payload(), RowState.DONE, null, result.undo());
            asAnna(() -> node().bean(Mailings.class).undo(batchOf(id), done));
            return id;
        });

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        asAnna(() -> node().bean(Mailings.class).delivery(batch)))
                .containsExactlyEntriesOf(Map.of(State.WITHHELD, 1)));
        assertThat(SMTP.to(address(company, "taken"))).isEmpty();
    }

    @Test
    void letterThatARelayIsTakingInHandIsNotCalledWithdrawn() throws Exception {
        var company = company("Ромашка", "claimed");
        var batch = send(template("Hello"), Whom.MAIN, SharedAddress.ONE_LETTER, company);
        awaitLetters(address(company, "claimed"), 1);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        asAnna(() -> node().bean(Mailings.class).delivery(batch)))
                .containsKey(State.SENT));
        // As if it had yet to go, tomorrow.
        setState(batch, "state = 'QUEUED', next_attempt_at = current_timestamp + interval '1' day");
        var row = rows(batch).get(0);
        var pool = Executors.newSingleThreadExecutor();
        try {
            var undone = node().bean(TransactionTemplate.class).execute(status -> {
                setState(batch, "state = 'SENDING'");
                Future<BatchKind.Result> undo = pool.submit(() -> asAnna(() -> node().bean(TransactionTemplate.class)
                        .execute(other -> node().bean(Mailings.class).undo(batchOf(batch), row))));
                assertThatThrownBy(() -> undo.get(1, TimeUnit.SECONDS))
                        .as("it waits for the relay")
                        .isInstanceOf(TimeoutException.class);
                return undo;
            });

            assertThat(undone.get().note()).isEqualTo("sent already");
        } finally {
            pool.shutdownNow();
        }
        setState(batch, "state = 'SENT'");
    }

    private void setState(long batch, String values) {
        node().bean(JdbcClient.class)
                .sql("update outgoing_letter set " + values
                        + " where letter_key in (select letter_key from mailing_letter where batch_id = ?)")
                .param(batch)
                .update();
    }

    /** The row as the batch would find it, while its own run is kept from it by another transaction's lock. */
    private BatchRow rowOf(long batch, String company) {
        var rows = new ArrayList<otklik.batches.BatchKind.NewRow>();
        asAnna(() -> {
            node().bean(Mailings.class).collect(batchOf(batch), rows::add);
            return null;
        });
        var row = rows.get(0);
        return new BatchRow(1, company, row.label(), row.payload(), RowState.WAITING, null, null);
    }

    private Batch batchOf(long batch) {
        return asAnna(() -> node().bean(Batches.class).find(batch).orElseThrow());
    }

    private MailTemplates templates() {
        return node().bean(MailTemplates.class);
    }

    private long template(String text) {
        return asAnna(() -> templates()
                .save(null, "Template " + NUMBER.incrementAndGet(), "seminars", Locale.ENGLISH, "Subject", text, 0));
    }

    private String name(long template) {
        return templates().find(template).orElseThrow().name();
    }

    private String company(String name, String... boxes) {
        var number = asAnna(() -> node().bean(Companies.class)
                .create(CompanyForm.named(name + " " + NUMBER.incrementAndGet()))
                .number());
        for (var box : boxes) {
            addPoint(number, address(number, box));
        }
        return number;
    }

    private void addPoint(String company, String address) {
        asAnna(() -> node().bean(Companies.class).change(company, form -> {
            var points = new ArrayList<>(form.points());
            points.add(ContactPoint.email(address).orElseThrow());
            return form.withPoints(points);
        }));
    }

    /** Not the same twice, since the mail server is shared. */
    private static String address(String company, String box) {
        return box + "." + company.toLowerCase(Locale.ROOT) + "." + SMTP.port() + "@company.example";
    }

    private static ContactPoint mail(String company, String box) {
        return ContactPoint.email(address(company, box)).orElseThrow();
    }

    private boolean suppressed(String company, String box, String topic) {
        return node().bean(Suppressions.class).isSuppressed(mail(company, box), topic);
    }

    private Set<PointState> stateOf(String company) {
        var states = new LinkedHashSet<PointState>();
        node().bean(Companies.class).find(company).orElseThrow().points().forEach(point -> states.add(point.state()));
        return states;
    }

    private Batch start(long template, Whom whom, SharedAddress shared, String... companies) {
        return node().bean(Mailings.class).send(CompanySelection.of(List.of(companies)), template, whom, "", shared);
    }

    private long send(long template, Whom whom, SharedAddress shared, String... companies) {
        var batch = asAnna(() -> start(template, whom, shared, companies).id());
        awaitDone(batch);
        return batch;
    }

    private void awaitDone(long batch) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(batchOf(batch).state()).isEqualTo(Batch.State.DONE));
    }

    private List<BatchRow> rows(long batch) {
        return asAnna(() -> node().bean(Batches.class).rows(batch, null, 0, 100));
    }

    private static void awaitLetters(String address, int count) {
        await().atMost(SOON).untilAsserted(() -> assertThat(SMTP.to(address)).hasSize(count));
    }

    /** The path of the page as it stands in the header of the letter. */
    private static String wayOut(String address) {
        awaitLetters(address, 1);
        var header = header(SMTP.to(address).get(0), "List-Unsubscribe");
        var link = Pattern.compile("/unsubscribe/[A-Za-z0-9_-]+").matcher(header);
        assertThat(link.find()).isTrue();
        assertThat(header(SMTP.to(address).get(0), "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        return link.group();
    }

    /** Without a cookie, as a mail program does it. */
    private HttpResponse<String> ask(String path, String form) {
        return ask(path, "application/x-www-form-urlencoded", form);
    }

    private HttpResponse<String> ask(String path, String type, String form) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + node().port() + path));
            if (form != null) {
                request.header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(form));
            }
            return BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static MimeMessage parsed(String source) {
        try {
            return new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(source.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (jakarta.mail.MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String header(String source, String name) {
        try {
            return jakarta.mail.internet.MimeUtility.unfold(parsed(source).getHeader(name, null));
        } catch (jakarta.mail.MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The plain text of a letter. */
    private static String text(String source) {
        try {
            var parts = (jakarta.mail.Multipart) parsed(source).getContent();
            return String.valueOf(parts.getBodyPart(0).getContent());
        } catch (jakarta.mail.MessagingException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static <T> T asAnna(Supplier<T> question) {
        var answer = new AtomicReference<T>();
        CurrentUser.actAs("anna", () -> answer.set(question.get()));
        return answer.get();
    }
}
