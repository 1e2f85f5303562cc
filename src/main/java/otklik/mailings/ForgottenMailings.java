package otklik.mailings;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.ContactPoint;
import otklik.customers.ContactPoint.Kind;
import otklik.customers.Forgetting;
import otklik.mail.LetterMemory;

/** Addresses that mailings have kept; the letters themselves are blanked where letters are. Links of old letters end with it. */
@Component
class ForgottenMailings implements Forgetting {
    private static final String LETTERS = "(company = :company or address in (:addresses))";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final LetterMemory letters;

    ForgottenMailings(JdbcClient jdbc, JdbcTemplate template, LetterMemory letters) {
        this.jdbc = jdbc;
        this.template = template;
        this.letters = letters;
    }

    /** The work on wrong addresses ends with the company. */
    @Override
    public Found find(Whom whom) {
        return new Found(
                Map.of(),
                new LinkedHashSet<>(jdbc.sql("select number from address_repair where company = ? order by id")
                        .param(whom.company())
                        .query(String.class)
                        .list()));
    }

    @Override
    public void forget(Whom whom) {
        forgetLetters(whom);
        for (var statement : Set.of(
                "update address_repair set address = '', reason = null, open_key = null where company = ?",
                "delete from company_answer where company = ?")) {
            jdbc.sql(statement).param(whom.company()).update();
        }
    }

    /** Also the keys: they end with the address; what stands before the first slash tells the mailing and stays. */
    private void forgetLetters(Whom whom) {
        var addresses = Stream.concat(
                        Stream.of("-"),
                        whom.points().stream()
                                .filter(point -> point.kind() == Kind.EMAIL)
                                .map(ContactPoint::key))
                .toList();
        var keys = new LinkedHashMap<String, String>();
        jdbc.sql("select id, letter_key from mailing_letter where " + LETTERS)
                .param("company", whom.company())
                .param("addresses", addresses)
                .query(row -> {
                    var key = row.getString("letter_key");
                    keys.put(key, key.substring(0, key.indexOf('/') + 1) + "#" + row.getLong("id"));
                });
        letters.rename(keys);
        template.batchUpdate(
                "update mailing_letter set letter_key = ?, address = '#' || id where letter_key = ?",
                keys.entrySet().stream()
                        .map(key -> new Object[] {key.getValue(), key.getKey()})
                        .toList());
    }
}
