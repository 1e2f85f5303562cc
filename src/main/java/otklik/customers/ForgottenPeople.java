package otklik.customers;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.ContactPoint.Kind;
import otklik.mail.LetterMemory;
import otklik.telephony.CallMemory;

/** Blanks what the customers' own tables keep, the letters that went to a company or came from one of its addresses, and the calls with it. */
@Component
class ForgottenPeople implements Forgetting {
    private final JdbcClient jdbc;
    private final LetterMemory letters;
    private final CallMemory calls;
    private final MissedCalls missed;

    ForgottenPeople(JdbcClient jdbc, LetterMemory letters, CallMemory calls, MissedCalls missed) {
        this.jdbc = jdbc;
        this.letters = letters;
        this.calls = calls;
        this.missed = missed;
    }

    @Override
    public Found find(Whom whom) {
        return new Found(
                Map.of(
                        Kept.PEOPLE,
                        (long) whom.people().size(),
                        Kept.LETTERS,
                        letters.count(addresses(whom), Set.of(whom.company())),
                        Kept.FILES,
                        letters.files(addresses(whom), Set.of(whom.company())),
                        Kept.CALLS,
                        calls.count(phones(whom))),
                whom.people());
    }

    @Override
    public void forget(Whom whom) {
        letters.forget(addresses(whom), Set.of(whom.company()));
        missed.forget(phones(whom));
        calls.forget(phones(whom));
        var cases = new HashSet<>(whom.people());
        cases.add(whom.company());
        jdbc.sql("delete from company_draft where company = ?")
                .param(whom.company())
                .update();
        jdbc.sql("update customer_merge_part set record = '' where merge_id in"
                        + " (select id from customer_merge where from_number in (:cases) or into_number in (:cases))")
                .param("cases", cases)
                .update();
        jdbc.sql("update customer_merge set before_into = '{}', after_into = '{}', until_at = merged_at"
                        + " where from_number in (:cases) or into_number in (:cases)")
                .param("cases", cases)
                .update();
        whom.points().forEach(point -> jdbc.sql("delete from point_state where kind = ? and point_key = ?")
                .params(point.kind().name(), point.key())
                .update());
        if (!whom.people().isEmpty()) {
            jdbc.sql("delete from contact_point where person_id in (select id from person where number in (:people))")
                    .param("people", whom.people())
                    .update();
            jdbc.sql(
                            """
                            delete from person_double where person_id in (select id from person where number in (:people))
                                or other_id in (select id from person where number in (:people))""")
                    .param("people", whom.people())
                    .update();
            jdbc.sql(
                            """
                            update person set name = number, name_key = number, company = null, company_key = null, job_title = null, zone = null,
                                search_text = '', version = version + 1 where number in (:people)""")
                    .param("people", whom.people())
                    .update();
        }
    }

    private static List<String> phones(Whom whom) {
        return whom.points().stream()
                .filter(point -> point.kind() == Kind.PHONE)
                .map(ContactPoint::key)
                .distinct()
                .toList();
    }

    private static List<String> addresses(Whom whom) {
        return whom.points().stream()
                .filter(point -> point.kind() != Kind.PHONE)
                .flatMap(point -> List.of(point.key(), point.written().toLowerCase(java.util.Locale.ROOT)).stream())
                .distinct()
                .toList();
    }
}
