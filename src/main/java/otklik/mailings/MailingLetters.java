package otklik.mailings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import otklik.kernel.Database;
import otklik.mail.OutgoingLetter.State;

/** Which letters belong to which mailing. */
@Repository
class MailingLetters {
    private final JdbcClient jdbc;
    private final Database database;

    MailingLetters(JdbcClient jdbc, Database database) {
        this.jdbc = jdbc;
        this.database = database;
    }

    /**
     * A letter of a mailing.
     *
     * @param batch id of the mailing
     * @param key of the letter in the outbox
     * @param address key of the address to which it was written
     * @param person number; empty where the company itself was meant
     */
    record MailingLetter(
            long id,
            long batch,
            String key,
            String company,
            String address,
            String person,
            String topic,
            Locale language) {
        /** The mailing as a whole, by which its recipient may want no more of it. */
        String mailing() {
            return "B-" + batch;
        }
    }

    long nextId() {
        return jdbc.sql("select nextval('mailing_letter_id')").query(Long.class).single();
    }

    /** Whether it was written down: not where the mailing has written to the address (and person) before. */
    boolean insert(MailingLetter letter) {
        // A violated key would end the row's transaction on PostgreSQL; H2 undoes the statement only.
        var unlessThere = database == Database.POSTGRESQL ? " on conflict do nothing" : "";
        try {
            return jdbc.sql(
                                    """
                                    insert into mailing_letter
                                        (id, batch_id, letter_key, company, address, person, topic, language)
                                    values (?, ?, ?, ?, ?, ?, ?, ?)"""
                                            + unlessThere)
                            .params(
                                    letter.id(),
                                    letter.batch(),
                                    letter.key(),
                                    letter.company(),
                                    letter.address(),
                                    letter.person(),
                                    letter.topic(),
                                    letter.language().getLanguage())
                            .update()
                    == 1;
        } catch (DuplicateKeyException repeat) {
            return false;
        }
    }

    Optional<MailingLetter> byId(long id) {
        return jdbc.sql("select * from mailing_letter where id = ?")
                .param(id)
                .query(MailingLetters::letter)
                .optional();
    }

    /** The company to whose recipient the mailing has written at the address. */
    Optional<String> companyAt(long batch, String address) {
        return jdbc.sql("select company from mailing_letter where batch_id = ? and address = ? order by id limit 1")
                .params(batch, address)
                .query(String.class)
                .optional();
    }

    /** Whether the mailing of this letter has written another one to the address, for the same recipient where each gets one of his own. */
    boolean hasAnotherAt(String key, String address) {
        return jdbc.sql(
                                """
                                select count(*) from mailing_letter l
                                join mailing_letter other on other.batch_id = l.batch_id and other.person = l.person
                                where l.letter_key = ? and other.address = ? and other.id <> l.id""")
                        .params(key, address)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** How many letters of the mailing stand where; states without letters are left out. */
    Map<State, Integer> counts(long batch) {
        var counts = new EnumMap<State, Integer>(State.class);
        jdbc.sql(
                        """
                        select o.state, count(*) as n from mailing_letter m join outgoing_letter o on o.letter_key = m.letter_key
                        where m.batch_id = ? group by o.state""")
                .param(batch)
                .query(row -> {
                    counts.put(State.valueOf(row.getString("state")), row.getInt("n"));
                });
        return counts;
    }

    /** Letters of the mailing that did not arrive, the newest first. */
    List<Trouble> troubles(long batch, int limit) {
        return jdbc.sql(
                        """
                        select m.company, o.number, o.to_address, o.state, o.last_error
                        from mailing_letter m join outgoing_letter o on o.letter_key = m.letter_key
                        where m.batch_id = ? and o.state in ('IN_DOUBT', 'FAILED', 'BOUNCED', 'WITHHELD')
                        order by m.id desc limit ?""")
                .params(batch, limit)
                .query((row, number) -> new Trouble(
                        row.getString("company"),
                        row.getString("number"),
                        row.getString("to_address"),
                        State.valueOf(row.getString("state")),
                        row.getString("last_error")))
                .list();
    }

    /** A letter that did not arrive. */
    record Trouble(String company, String number, String to, State state, @Nullable String reason) {}

    private static MailingLetter letter(ResultSet row, int number) throws SQLException {
        return new MailingLetter(
                row.getLong("id"),
                row.getLong("batch_id"),
                row.getString("letter_key"),
                row.getString("company"),
                row.getString("address"),
                row.getString("person"),
                row.getString("topic"),
                Locale.forLanguageTag(row.getString("language")));
    }
}
