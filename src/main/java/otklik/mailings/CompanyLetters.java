package otklik.mailings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.customers.Companies;
import otklik.history.History;
import otklik.mail.LetterKind;
import otklik.mail.LetterReaders;
import otklik.mail.LetterReceived;
import otklik.mail.Letters;
import otklik.mail.Outbox;
import otklik.mail.OutgoingLetter;
import otklik.mail.OutgoingLetter.State;
import otklik.notices.Notices;

/** The letters that were sent to a company, and what it answered to them (S2.35). */
@Service
public class CompanyLetters implements LetterReaders {
    private static final String COMPANY = "K-";

    private final JdbcClient jdbc;
    private final Companies companies;
    private final Outbox outbox;
    private final Letters letters;
    private final History history;
    private final Notices notices;

    CompanyLetters(
            JdbcClient jdbc, Companies companies, Outbox outbox, Letters letters, History history, Notices notices) {
        this.jdbc = jdbc;
        this.companies = companies;
        this.outbox = outbox;
        this.letters = letters;
        this.history = history;
        this.notices = notices;
    }

    /**
     * A letter on the page of a company.
     *
     * @param received id of a received letter; none of one that we sent
     * @param address to which it went, or from which it came
     * @param state of a sent letter; none of a received one
     * @param problem why a sent letter did not arrive
     */
    public record Line(
            @Nullable Long received,
            String number,
            Instant at,
            String address,
            String subject,
            String text,
            @Nullable State state,
            @Nullable String problem) {}

    /** The newest letters of a company, the newest first; none for who may not see the company. Three queries. */
    public List<Line> of(String company, int limit) {
        if (companies.find(company).isEmpty()) {
            return List.of();
        }
        var lines = new ArrayList<Line>();
        outbox.ofCase(company, limit).forEach(letter -> lines.add(sent(letter)));
        var answers = jdbc.sql("select letter_id from company_answer where company = ? order by letter_id desc limit ?")
                .params(company, limit)
                .query(Long.class)
                .list();
        letters.find(answers)
                .forEach(letter -> lines.add(new Line(
                        letter.id(),
                        "",
                        letter.receivedAt(),
                        letter.fromAddress(),
                        letter.subject(),
                        letter.text(),
                        null,
                        null)));
        return lines.stream()
                .sorted(Comparator.comparing(Line::at).reversed())
                .limit(limit)
                .toList();
    }

    private static Line sent(OutgoingLetter letter) {
        var at = letter.sentAt();
        return new Line(
                null,
                letter.number(),
                at == null ? letter.createdAt() : at,
                letter.to(),
                letter.subject(),
                // The way out is the recipient's own: who reads the letter here must not go it in his stead.
                letter.text().replaceAll("/" + WayOut.PATH + "/\\S+", "/" + WayOut.PATH + "/…"),
                letter.state(),
                letter.lastError());
    }

    /** Who sees the company reads what it answered. */
    @Override
    public boolean mayRead(long letter) {
        return jdbc.sql("select company from company_answer where letter_id = ?")
                .param(letter)
                .query(String.class)
                .optional()
                .flatMap(companies::find)
                .isPresent();
    }

    /** An answer is a contact, and whoever is responsible is told of it; what machines answer is neither. */
    @EventListener
    void on(LetterReceived received) {
        var answered = received.answerTo();
        var letter = received.letter();
        if (answered == null || !answered.caseKey().startsWith(COMPANY) || letter.kind() != LetterKind.PERSONAL) {
            return;
        }
        var number = answered.caseKey();
        jdbc.sql("insert into company_answer (letter_id, company, answered) values (?, ?, ?)")
                .params(letter.id(), number, answered.number())
                .update();
        history.tell(new History.Change(number, "companyAnswered")
                .from(null, letter.subject())
                .because(letter.fromAddress()));
        companies.contacted(number, letter.receivedAt());
        companies.find(number).ifPresent(company -> {
            var responsible = company.form().responsible();
            if (responsible != null) {
                notices.tell(
                        responsible, "companyAnswered", number, "companies/" + number + "/letters", company.name());
            }
        });
    }
}
