package otklik.requests;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.kernel.Refusal;
import otklik.security.CurrentUser;

/** Unsent answers: one for each request and author, saved while the person types, so that no text is ever lost (E4). */
@Service
public class Drafts {
    private final JdbcClient jdbc;
    private final Clock clock;

    Drafts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public record Draft(String author, String text, Instant savedAt) {
        /** An unsent answer of somebody to the client of this request. */
        record OfRequest(String number, String client, @Nullable String manager) {}
    }

    public Optional<Draft> find(String number, String author) {
        return jdbc.sql("select * from request_draft where request_number = ? and author = ?")
                .params(number, author)
                .query((row, index) -> new Draft(
                        row.getString("author"),
                        row.getString("text"),
                        row.getObject("saved_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Saves the text, or forgets the draft when it is blank. */
    @Transactional
    public void save(String number, String author, String text) {
        if (CurrentUser.isTrying()) {
            throw new Refusal("security.onlyTrying");
        }
        if (text.isBlank()) {
            forget(number, author);
            return;
        }
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        int updated = jdbc.sql(
                        "update request_draft set text = ?, saved_at = ? where request_number = ? and author = ?")
                .params(text, now, number, author)
                .update();
        if (updated == 0) {
            jdbc.sql("insert into request_draft (request_number, author, text, saved_at) values (?, ?, ?, ?)")
                    .params(number, author, text, now)
                    .update();
        }
    }

    @Transactional
    public void forget(String number, String author) {
        jdbc.sql("delete from request_draft where request_number = ? and author = ?")
                .params(number, author)
                .update();
    }

    /** Hands what people wrote who are not there any more to the person who goes on. */
    @Transactional
    public void inherit(String number, String to, java.util.function.Predicate<String> isThere) {
        jdbc
                .sql("select author from request_draft where request_number = ? and author <> ?")
                .params(number, to)
                .query(String.class)
                .list()
                .stream()
                .filter(author -> !isThere.test(author))
                .forEach(author -> hand(number, author, to));
    }

    /** The unsent answers of a person, by request. */
    List<Draft.OfRequest> of(String author) {
        return jdbc.sql(
                        """
                        select d.request_number, r.client_name, r.manager from request_draft d
                        join request r on r.number = d.request_number where d.author = ? order by r.id""")
                .param(author)
                .query((row, index) -> new Draft.OfRequest(
                        row.getString("request_number"), row.getString("client_name"), row.getString("manager")))
                .list();
    }

    /** Hands the draft to another person, below what he has written himself. */
    @Transactional
    public void hand(String number, String from, String to) {
        if (from.equals(to)) {
            return;
        }
        find(number, from).ifPresent(draft -> {
            var theirs = find(number, to).map(Draft::text).orElse("");
            save(number, to, theirs.isEmpty() ? draft.text() : theirs + "\n\n" + draft.text());
            forget(number, from);
        });
    }

    /** All unsent answers to the client of a request, whoever wrote them. */
    List<Draft> all(String number) {
        return jdbc.sql("select author, text, saved_at from request_draft where request_number = ? order by author")
                .param(number)
                .query((row, index) -> new Draft(
                        row.getString("author"),
                        row.getString("text"),
                        row.getObject("saved_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** A text below another one of the same author. */
    static String joined(@Nullable String theirs, String text) {
        return theirs == null || theirs.isEmpty() ? text : theirs + "\n\n" + text;
    }

    /** Moves all drafts of a request to another, where their authors find them. */
    @Transactional
    public void moveTo(String number, String other) {
        all(number).forEach(draft -> {
            var theirs = find(other, draft.author()).map(Draft::text).orElse(null);
            save(other, draft.author(), joined(theirs, draft.text()));
            forget(number, draft.author());
        });
    }
}
