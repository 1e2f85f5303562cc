package otklik.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static otklik.customers.SuppressionRules.form;
import static otklik.customers.SuppressionRules.in;
import static otklik.customers.SuppressionRules.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.activities.Activities;
import otklik.activities.ActivityKind;
import otklik.activities.ActivityPlan;
import otklik.customers.CompanyDeletion.Stage;
import otklik.customers.Forgetting.Kept;
import otklik.engine.Attempts;
import otklik.engine.Processes;
import otklik.history.Event;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.mail.LetterDraft;
import otklik.mail.Outbox;

/** What deleting a company takes away and what it leaves, on either database. */
abstract class DeletionRules {
    private static final String SECRET = "Zvezdnaya";

    abstract NodeOfTest node();

    @Test
    void g3_theDataAreBlankedEverywhereAndNobodyIsDisturbedWhenTheyComeAgain() {
        var company = in("admin", () -> companies()
                        .create(form(SECRET + " LLC", "info@zvezdnaya.example").withTags(java.util.Set.of(SECRET))))
                .number();
        var person = personOf(company, "anna@zvezdnaya.example", SECRET + " Anna");
        request(person);
        in("admin", () -> node().bean(Attempts.class).inTransaction(() -> node().bean(Outbox.class)
                .post(new LetterDraft(
                        Outbox.MAIL,
                        "B-990003/" + company + "/anna@zvezdnaya.example",
                        company,
                        null,
                        "",
                        "anna@zvezdnaya.example",
                        SECRET,
                        SECRET,
                        SECRET + " text",
                        null,
                        List.of(),
                        false))
                .number()));
        jdbc().sql(
                        """
                        insert into mailing_letter (id, batch_id, letter_key, company, address, person, topic, language)
                        values (990003, 990003, ?, ?, 'anna@zvezdnaya.example', '', 'news', 'en')""")
                .params("B-990003/" + company + "/anna@zvezdnaya.example", company)
                .update();
        node().bean(otklik.notices.Notices.class).tell("admin", "work", "R-990002", "requests", SECRET + " waits");

        var asked = in("admin", () -> deletions().ask(company, "Asked by letter"));
        assertThatThrownBy(() -> in("maria", () -> {
                    deletions().anonymise(asked.number());
                    return true;
                }))
                .isInstanceOf(Refusal.class);
        decide(asked.number(), Map.of("decision", "anonymise"));

        var receipt = deletions().of(company).orElseThrow();
        assertThat(receipt.stage()).isEqualTo(Stage.ANONYMISED);
        assertThat(receipt.decidedBy()).isEqualTo("admin");
        assertThat(receipt.counts())
                .containsEntry(Kept.PEOPLE, 1L)
                .containsEntry(Kept.REQUESTS, 1L)
                .containsEntry(Kept.LETTERS, 1L);
        assertThat(card(company).state()).isEqualTo(CompanyState.ANONYMISED);
        assertThat(everyText("zvezdnaya")).isEmpty();
        assertThat(jdbc().sql(
                                "select o.letter_key from outgoing_letter o join mailing_letter m on m.letter_key = o.letter_key")
                        .query(String.class)
                        .list())
                .containsExactly("B-990003/#990003");
        assertThat(timeline(company)).extracting(Event::kind).contains("companyAdded", "companyAnonymised");

        var again = in("admin", () -> companies().create(form("Back again", "Anna+news@zvezdnaya.example")))
                .number();
        assertThat(card(again).state()).isEqualTo(CompanyState.DO_NOT_DISTURB);
        assertThat(node().bean(Suppressions.class).isSuppressed(mail("info@zvezdnaya.example"), null))
                .isTrue();

        assertThatThrownBy(() -> in("admin", () -> erase(company, "K-0"))).isInstanceOf(Refusal.class);
        in("admin", () -> erase(company, company));
        assertThat(in("admin", () -> companies().find(company))).isEmpty();
        assertThat(deletions().of(company).orElseThrow().erasedAt()).isNotNull();
    }

    @Test
    void g3_aCardThatWasOpenMeanwhileKeepsNoDraftOfWhatIsDeleted() {
        var company = in("admin", () -> companies().create(form("Open in a tab", "info@tab.example")))
                .number();
        var seen = CompanyText.of(card(company).form());
        var typed = seen.with("note", "Call Anna");
        assertThat(draft(company, seen, typed)).isTrue();

        var asked = in("admin", () -> deletions().ask(company, "Asked by letter"));
        decide(asked.number(), Map.of("decision", "anonymise"));

        assertThat(draft(company, seen, typed)).isFalse();
        in("admin", () -> erase(company, company));
        assertThat(draft(company, seen, typed)).isFalse();
    }

