package otklik.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The letters that came in. */
@Component
public class Letters {
    private final JdbcClient jdbc;

    Letters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<ReceivedLetter> find(long id) {
        return find(List.of(id)).stream().findFirst();
    }

    /** In the order of their ids; unknown ones are left out. One query, attachments included. */
    public List<ReceivedLetter> find(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(
                                """
                                select l.*, a.position as file_position, a.name as file_name, a.type as file_type, a.size as file_size
                                from received_letter l left join letter_attachment a on a.letter_id = l.id
                                where l.id in (:ids) order by l.id, a.position""")
                        .param("ids", ids)
                        .query(Letters::collect);
    }

    /** The bytes of the letter as they came; of a truncated one the headers. */
    Optional<byte[]> raw(long id) {
        return jdbc.sql("select raw from letter_source_text where letter_id = ?")
                .param(id)
                .query((row, number) -> row.getBytes("raw"))
                .optional();
    }

    private static List<ReceivedLetter> collect(ResultSet rows) throws SQLException {
        var letters = new LinkedHashMap<Long, ReceivedLetter>();
        while (rows.next()) {
            var id = rows.getLong("id");
            var letter = letters.get(id);
            if (letter == null) {
                letter = letter(rows);
                letters.put(id, letter);
            }
            var file = rows.getString("file_name");
            if (file != null) {
                letter.attachments()
                        .add(new Attachment(
                                rows.getInt("file_position"),
                                file,
                                rows.getString("file_type"),
                                rows.getLong("file_size")));
            }
        }
        return List.copyOf(letters.values());
    }

    private static ReceivedLetter letter(ResultSet row) throws SQLException {
        return new ReceivedLetter(
                row.getLong("id"),
                row.getString("message_id"),
                row.getString("in_reply_to"),
                row.getString("message_references").lines().toList(),
                row.getString("from_address"),
                row.getString("from_name"),
                row.getString("subject"),
                row.getString("text"),
                row.getBoolean("has_html"),
                LetterKind.valueOf(row.getString("kind")),
                row.getObject("sent_at", OffsetDateTime.class).toInstant(),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                new ArrayList<>(),
                row.getBoolean("truncated"));
    }
}
