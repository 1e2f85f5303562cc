package otklik.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.batches.Batch;
import otklik.batches.BatchMemory;
import otklik.batches.BatchRow;
import otklik.batches.Batches;
import otklik.customers.Companies;
import otklik.customers.CompanyFilter;
import otklik.customers.CompanyForm;
import otklik.customers.CompanySelection;
import otklik.customers.ContactPoint;
import otklik.customers.CustomField;
import otklik.customers.CustomFields;
import otklik.customers.Forgetting;
import otklik.customers.People;
import otklik.customers.QuietCompanies;
import otklik.customers.Suppression.Scope;
import otklik.customers.Suppressions;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.CurrentUser;
import otklik.security.Role;
import otklik.staff.Employees;

/** What becomes of the rows of a file, on either database. */
abstract class ImportRules {
    private static final String HEADER = "Название;ИНН;Телефон;Почта;Метки\r\n";

    abstract NodeOfTest node();

    @BeforeEach
    void hire() {
        if (node().bean(Employees.class).all().stream()
                .noneMatch(one -> one.login().equals("admin"))) {
            hire("admin", Role.ADMINISTRATOR);
            hire("maria", Role.OPERATOR);
        }
        node().bean(JdbcClient.class).sql("delete from import_mapping").update();
    }

    private void hire(String login, Role role) {
        node().bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }

    @Test
    void e73_aFileOfExcelInRussianIsReadAndItsRowsAreJudgedApart() {
        var file =
                """
                Название;ИНН;Телефон;Почта;Метки
                ООО "Ромашка";7707083893;8 (912) 555-01-42, +7 495 123-45-67;info@romashka.example;лист;
                "Кавычки ""внутри""; и точка с запятой";;;q@quotes.example;
                Без телефона;;;;
                =cmd|'/c calc'!A1;;;cmd@evil.example;
                ;7707083893;;no-name@one.example;
                Плохой ИНН;123;;;
                ромашка ООО;;;;
                """
                        .getBytes(Charset.forName("windows-1251"));

        var card = as("admin", () -> imports().upload("list.csv", file));

        assertThat(card.charset()).isEqualTo("windows-1251");
        assertThat(card.delimiter()).isEqualTo(';');
        assertThat(card.header()).startsWith("Название", "ИНН", "Телефон", "Почта", "Метки");
        assertThat(card.plan().targets().values()).containsExactly("NAME", "INN", "PHONES", "MAILS", "TAGS");
        var check = check(card, TwinRule.SKIP);
        var expected = Map.of(Verdict.NEW, 4, Verdict.DOUBLE, 1, Verdict.INVALID, 2);
        assertThat(summary(card, check).verdicts()).containsAllEntriesOf(expected);
        assertThat(companies("q@quotes.example")).isEmpty();

        var run = run(card);

        assertThat(summary(card, run).verdicts()).containsAllEntriesOf(expected);
        assertThat(companies("q@quotes.example")).containsExactly("Кавычки \"внутри\"; и точка с запятой");
        assertThat(companies("+74951234567")).containsExactly("ООО \"Ромашка\"");
        assertThat(as("admin", () -> imports().rows(run, Verdict.INVALID, 0, 10)))
                .extracting(BatchRow::note)
                .allMatch(note -> note != null && !note.isBlank());
        assertThat(export(ExportFormat.CSV)).contains("'=cmd|").doesNotContain(";=cmd");
    }

    @Test
    void e74_theResultAddsUpToTheRowsOfTheFile() {
        var rows = new StringBuilder(HEADER);
        for (int row = 1; row <= 1_203; row++) {
            rows.append("Firm of sums ").append(row % 1_000).append(";;").append(row % 100 == 7 ? "nophone" : "");
            rows.append(";s").append(row % 1_000).append("@sums.example;\r\n");
        }
        var card = upload(rows.toString());
        assertThat(card.rows()).isEqualTo(1_203);

        check(card, TwinRule.SKIP);
        var summary = summary(card, run(card));

        assertThat(summary.addsUp()).isTrue();
        assertThat(summary.waiting()).isZero();
        assertThat(summary.of(Verdict.INVALID)).isEqualTo(12);
        assertThat(summary.of(Verdict.NEW) + summary.of(Verdict.DOUBLE)).isEqualTo(1_191);
        assertThat(summary.of(Verdict.NEW))
                .isEqualTo(node().bean(JdbcClient.class)
                        .sql("select count(*) from company where name like 'Firm of sums %'")
                        .query(Integer.class)
                        .single());
    }

