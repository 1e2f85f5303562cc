package otklik.inbox;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.security.CurrentUser;

/**
 * Which senders people have called spammers, and which they have taken back by restoring a message: the later word of a person holds, and it
 * holds for what the sender writes from then on (E21). A sender is a person's number,
 * else an address; one of whom nothing is known is neither.
 */
@Component
class SenderTrust {
    private final JdbcClient jdbc;
    private final Clock clock;

    SenderTrust(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    boolean isTrusted(String sender) {
        return !sender.isEmpty()
                && jdbc.sql("select count(*) from trusted_sender where sender = ?")
                                .param(sender)
                                .query(Long.class)
                                .single()
                        > 0;
    }

    /** Whether a person called a message of the sender spam; what a rule hid says nothing about the sender. */
    boolean isSpammer(String sender) {
        return !sender.isEmpty()
                && !jdbc.sql(
                                """
                                select number from message
                                where (person = ? or person is null and sender_address = ?) and status = 'SPAM'
                                    and decided_by is not null limit 1""")
                        .params(sender, sender)
                        .query(String.class)
                        .list()
                        .isEmpty();
    }

    /** Whether that is new. */
    boolean grant(String sender, String message) {
        if (sender.isEmpty() || isTrusted(sender)) {
            return false;
        }
        // Two who restore at the same moment: the second finds the row, and the unique key holds what this question
        // lets through.
        return jdbc.sql(
                                """
                                insert into trusted_sender (sender, message, trusted_by, trusted_at)
                                values (?, ?, ?, ?)""")
                        .params(
                                sender,
                                message,
                                CurrentUser.login().orElse(null),
                                clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    void withdraw(String sender) {
        jdbc.sql("delete from trusted_sender where sender = ?").param(sender).update();
    }
}
