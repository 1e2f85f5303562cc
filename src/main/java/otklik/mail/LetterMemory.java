package otklik.mail;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Blanks letters of people whose data are deleted: those to and from their addresses, and those of their cases. That a letter went or came,
 * and when, stays.
 */
@Component
public class LetterMemory {
    private static final String OUT = "(lower(to_address) in (:addresses) or case_key in (:cases))";
    private static final String IN = "lower(from_address) in (:addresses)";
    private static final String NOBODY = "-";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    LetterMemory(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** How many letters {@link #forget} would blank. */
    public long count(Collection<String> addresses, Collection<String> cases) {
        return number("select count(*) from outgoing_letter where " + OUT, addresses, cases)
                + number("select count(*) from received_letter where " + IN, addresses, cases);
    }

    /** How many files hang on these letters and cases. */
    public long files(Collection<String> addresses, Collection<String> cases) {
        return number(
                        "select count(*) from letter_attachment where letter_id in (select id from received_letter where "
                                + IN + ")",
                        addresses,
                        cases)
                + number("select count(*) from outgoing_file where case_key in (:cases)", addresses, cases);
    }

    /** Blanks them; what still waited to be sent is given up. */
    public void forget(Collection<String> addresses, Collection<String> cases) {
        update("update outgoing_letter set state = 'ABANDONED' where state = 'QUEUED' and " + OUT, addresses, cases);
        update(
                """
                delete from letter_source_text where letter_id in (select id from received_letter where %s)"""
                        .formatted(IN),
                addresses,
                cases);
        update(
                """
                update letter_attachment set name = '' where letter_id in (select id from received_letter where %s)"""
                        .formatted(IN),
                addresses,
                cases);
        update(
                """
                update received_letter set from_name = '', from_address = '', subject = '', text = '', problem = null
                where %s"""
                        .formatted(IN),
                addresses,
                cases);
        jdbc.sql("update outgoing_file set name = '', content = :nothing where case_key in (:cases)")
                .param("nothing", new byte[0])
                .param("cases", listOf(cases))
                .update();
        update(
                """
                update outgoing_letter set from_name = '', to_address = '', to_name = '', subject = '', text = '', html = null,
                    headers = null, last_error = null where %s"""
                        .formatted(OUT),
                addresses,
                cases);
    }

    /** Puts other keys in the place of keys that tell an address. */
    public void rename(Map<String, String> keys) {
        template.batchUpdate(
                "update outgoing_letter set letter_key = ? where letter_key = ?",
                keys.entrySet().stream()
                        .map(key -> new Object[] {key.getValue(), key.getKey()})
                        .toList());
    }

    private long number(String sql, Collection<String> addresses, Collection<String> cases) {
        return bound(sql, addresses, cases).query(Long.class).single();
    }

    private void update(String sql, Collection<String> addresses, Collection<String> cases) {
        bound(sql, addresses, cases).update();
    }

    private JdbcClient.StatementSpec bound(String sql, Collection<String> addresses, Collection<String> cases) {
        return jdbc.sql(sql)
                .param(
                        "addresses",
                        listOf(addresses.stream()
                                .map(address -> address.toLowerCase(Locale.ROOT))
                                .toList()))
                .param("cases", listOf(cases));
    }

    /** An empty list has no place in a statement. */
    private static List<String> listOf(Collection<String> some) {
        return some.isEmpty() ? List.of(NOBODY) : List.copyOf(some);
    }
}
