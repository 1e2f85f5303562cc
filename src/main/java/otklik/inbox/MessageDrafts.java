package otklik.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
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
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * First messages that are not sent yet: one for each message and author, saved while the person types. It stays when the lease ends or the
 * browser is closed (E3, E4), until it is sent, handed to a colleague or deleted.
 */
@Service
public class MessageDrafts {
    private final JdbcClient jdbc;
    private final Policy policy;
    private final Signals signals;
    private final Clock clock;

    MessageDrafts(JdbcClient jdbc, Policy policy, Signals signals, Clock clock) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * @param author login of who writes
     * @param manager login of the manager in whose name it is written
     */
    public record Draft(String author, @Nullable String manager, String text, Instant savedAt) {}

    /** What was written of a message, the newest first; nothing for those who may not decide on messages. */
    public List<Draft> of(String number) {
        return policy.may(Section.INBOX, Action.CHANGE)
                ? jdbc.sql("select * from message_draft where message_number = ? order by saved_at desc, author")
                        .param(number)
                        .query(MessageDrafts::draft)
                        .list()
                : List.of();
    }

    /** The person's own. */
    public Optional<Draft> find(String number, String author) {
        return of(number).stream()
                .filter(draft -> draft.author().equals(author))
                .findFirst();
    }

    /** Saves the text, or forgets the draft when it is blank. */
    @Transactional
    public void save(String number, String author, @Nullable String manager, String text) {
        policy.require(Section.INBOX, Action.CHANGE);
        if (CurrentUser.isTrying()) {
            throw new Refusal("security.onlyTrying");
        }
        if (text.isBlank()) {
            forget(number, author);
            return;
        }
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var updated = jdbc.sql(
                        "update message_draft set manager = ?, text = ?, saved_at = ? where message_number = ? and author = ?")
                .params(manager, text, now, number, author)
                .update();
        if (updated == 0) {
            jdbc.sql(
                            "insert into message_draft (message_number, author, manager, text, saved_at) values (?, ?, ?, ?, ?)")
                    .params(number, author, manager, text, now)
                    .update();
        }
    }

    @Transactional
    public void forget(String number, String author) {
        jdbc.sql("delete from message_draft where message_number = ? and author = ?")
                .params(number, author)
                .update();
    }

    /** Hands the text to a colleague, below what he has written himself; nothing is done where there is none. */
    @Transactional
    public void hand(String number, String from, String to) {
        if (from.equals(to)) {
            return;
        }
        find(number, from).ifPresent(draft -> {
            var theirs = find(number, to);
            var text = theirs.map(own -> own.text() + "\n\n" + draft.text()).orElse(draft.text());
            save(number, to, theirs.map(Draft::manager).orElse(draft.manager()), text);
            forget(number, from);
            signals.say(number);
        });
    }

    private static Draft draft(ResultSet row, int index) throws SQLException {
        return new Draft(
                row.getString("author"),
                row.getString("manager"),
                row.getString("text"),
                row.getObject("saved_at", OffsetDateTime.class).toInstant());
    }
}
