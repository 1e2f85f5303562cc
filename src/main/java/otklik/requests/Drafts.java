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
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.mail.OutgoingFile;
import otklik.mail.OutgoingFiles;
import otklik.security.Cases;
import otklik.security.CurrentUser;

/** Unsent answers: one for each request and author, saved while the person types, so that no text is ever lost (E4). */
@Service
public class Drafts {
    private static final long MEGABYTE = 1024 * 1024;

    private final JdbcClient jdbc;
    private final OutgoingFiles files;
    private final Cases cases;
    private final Parameters parameters;
    private final Clock clock;

    Drafts(JdbcClient jdbc, OutgoingFiles files, Cases cases, Parameters parameters, Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.cases = cases;
        this.parameters = parameters;
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
        if (text.isBlank() && fileIds(number, author).isEmpty()) {
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

    /** How much may go with one letter, in bytes. */
    public long mostBytes() {
        return parameters.number(Parameter.LETTER_FILES_SIZE) * MEGABYTE;
    }

    /** The files that will go with the letter, in the order in which they were added. */
    public List<OutgoingFile> files(String number, String author) {
        return files.find(fileIds(number, author));
    }

    /** Adds a file to the draft; refused when the letter would become larger than a letter may be. */
    @Transactional
    public OutgoingFile attach(String number, String author, String name, String type, byte[] content) {
        requireSeen(number);
        var already =
                files(number, author).stream().mapToLong(OutgoingFile::size).sum();
        if (already + content.length > mostBytes()) {
            throw new Refusal("requests.filesTooLarge", name, mostBytes() / MEGABYTE);
        }
        var file = files.store(number, name, type, content);
        jdbc.sql("insert into request_draft_file (request_number, author, file_id) values (?, ?, ?)")
                .params(number, author, file.id())
                .update();
        save(number, author, find(number, author).map(Draft::text).orElse(""));
        return file;
    }

    /** Files of a letter that was given up wait in the draft again. */
    @Transactional
    void keepFiles(String number, String author, String letter) {
        files.ofLetters(List.of(letter)).getOrDefault(letter, List.of()).stream()
                .map(OutgoingFile::id)
                .filter(file -> !fileIds(number, author).contains(file))
                .forEach(file -> jdbc.sql(
                                "insert into request_draft_file (request_number, author, file_id) values (?, ?, ?)")
                        .params(number, author, file)
                        .update());
    }

    /** Takes a file out of the draft. */
    @Transactional
    public void detach(String number, String author, long fileId) {
        requireSeen(number);
        int taken = jdbc.sql("delete from request_draft_file where request_number = ? and author = ? and file_id = ?")
                .params(number, author, fileId)
                .update();
        if (taken > 0) {
            files.dropUnsent(List.of(fileId));
            save(number, author, find(number, author).map(Draft::text).orElse(""));
        }
    }

    private void requireSeen(String number) {
        if (CurrentUser.isTrying()) {
            throw new Refusal("security.onlyTrying");
        }
        if (!cases.maySee(number)) {
            throw new Refusal("requests.unknown", number);
        }
    }

    private List<Long> fileIds(String number, String author) {
        return jdbc.sql(
                        "select file_id from request_draft_file where request_number = ? and author = ? order by file_id")
                .params(number, author)
                .query(Long.class)
                .list();
    }

    /** Forgets the draft with its files; those that have gone out stay with their letter. */
    @Transactional
    public void forget(String number, String author) {
        var unsent = fileIds(number, author);
        jdbc.sql("delete from request_draft_file where request_number = ? and author = ?")
                .params(number, author)
                .update();
        files.dropUnsent(unsent);
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
            moveFiles(number, from, number, to);
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
            moveFiles(number, draft.author(), other, draft.author());
            var theirs = find(other, draft.author()).map(Draft::text).orElse(null);
            save(other, draft.author(), joined(theirs, draft.text()));
            forget(number, draft.author());
        });
    }

    private void moveFiles(String number, String author, String otherNumber, String otherAuthor) {
        jdbc.sql("update request_draft_file set request_number = ?, author = ? where request_number = ? and author = ?")
                .params(otherNumber, otherAuthor, number, author)
                .update();
    }
}