    /** Whether a draft is there after the screen has tried to keep one. */
    private boolean draft(String company, CompanyText seen, CompanyText typed) {
        var drafts = node().bean(CompanyDrafts.class);
        return in("admin", () -> {
            drafts.save(company, 0, seen, typed);
            return drafts.find(company).isPresent();
        });
    }

    @Test
    void g3_whatWasJoinedByWayOfOthersGoesToo() {
        var first = in("admin", () -> companies().create(form("Polynya first", "first@polynya.example")));
        var second = in("admin", () -> companies().create(form("Polynya second", "second@polynya.example")));
        var third = in("admin", () -> companies().create(form("Polynya third", "third@polynya.example")));
        personOf(third.number(), "gone@polynya.example", "Polynya Gone");
        personOf(third.number(), "stays@polynya.example", "Polynya Stays");
        var people = in("admin", () -> node().bean(People.class).ofCompany(third.number()));
        in("admin", () -> node().bean(PeopleMerges.class).merge(people.get(0), people.get(1), "Polynya One"));
        jdbc().sql("update person set company_id = null where number = ?")
                .param(people.get(0).number())
                .update();
        merge(first.number(), second.number());
        merge(second.number(), third.number());

        var asked = in("admin", () -> deletions().ask(third.number(), "Asked by letter"));
        decide(asked.number(), Map.of("decision", "anonymise"));

        assertThat(everyText("polynya")).isEmpty();
        assertThat(card(first.number()).state()).isEqualTo(CompanyState.ANONYMISED);
        assertThat(card(second.number()).state()).isEqualTo(CompanyState.ANONYMISED);
    }

    @Test
    void g3_whatIsPlannedWithItEndsAndTheEngineForgetsIt() {
        var company = in("admin", () -> companies().create(form("Planned with", "info@planned.example")))
                .number();
        var due = node().bean(Clock.class).instant().plus(Duration.ofDays(1));
        var activity = in("admin", () -> node().bean(Activities.class)
                        .plan(ActivityPlan.of(company, ActivityKind.CALL, "Call about the seminar", "maria", due)))
                .number();

        var asked = in("admin", () -> deletions().ask(company, "Asked by letter"));
        decide(asked.number(), Map.of("decision", "anonymise"));

        assertThat(node().bean(Processes.class).openTasks(activity, "userTask_closeActivity"))
                .isEmpty();
        await().untilAsserted(
                        () -> assertThat(jdbc().sql("select count(*) from act_hi_procinst where business_key_ = ?")
                                        .param(activity)
                                        .query(Integer.class)
                                        .single())
                                .isZero());
    }

    @Test
    void anAddressThatALivingCompanyHasTooStaysInUse() {
        var goes = in("admin", () -> companies()
                        .create(form("Shares and goes", "info@shared.example", "own@shared.example")))
                .number();
        var stays = in("admin", () -> companies().create(form("Shares and stays", "info@shared.example")))
                .number();

        var asked = in("admin", () -> deletions().ask(goes, "Asked by letter"));
        decide(asked.number(), Map.of("decision", "anonymise"));

        var suppressions = node().bean(Suppressions.class);
        assertThat(suppressions.isSuppressed(mail("own@shared.example"), null)).isTrue();
        assertThat(suppressions.isSuppressed(mail("info@shared.example"), null)).isFalse();
        assertThat(card(stays).form().points()).containsExactly(mail("info@shared.example"));
    }

    private void merge(String from, String into) {
        var ending = card(from);
        var staying = card(into);
        in("admin", () -> node().bean(CompanyMerges.class).merge(ending, staying, staying.form()));
    }

    @Test
    void aCompanyStaysWhereTheAdministratorSaysNoAndCanBeAskedForAgain() {
        var company = in("admin", () -> companies().create(form("Stays", "stays@no.example")))
                .number();
        var asked = in("admin", () -> deletions().ask(company, "By mistake"));
        assertThatThrownBy(() -> in("admin", () -> deletions().ask(company, "Twice")))
                .isInstanceOf(Refusal.class);

        decide(asked.number(), Map.of("decision", "reject", "note", "They have an open invoice"));

        assertThat(card(company).state()).isEqualTo(CompanyState.ACTIVE);
        assertThat(deletions().of(company).orElseThrow().note()).isEqualTo("They have an open invoice");
        var second = in("admin", () -> deletions().ask(company, "Again"));
        in("admin", () -> {
            deletions().withdraw(second.number());
            return true;
        });
        assertThat(openTasks(second.number())).isEmpty();
        assertThat(deletions().of(company).orElseThrow().stage()).isEqualTo(Stage.WITHDRAWN);
    }

