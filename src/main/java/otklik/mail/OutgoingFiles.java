package otklik.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;

/** Files that people add to letters. They are kept from the upload on, so that a draft keeps them too. */
@Component
public class OutgoingFiles {
    /** A type that a mail program takes literally; parts of a letter would be read as such and not as files. */
    private static final Pattern PLAIN_TYPE =
            Pattern.compile("(?!message/|multipart/)[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}");

    private static final String COLUMNS = "f.id, f.name, f.type, f.size";

    private final JdbcClient jdbc;
    private final Clock clock;

    OutgoingFiles(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A file with what is in it. */
    record Content(OutgoingFile file, byte[] bytes) {}

    /**
     * Keeps a file of a case.
     *
     * @param caseKey business key of the case; who may see it may read the file
     * @param name as the sender's computer calls it, a path too
     */
    public OutgoingFile store(String caseKey, String name, String type, byte[] content) {
        var bare = LetterParser.safeName(name);
        var safeName = bare.isEmpty() ? "file" : bare;
        var safeType = type.strip().toLowerCase(Locale.ROOT).replaceFirst("\\s*;.*", "");
        if (!PLAIN_TYPE.matcher(safeType).matches()) {
            safeType = MediaType.APPLICATION_OCTET_STREAM_VALUE;
        }
        var key = new GeneratedKeyHolder();
        jdbc.sql("insert into outgoing_file (case_key, name, type, size, content, added_at) values (?, ?, ?, ?, ?, ?)")
                .params(
                        caseKey,
                        safeName,
                        safeType,
                        content.length,
                        content,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update(key, "id");
        return new OutgoingFile(Objects.requireNonNull(key.getKey()).longValue(), safeName, safeType, content.length);
    }

    /** In the order of their ids; unknown ones are left out. One query. */
    public List<OutgoingFile> find(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select " + COLUMNS + " from outgoing_file f where f.id in (:ids) order by f.id")
                        .param("ids", ids)
                        .query(OutgoingFiles::file)
                        .list();
    }

    /** The files of letters, by the number of the letter; letters without files are left out. One query. */
    public Map<String, List<OutgoingFile>> ofLetters(Collection<String> numbers) {
        var files = new HashMap<String, List<OutgoingFile>>();
        if (!numbers.isEmpty()) {
            jdbc.sql("select l.number, " + COLUMNS
                            + " from outgoing_letter l join outgoing_letter_file lf on lf.letter_id = l.id"
                            + " join outgoing_file f on f.id = lf.file_id where l.number in (:numbers) order by f.id")
                    .param("numbers", numbers)
                    .query((row, index) -> files.computeIfAbsent(row.getString("number"), number -> new ArrayList<>())
                            .add(file(row, index)))
                    .list();
        }
        return files;
    }

    /** Forgets files that no letter has; those of a letter stay. */
    public void dropUnsent(Collection<Long> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql(
                            """
                            delete from outgoing_file where id in (:ids)
                            and id not in (select file_id from outgoing_letter_file where file_id in (:ids))""")
                    .param("ids", ids)
                    .update();
        }
    }

    /** The case by which a file is seen. */
    Optional<String> caseOf(long id) {
        return jdbc.sql("select case_key from outgoing_file where id = ?")
                .param(id)
                .query(String.class)
                .optional();
    }

    Optional<Content> content(long id) {
        return jdbc.sql("select " + COLUMNS + ", f.content from outgoing_file f where f.id = ?")
                .param(id)
                .query((row, number) -> new Content(file(row, number), row.getBytes("content")))
                .optional();
    }

    private static OutgoingFile file(ResultSet row, int number) throws SQLException {
        return new OutgoingFile(row.getLong("id"), row.getString("name"), row.getString("type"), row.getLong("size"));
    }
}