    @Test
    void e74_aRowThatNobodyJudgedIsSeenInTheSum() {
        var card = upload(HEADER + "Counted one;;;c1@count.example;\r\nCounted two;;;c2@count.example;\r\n");
        var check = check(card, TwinRule.SKIP);
        assertThat(summary(card, check).addsUp()).isTrue();

        node().bean(JdbcClient.class)
                .sql("delete from import_verdict where batch_id = ? and place = 1")
                .param(check)
                .update();

        assertThat(summary(card, check).addsUp()).isFalse();
    }

    @Test
    void e66_aCompanyThatIsThereAndAskedNotToBeDisturbedIsReportedAndNotChanged() {
        var number = as("admin", () -> node().bean(Companies.class)
                .create(CompanyForm.named("Quiet by its name alone"))
                .number());
        as("admin", () -> node().bean(QuietCompanies.class).leaveAlone(number, "asked by phone"));
        var card = upload(HEADER + "Quiet by its name alone;;+7 912 777 01 09;;\r\n");
        check(card, TwinRule.OVERWRITE);

        var run = run(card);

        assertThat(summary(card, run).verdicts()).containsAllEntriesOf(Map.of(Verdict.SUPPRESSED, 1));
        assertThat(as("admin", () -> imports().rows(run, Verdict.SUPPRESSED, 0, 10))
                        .get(0)
                        .note())
                .contains(number);
        assertThat(companies("+79127770109")).isEmpty();
    }

    @Test
    void e66_whoAskedNotToBeDisturbedIsReportedAndNotImported() {
        var phone = ContactPoint.phone("8 912 777-01-01", "RU").orElseThrow();
        as("admin", () -> {
            node().bean(Suppressions.class).suppress(phone, Scope.ALL, null, "asked by phone", null);
            return true;
        });
        node().bean(JdbcClient.class)
                .sql("update suppression set since = ? where reason = 'asked by phone'")
                .param(Instant.parse("2026-03-05T22:30:00Z").atOffset(ZoneOffset.UTC))
                .update();
        var card = upload(HEADER + "Quiet firm;;+7 912 777 01 01;;\r\nLoud firm;;+7 912 777 01 02;;\r\n");
        check(card, TwinRule.OVERWRITE);

        var run = run(card);

        assertThat(summary(card, run).verdicts()).containsAllEntriesOf(Map.of(Verdict.NEW, 1, Verdict.SUPPRESSED, 1));
        assertThat(as("admin", () -> imports().rows(run, Verdict.SUPPRESSED, 0, 10))
                        .get(0)
                        .note())
                .as("with the day as it was where the company is")
                .contains("asked by phone", "06.03.2026");
        assertThat(companies("+79127770101")).isEmpty();
        assertThat(node().bean(Suppressions.class).isSuppressed(phone, null)).isTrue();
    }

    @Test
    void ofACompanyThatIsThereEmptyFieldsAreFilledAndNothingIsReplaced() {
        create("Filled firm", "fill@firm.example", "Old address");
        var card = upload("Название;Почта;Адрес;ИНН\r\nOther name;fill@firm.example;New address;7702070139\r\n");
        check(card, TwinRule.FILL);

        var run = run(card);

        assertThat(summary(card, run).of(Verdict.UPDATED)).isEqualTo(1);
        var form = form("fill@firm.example");
        assertThat(form.name()).isEqualTo("Filled firm");
        assertThat(form.address()).isEqualTo("Old address");
        assertThat(form.inn()).isEqualTo("7702070139");
    }

    @Test
    void aRowThatFitsTwoCompaniesChangesNeither() {
        create("Twin by mail", "one@twins.example", "");
        create("Twin by another mail", "two@twins.example", "");
        var card = upload("Название;Почта;Адрес\r\nTwin;one@twins.example, two@twins.example;Street 1\r\n");
        check(card, TwinRule.OVERWRITE);

        var run = run(card);

        assertThat(summary(card, run).of(Verdict.DOUBLE)).isEqualTo(1);
        assertThat(form("one@twins.example").address()).isEmpty();
        assertThat(form("two@twins.example").address()).isEmpty();
    }