    @Test
    void whatIsLeftOfALivingCompanyCannotBeRemoved() {
        var company = in("admin", () -> companies().create(form("Alive", "alive@no.example")))
                .number();

        assertThatThrownBy(() -> in("admin", () -> erase(company, company))).isInstanceOf(Refusal.class);
        assertThat(card(company).state()).isEqualTo(CompanyState.ACTIVE);
    }

    @Test
    void g3_whatIsRemovedLeavesNoPhoneAndNoAddressOfItsPeopleBehind() {
        var company = in("admin", () -> companies().create(form("Removed whole", "info@removed.example")))
                .number();
        var asked = in("admin", () -> deletions().ask(company, "Asked by letter"));
        decide(asked.number(), Map.of("decision", "anonymise"));
        var late = personOf(company, "late@removed.example", "Removed Late");

        in("admin", () -> erase(company, company));

        assertThat(jdbc().sql("select count(*) from contact_point where point_key = 'late@removed.example'")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(person("late@removed.example", "")).as("somebody new").isNotEqualTo(late);
    }

    private boolean erase(String company, String typed) {
        deletions().erase(company, typed);
        return true;
    }

    private void decide(String deletion, Map<String, Object> answers) {
        var task = openTasks(deletion).get(0);
        in("admin", () -> {
            node().bean(Processes.class).assign(task, "admin");
            node().bean(Processes.class).complete(task, answers);
            return true;
        });
    }

    private List<String> openTasks(String deletion) {
        return node().bean(Processes.class).openTasks(deletion, "userTask_decideOnDeletion");
    }

    /** Every place where the word still stands in the tables that hold texts of clients. */
    private List<String> everyText(String word) {
        return List.of(
                        "select name || name_sort || coalesce(note, '') || search_text from company",
                        "select tag from company_tag",
                        "select name || coalesce(search_text, '') || coalesce(company, '') from person",
                        "select written from contact_point",
                        "select written from company_point",
                        "select client_name || client_address || title || last_message from request",
                        "select cast(text as varchar(4000)) || author from request_entry",
                        "select cast(text as varchar(4000)) || to_name || to_address || subject from outgoing_letter",
                        "select coalesce(value_before, '') || coalesce(value_after, '') || coalesce(note, '') from history_event",
                        "select letter_key from outgoing_letter",
                        "select letter_key || address from mailing_letter",
                        "select cast(record as varchar(4000)) from customer_merge_part",
                        "select cast(before_into as varchar(4000)) || cast(after_into as varchar(4000)) from customer_merge",
                        "select text from notice",
                        "select subject from work_item")
                .stream()
                .flatMap(sql -> jdbc().sql(sql).query(String.class).list().stream())
                .filter(Objects::nonNull)
                .filter(text -> text.toLowerCase(java.util.Locale.ROOT).contains(word))
                .toList();
    }

    private void request(String person) {
        jdbc().sql(
                        """
                        insert into request (id, number, client_name, client_address, title, status, ball, opened_at, last_message_at,
                            last_message, last_from_client, person, channel)
                        values (990002, 'R-990002', 'Zvezdnaya', 'anna@zvezdnaya.example', 'Zvezdnaya', 'NEW', 'MANAGER', now(), now(),
                            'Zvezdnaya', true, ?, 'mail')""")
                .param(person)
                .update();
        jdbc().sql(
                        """
                        insert into request_entry (request_id, kind, at, author, text)
                        values (990002, 'FROM_CLIENT', now(), 'Zvezdnaya', 'Zvezdnaya asks')""")
                .update();
    }

    private String personOf(String company, String address, String name) {
        var person = person(address, name);
        jdbc().sql("update person set company_id = (select id from company where number = ?) where number = ?")
                .params(company, person)
                .update();
        return person;
    }

    private String person(String address, String name) {
        return node().bean(Attempts.class)
                .inTransaction(() -> node().bean(People.class).findOrCreate(List.of(mail(address)), name, null));
    }

    private List<Event> timeline(String company) {
        return in("admin", () -> node().bean(History.class).of(company, 0, 50));
    }

    private CompanyCard card(String number) {
        return in("admin", () -> companies().find(number)).orElseThrow();
    }

    private JdbcClient jdbc() {
        return node().bean(JdbcClient.class);
    }

    private Companies companies() {
        return node().bean(Companies.class);
    }

    private CompanyDeletions deletions() {
        return node().bean(CompanyDeletions.class);
    }
}
