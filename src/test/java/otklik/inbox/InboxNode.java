package otklik.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.NodeOfTest;
import otklik.engine.Attempts;
import otklik.mail.LetterKind;
import otklik.mail.LetterReceived;
import otklik.mail.ReceivedLetter;
import otklik.requests.Inbound;
import otklik.security.Role;
import otklik.staff.Employees;
import otklik.work.WorkItems;

/** A whole node with an operator and an administrator, into which letters come as the mailbox brings them. */
final class InboxNode implements AutoCloseable {
    static final String OPERATOR = "nina";
    static final String ADMINISTRATOR = "root";

    private static final AtomicLong LETTERS = new AtomicLong(5000);

    final NodeOfTest node;
    final Messages messages;

    InboxNode(Map<String, String> properties) {
        node = NodeOfTest.start(properties, List.of(Mailbox.class), "rules");
        messages = node.bean(Messages.class);
        person(OPERATOR, Role.OPERATOR);
        person(ADMINISTRATOR, Role.ADMINISTRATOR);
    }

    /** Says what the reception says when a letter is stored. */
    static class Mailbox {
        @Autowired
        private ApplicationEventPublisher publisher;

        void bring(ReceivedLetter letter) {
            publisher.publishEvent(new LetterReceived(letter, null));
        }
    }

    private void person(String login, Role role) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }

    static void signIn(String login, Role role) {
        SecurityContextHolder.getContext()
                .setAuthentication(new UsernamePasswordAuthenticationToken(
                        login, "", AuthorityUtils.createAuthorityList("ROLE_" + role.name())));
    }

    static void signOut() {
        SecurityContextHolder.clearContext();
    }

    /** A letter of a person comes in; the number of its message. */
    String letter(String from, String subject, String text) {
        return letter(from, subject, text, LetterKind.PERSONAL);
    }

    String letter(String from, String subject, String text, LetterKind kind) {
        long id = LETTERS.incrementAndGet();
        var now = Instant.now();
        var letter = new ReceivedLetter(
                id, null, null, List.of(), from, "", subject, text, false, kind, now, now, List.of(), false);
        node.bean(Attempts.class).run(() -> node.bean(Mailbox.class).bring(letter));
        return jdbc().sql("select number from message where letter_id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    /** A person who has written a letter writes by another source; the number of the message. */
    String item(String source, String address, String subject, String text) {
        var person = jdbc().sql("select person from message where sender_address = ? limit 1")
                .param(address)
                .query(String.class)
                .single();
        var number = new String[1];
        node.bean(Attempts.class).run(() -> {
            number[0] = messages.receive(new Arrival(
                    source,
                    new Inbound("mail", address, address, person, subject, text, null, null),
                    null,
                    source + subject + text.hashCode() + address,
                    false,
                    null));
        });
        return number[0];
    }

    MessageCard card(String number) {
        return messages.find(number).orElseThrow();
    }

    MessageStatus status(String number) {
        return card(number).status();
    }

    void decide(String number, String decision) {
        signIn(OPERATOR, Role.OPERATOR);
        var work = node.bean(WorkItems.class);
        var task = work.ofCase(number).get(0).taskId();
        work.claim(task, OPERATOR);
        work.complete(task, Map.of("decision", decision));
        signOut();
    }

    void restore(String number) {
        signIn(OPERATOR, Role.OPERATOR);
        messages.restore(number);
        signOut();
    }

    JdbcClient jdbc() {
        return node.bean(JdbcClient.class);
    }

    @Override
    public void close() {
        node.close();
    }
}