    @Test
    void aSharedPhoneJoinsNoCompaniesWithTwoTaxNumbers() {
        as("admin", () -> node().bean(Companies.class)
                .create(CompanyForm.named("First of the house")
                        .withPoints(List.of(
                                ContactPoint.phone("8 495 700-00-01", "RU").orElseThrow()))));
        node().bean(JdbcClient.class)
                .sql("update company set inn = '7736050003' where name = 'First of the house'")
                .update();
        var card = upload(HEADER + "Second of the house;7728168971;8 495 700-00-01;;\r\n");

        assertThat(summary(card, check(card, TwinRule.SKIP)).of(Verdict.NEW)).isEqualTo(1);
    }

    @Test
    void anImportIsTakenBackAndWhatWasWorkedOnStays() {
        var card = upload(HEADER + "Undone one;;;u1@undo.example;\r\nUndone two;;;u2@undo.example;\r\n");
        check(card, TwinRule.SKIP);
        var run = run(card);
        as("admin", () -> node().bean(Companies.class)
                .change(number("u2@undo.example"), form -> form.withTags(Set.of("kept"))));

        as("admin", () -> {
            node().bean(Batches.class).undo(run);
            return true;
        });
        awaitEnd(run, Batch.State.UNDONE);

        assertThat(companies("u1@undo.example")).isEmpty();
        assertThat(companies("u2@undo.example")).containsExactly("Undone two");
    }

    @Test
    void aChangeOfAnImportIsTakenBack() {
        create("Restored firm", "restore@firm.example", "");
        var card = upload("Название;Почта;Адрес\r\nNew name;restore@firm.example;Street 1\r\n");
        check(card, TwinRule.OVERWRITE);
        var run = run(card);
        assertThat(form("restore@firm.example").name()).isEqualTo("New name");

        as("admin", () -> {
            node().bean(Batches.class).undo(run);
            return true;
        });
        awaitEnd(run, Batch.State.UNDONE);

        assertThat(form("restore@firm.example").name()).isEqualTo("Restored firm");
        assertThat(form("restore@firm.example").address()).isEmpty();
    }

    @Test
    void peopleOfARowBelongToItsCompany() {
        var card = upload(
                "Название;Контактное лицо;Должность;Почта сотрудника\r\nWith people;Anna Petrova;director;anna@people.example\r\n");
        check(card, TwinRule.SKIP);
        run(card);

        var person = node().bean(JdbcClient.class)
                .sql(
                        "select p.number from person p join company c on c.id = p.company_id where c.name = 'With people' and p.job_title = 'director'")
                .query(String.class)
                .single();
        assertThat(as("admin", () -> node().bean(People.class).find(person))
                        .orElseThrow()
                        .name())
                .isEqualTo("Anna Petrova");
        assertThat(as("admin", () -> node().bean(BusinessCards.class).of(person))
                        .orElseThrow())
                .contains("BEGIN:VCARD", "FN:Anna Petrova", "ORG:With people", "anna@people.example");
    }

    @Test
    void aDoubleWithinTheFileHidesNothingFromTheRowsAfterIt() {
        create("Known after the pair", "known@pair.example", "");
        var phone = ContactPoint.phone("8 912 777-02-01", "RU").orElseThrow();
        as("admin", () -> {
            node().bean(Suppressions.class).suppress(phone, Scope.ALL, null, "asked by phone", null);
            return true;
        });
        var card = upload("Название;Телефон;Почта;Адрес\r\n"
                + "Pair;;pair@pair.example;\r\nPair;;pair@pair.example;Street 1\r\n"
                + "Another name;;known@pair.example;Street 2\r\nQuiet after the pair;8 912 777-02-01;;\r\n");
        check(card, TwinRule.FILL);

        var run = run(card);

        assertThat(summary(card, run).verdicts())
                .containsAllEntriesOf(Map.of(Verdict.NEW, 1, Verdict.UPDATED, 2, Verdict.SUPPRESSED, 1));
        assertThat(companies("known@pair.example")).containsExactly("Known after the pair");
    }

    @Test
    void aCompanyThatTwoRowsMadeIsTakenBackWholly() {
        var card = upload("Название;Почта;Адрес\r\nTwice;twice@rows.example;\r\nTwice;twice@rows.example;Street 1\r\n"
                + "Worked on;on@rows.example;\r\n");
        check(card, TwinRule.FILL);
        var run = run(card);
        as("admin", () -> node().bean(Companies.class)
                .change(number("on@rows.example"), form -> form.withTags(Set.of("kept"))));

        undo(run);

        assertThat(companies("twice@rows.example")).isEmpty();
        assertThat(companies("on@rows.example")).containsExactly("Worked on");
        assertThat(summary(card, run).addsUp()).isTrue();
        assertThat(as("admin", () -> imports().rows(run, Verdict.INVALID, 0, 10)))
                .isEmpty();
    }

