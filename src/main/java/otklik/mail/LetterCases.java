package otklik.mail;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** To which case a letter belongs, where cases are joined and taken apart again. Keys and Message-IDs of letters stay as they are. */
@Component
public class LetterCases {
    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;

    LetterCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Gives all letters of one case to another; gives back their ids. */
    public List<Long> move(String from, String into) {
        var ids = jdbc.sql("select id from outgoing_letter where case_key = ? order by id")
                .param(from)
                .query(Long.class)
                .list();
        give(ids, from, into);
        return ids;
    }

    /** Gives these letters back as far as they are still there. */
    public void back(Collection<Long> ids, String from, String into) {
        give(List.copyOf(ids), from, into);
    }

    private void give(List<Long> ids, String from, String into) {
        for (int first = 0; first < ids.size(); first += CHUNK) {
            jdbc.sql("update outgoing_letter set case_key = :into where case_key = :from and id in (:ids)")
                    .param("into", into)
                    .param("from", from)
                    .param("ids", ids.subList(first, Math.min(ids.size(), first + CHUNK)))
                    .update();
        }
    }
}
