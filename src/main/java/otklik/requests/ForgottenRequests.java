package otklik.requests;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.Forgetting;
import otklik.mail.LetterMemory;
import otklik.sources.ItemMemory;

/** Blanks the requests of people whose data are deleted; open ones end. Outcomes, dates and managers stay for the reports. */
@Component
class ForgottenRequests implements Forgetting {
    private final JdbcClient jdbc;
    private final LetterMemory letters;
    private final ItemMemory items;

    ForgottenRequests(JdbcClient jdbc, LetterMemory letters, ItemMemory items) {
        this.jdbc = jdbc;
        this.letters = letters;
        this.items = items;
    }

    @Override
    public Found find(Whom whom) {
        var numbers = numbers(whom);
        return new Found(
                Map.of(Kept.REQUESTS, (long) numbers.size(), Kept.FILES, letters.files(List.of(), numbers)), numbers);
    }

    @Override
    public void forget(Whom whom) {
        var numbers = numbers(whom);
        if (numbers.isEmpty()) {
            return;
        }
        letters.forget(List.of(), numbers);
        items.forget(jdbc.sql(
                        "select item_id from request_entry where item_id is not null and request_id in (select id from request where number in (:numbers))")
                .param("numbers", numbers)
                .query(Long.class)
                .list());
        update("delete from request_draft_file where request_number in (:numbers)", numbers);
        update("delete from request_draft where request_number in (:numbers)", numbers);
        update(
                """
                update request_merge_draft set text = '', joined = '', theirs = null where merge_id in
                    (select id from request_merge where from_number in (:numbers) or into_number in (:numbers))""",
                numbers);
        update(
                """
                update request_entry set text = '', author = case when kind = 'FROM_CLIENT' then '' else author end
                where request_id in (select id from request where number in (:numbers))""",
                numbers);
        update(
                """
                update request set outcome = coalesce(outcome, 'LOST'), status = case when closed_at is null then 'LOST' else status end,
                    ball = 'NOBODY', closed_at = coalesce(closed_at, last_message_at) where number in (:numbers)""",
                numbers);
        update(
                """
                update request set client_name = '', client_address = '', title = number, last_message = '', outcome_reason = null,
                    awaited_letter = null, version = version + 1 where number in (:numbers)""",
                numbers);
    }

    private void update(String sql, Set<String> numbers) {
        jdbc.sql(sql).param("numbers", numbers).update();
    }

    private Set<String> numbers(Whom whom) {
        return whom.people().isEmpty()
                ? Set.of()
                : new LinkedHashSet<>(jdbc.sql("select number from request where person in (:people) order by id")
                        .param("people", whom.people())
                        .query(String.class)
                        .list());
    }
}