    @Test
    void takenBackAreAlsoFieldsThatWereEmptyAndThePersonOfTheRow() {
        as("admin", () -> {
            var fields = node().bean(CustomFields.class);
            if (fields.all().stream().noneMatch(field -> field.key().equals("wagons"))) {
                fields.add("wagons", "Wagons", CustomField.FieldKind.NUMBER, List.of());
            }
            return true;
        });
        create("With an empty field", "field@back.example", "");
        var card = upload("Название;Почта;Wagons;Контактное лицо;Почта сотрудника\r\n"
                + "With an empty field;field@back.example;12;Boris Back;boris@back.example\r\n");
        check(card, TwinRule.FILL);
        var run = run(card);
        assertThat(form("field@back.example").custom()).containsEntry("wagons", "12");
        assertThat(owners("boris@back.example")).hasSize(1);

        undo(run);

        assertThat(form("field@back.example").custom()).doesNotContainKey("wagons");
        assertThat(owners("boris@back.example")).isEmpty();
        assertThat(node().bean(JdbcClient.class)
                        .sql("select count(*) from person where name = 'Boris Back'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aKnownPhonePutsNoAddressIntoTheCardOfAnothersPerson() {
        var header = "Название;Контактное лицо;Телефон сотрудника;Почта сотрудника\r\n";
        var first = upload(header + "Owner of Vera;Vera;8 912 777-03-01;vera@owner.example\r\n");
        check(first, TwinRule.CREATE);
        run(first);
        var second = upload(header + "Robber of Vera;Vera;8 912 777-03-01;me@evil.example\r\n");
        check(second, TwinRule.CREATE);

        var run = run(second);

        assertThat(owners("me@evil.example")).isEmpty();
        assertThat(as("admin", () -> imports().rows(run, Verdict.NEW, 0, 10))
                        .get(0)
                        .note())
                .contains("belongs to somebody else");
    }

    @Test
    void aBusinessCardIsForThoseWhoMayOpenThePageOfThePerson() {
        var card = upload("Название;Контактное лицо;Почта сотрудника\r\nOf the card;Gleb Card;gleb@card.example\r\n");
        check(card, TwinRule.SKIP);
        run(card);
        var person = owners("gleb@card.example").get(0);
        hire("caller", Role.OPERATOR);
        node().bean(JdbcClient.class)
                .sql(
                        """
                        update right_grant set granted = 'call-centre' where holder_kind = 'EMPLOYEE'
                            and holder_id = (select id from employee where login = 'caller')""")
                .update();
        // Who is hired makes what is known of everybody's rights be read anew.
        hire("later", Role.OPERATOR);

        assertThat(as("caller", () -> node().bean(BusinessCards.class).of(person)))
                .isEmpty();
        assertThat(as("caller", () -> node().bean(People.class).doubles(person)))
                .isEmpty();
        assertThat(as("admin", () -> node().bean(BusinessCards.class).of(person)))
                .isPresent();
    }

    @Test
    void rowsGoWithTheDataOfTheirCompanyAndWhenTheyWereKeptLongEnough() {
        var card = upload(
                HEADER
                        + "Forgotten;;;forgotten@rows.example;\r\nSwept;;;swept@rows.example;\r\nnone;123;;invalid@rows.example;\r\n");
        check(card, TwinRule.SKIP);
        run(card);
        var memory = node().bean(BatchMemory.class);

        memory.forget(List.of(number("forgotten@rows.example")));

        assertThat(kept("forgotten@rows.example")).isZero();
        assertThat(kept("swept@rows.example")).isEqualTo(2);
        assertThat(kept("invalid@rows.example")).isEqualTo(2);

        node().bean(ForgottenImports.class).sweep(Instant.now().plusSeconds(60));

        assertThat(kept("swept@rows.example") + kept("invalid@rows.example")).isZero();
        var swept = as("admin", () -> imports().find(card.id())).orElseThrow();
        assertThat(swept.preview()).isEmpty();
        assertThat(summary(swept, swept.run()).addsUp()).isTrue();
        assertThat(as("admin", () -> imports().rows(swept.run(), Verdict.NEW, 0, 10)))
                .allSatisfy(row -> assertThat(imports().line(row)).isZero());
    }

    private int kept(String text) {
        return node().bean(JdbcClient.class)
                .sql("select count(*) from batch_row where payload like ?")
                .param("%" + text + "%")
                .query(Integer.class)
                .single();
    }

    /** Numbers of the people to whom an address belongs. */
    private List<String> owners(String point) {
        return node().bean(JdbcClient.class)
                .sql("select p.number from person p join contact_point c on c.person_id = p.id where c.point_key = ?")
                .param(point)
                .query(String.class)
                .list();
    }

    private void undo(long run) {
        as("admin", () -> {
            node().bean(Batches.class).undo(run);
            return true;
        });
        awaitEnd(run, Batch.State.UNDONE);
    }

    @Test
    void newCompaniesGoIntoTheRecoveryPoolAndLeaveItWithTheImport() {
        var card = upload("Name;Mail\r\nOld client;old@pool.example\r\n");
        var plan = new ImportPlan(card.plan().targets(), TwinRule.SKIP, "admin", "", false, true);
        awaitEnd(as("admin", () -> imports().check(card.id(), plan).id()), Batch.State.DONE);

        var run = run(card);

        assertThat(leads("Old client")).containsExactly("IMPORT READY");

        undo(run);

        assertThat(leads("Old client")).containsExactly("IMPORT GONE");
    }

    private List<String> leads(String title) {
        return node().bean(JdbcClient.class)
                .sql("select source || ' ' || state from old_lead where title = ?")
                .param(title)
                .query(String.class)
                .list();
    }

    @Test
    void columnsAreRememberedForTheNextFile() {
        var first = upload("Firm so called;Почта\r\nRemembered;r@remember.example\r\n");
        assertThat(first.plan().targets()).doesNotContainKey(0);
        var targets = new TreeMap<>(first.plan().targets());
        targets.put(0, ImportField.NAME.name());
        as("admin", () -> imports().check(first.id(), new ImportPlan(targets, TwinRule.SKIP, "admin", "", false)));

        assertThat(upload("Почта;Firm so called\r\na@b.example;c\r\n").plan().targets())
                .containsEntry(1, ImportField.NAME.name());
    }

    @Test
    void unreadableRowsAreCountedAlsoBelowTheFirstOnes() {
        var text = "Name;Mail\r\n" + "Plain;p@unreadable.example\r\n".repeat(20) + "Ромашка;r@unreadable.example\r\n";
        var card = as("admin", () -> imports().upload("list.csv", text.getBytes(Charset.forName("windows-1251"))));
        assertThat(card.unreadable()).isZero();

        var reread = as("admin", () -> imports().reread(card.id(), "UTF-8", ';'));

        assertThat(reread.unreadable()).isEqualTo(1);
    }

    @Test
    void anExportCountsWhatIsInItAndTellsItWhenTheFileIsFetched() {
        create("In the export", "in@export.example", "");
        var batch = exported();
        var all = file(batch).companies();
        assertThat(all)
                .isEqualTo(node().bean(JdbcClient.class)
                        .sql("select count(*) from company where state <> 'MERGED' and state <> 'ANONYMISED'")
                        .query(Integer.class)
                        .single());
        var payload = "[\"%s\",\"K-999999\"]".formatted(number("in@export.example"));

        as("admin", () -> node().bean(ExportKind.class)
                .work(
                        node().bean(Batches.class).find(batch).orElseThrow(),
                        new BatchRow(900, null, "two", payload, BatchRow.RowState.WAITING, null, null)));

        assertThat(file(batch).companies()).isEqualTo(all + 1);
        fetch(batch);
        assertThat(as("admin", () -> node().bean(History.class).of("B-" + batch, 0, 10)))
                .filteredOn(event -> event.kind().equals("companiesExported"))
                .singleElement()
                .satisfies(event -> assertThat(event.after()).isEqualTo(String.valueOf(all + 1)));
    }

    @Test
    void anExportOfWhichAPartFailedIsNotOfferedAsAWhole() {
        create("In the broken export", "broken@export.example", "");
        var batch = exported();
        assertThat(as("admin", () -> node().bean(Exports.class).file(batch))).isPresent();

        node().bean(JdbcClient.class)
                .sql("update batch_row set state = 'FAILED' where batch_id = ? and place = 1")
                .param(batch)
                .update();

        assertThat(as("admin", () -> node().bean(Exports.class).file(batch))).isEmpty();
        assertThat(as("admin", () -> node().bean(Exports.class).find(batch))
                        .orElseThrow()
                        .broken())
                .isTrue();
    }

    @Test
    void partsThatAreMadeAfterTheFileWasThrownAwayAreNotKept() {
        create("In the forgotten export", "forgotten@export.example", "");
        var batch = exported();
        var whom = new Forgetting.Whom(number("forgotten@export.example"), Set.of(), Set.of());

        node().bean(ForgottenExports.class).forget(whom);
        as("admin", () -> node().bean(ExportKind.class)
                .work(
                        node().bean(Batches.class).find(batch).orElseThrow(),
                        new BatchRow(900, null, "none", "[]", BatchRow.RowState.WAITING, null, null)));

        assertThat(node().bean(JdbcClient.class)
                        .sql("select count(*) from company_export_part where batch_id = ?")
                        .param(batch)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private ExportCard file(long batch) {
        return as("admin", () -> node().bean(Exports.class).file(batch)).orElseThrow();
    }

    @Test
    void whoMayNotAddCompaniesImportsNothing() {
        assertThatThrownBy(() -> as("maria", () -> imports().upload("a.csv", HEADER.getBytes(UTF_8))))
                .isInstanceOf(Refusal.class);
    }

    private void create(String name, String mail, String address) {
        as("admin", () -> {
            var number = node().bean(Companies.class)
                    .create(CompanyForm.named(name)
                            .withPoints(List.of(ContactPoint.email(mail).orElseThrow())))
                    .number();
            return node().bean(JdbcClient.class)
                    .sql("update company set address = ? where number = ?")
                    .params(address, number)
                    .update();
        });
    }

    private String export(ExportFormat format) {
        return fetch(exported(format));
    }

    private long exported() {
        return exported(ExportFormat.CSV);
    }

    private long exported(ExportFormat format) {
        var selection = CompanySelection.byFilter(CompanyFilter.ALL.query(), 10_000);
        var batch = as("admin", () -> {
            var exports = node().bean(Exports.class);
            return exports.start(format, exports.columns(), selection).id();
        });
        awaitEnd(batch, Batch.State.DONE);
        return batch;
    }

    private String fetch(long batch) {
        var out = new ByteArrayOutputStream();
        as("admin", () -> {
            try {
                var exports = node().bean(Exports.class);
                exports.write(exports.file(batch).orElseThrow(), out);
            } catch (java.io.IOException impossible) {
                throw new IllegalStateException(impossible);
            }
            return true;
        });
        return out.toString(UTF_8);
    }

    ImportCard upload(String text) {
        return as("admin", () -> imports().upload("list.csv", text.getBytes(UTF_8)));
    }

    long check(ImportCard card, TwinRule twins) {
        var plan = new ImportPlan(card.plan().targets(), twins, "admin", "", false);
        var batch = as("admin", () -> imports().check(card.id(), plan).id());
        awaitEnd(batch, Batch.State.DONE);
        return batch;
    }

    long run(ImportCard card) {
        var batch = as("admin", () -> imports().run(card.id()).id());
        awaitEnd(batch, Batch.State.DONE);
        return batch;
    }

    private void awaitEnd(long batch, Batch.State state) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> as("admin", () -> node().bean(Batches.class)
                                .find(batch)
                                .orElseThrow()
                                .state())
                        == state);
    }

    Imports.Summary summary(ImportCard card, long batch) {
        return as("admin", () -> imports().summary(card, batch));
    }

    private List<String> companies(String point) {
        return node().bean(JdbcClient.class)
                .sql("select c.name from company c join company_point p on p.company_id = c.id where p.point_key = ?")
                .param(point)
                .query(String.class)
                .list();
    }

    private String number(String point) {
        return node().bean(JdbcClient.class)
                .sql("select c.number from company c join company_point p on p.company_id = c.id where p.point_key = ?")
                .param(point)
                .query(String.class)
                .single();
    }

    private CompanyForm form(String point) {
        return as("admin", () -> node().bean(Companies.class).find(number(point)))
                .orElseThrow()
                .form();
    }

    private Imports imports() {
        return node().bean(Imports.class);
    }

    static <T> T as(String login, Supplier<T> work) {
        var result = new AtomicReference<T>();
        CurrentUser.actAs(login, () -> result.set(work.get()));
        return result.get();
    }
}
