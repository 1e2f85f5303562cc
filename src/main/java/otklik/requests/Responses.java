package otklik.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.engine.Deadlines;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * How fast clients are answered (S0.32). Measured from the client's first message without an answer to our next letter, in the working
 * time of the company's calendar as it is on that day; written with the answer and never counted anew. A message that needs no answer, or
 * that was left without one when the request was closed, is not counted.
 */
@Service
public class Responses {
    private final JdbcClient jdbc;
    private final Dialogue dialogue;
    private final Deadlines deadlines;
    private final Policy policy;
    private final Clock clock;

    Responses(JdbcClient jdbc, Dialogue dialogue, Deadlines deadlines, Policy policy, Clock clock) {
        this.jdbc = jdbc;
        this.dialogue = dialogue;
        this.deadlines = deadlines;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * How a request stands with its answers.
     *
     * @param askedAt since when the client waits; none while he does not
     * @param waiting how long he has waited, in working time; none while he does not
     * @param first the first answer; none before it
     * @param last the newest answer; none before the first
     */
    public record Standing(
            @Nullable Instant askedAt,
            @Nullable Duration waiting,
            @Nullable ResponseTime first,
            @Nullable ResponseTime last) {
        static final Standing NONE = new Standing(null, null, null, null);
    }

    /**
     * The figures of one manager.
     *
     * @param answers how many answers he gave
     * @param firstAnswers how many of them were the first of their request
     * @param median half of his answers came within this working time
     * @param ninth nine answers of ten came within this working time
     * @param firstMedian half of the first answers came within this working time; zero without one
     */
    public record OfManager(
            String manager, int answers, int firstAnswers, Duration median, Duration ninth, Duration firstMedian) {}

    /** Notes the answer that is being sent, in its transaction. A further letter of ours that nobody waited for is not counted. */
    void answered(Request request, String manager, String author, String letter) {
        var now = clock.instant();
        dialogue.askedAt(request.id()).ifPresent(askedAt -> {
            jdbc.sql(
                            """
                            insert into request_response (request_number, manager, author, letter, asked_at, answered_at,
                                first_answer, working_seconds, seconds)
                            select :number, :manager, :author, :letter, :asked, :answered,
                                not exists (select 1 from request_response where request_number = :number),
                                :working, :seconds""")
                    .param("number", request.number())
                    .param("manager", manager)
                    .param("author", author)
                    .param("letter", letter)
                    .param("asked", askedAt.atOffset(ZoneOffset.UTC))
                    .param("answered", now.atOffset(ZoneOffset.UTC))
                    .param("working", deadlines.workingBetween(askedAt, now).toSeconds())
                    .param("seconds", Duration.between(askedAt, now).toSeconds())
                    .update();
            dialogue.settle(request.id());
        });
    }

    /** The answer never arrived: what it answered waits again, and it is no figure. */
    void takenBack(Request request, String letter) {
        jdbc.sql("select asked_at from request_response where letter = ?")
                .param(letter)
                .query((row, index) -> row.getObject("asked_at", OffsetDateTime.class))
                .optional()
                .ifPresent(asked -> {
                    dialogue.unsettle(request.id(), asked, letter);
                    jdbc.sql("delete from request_response where letter = ?")
                            .param(letter)
                            .update();
                });
    }

    /** How requests that may be seen stand, by number; for a page of a list, with three queries whatever its length. */
    public Map<String, Standing> of(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        var asked = dialogue.askedAt(numbers);
        var working = deadlines.workingSince(asked.values(), clock.instant());
        var first = new HashMap<String, ResponseTime>();
        var last = new HashMap<String, ResponseTime>();
        jdbc.sql(
                        """
                        select * from request_response where id in (
                            select min(id) from request_response where request_number in (:numbers) group by request_number
                            union all
                            select max(id) from request_response where request_number in (:numbers) group by request_number)
                        order by id""")
                .param("numbers", numbers)
                .query(Responses::responseTime)
                .list()
                .forEach(answer -> {
                    first.putIfAbsent(answer.number(), answer);
                    last.put(answer.number(), answer);
                });
        var standings = new HashMap<String, Standing>();
        numbers.forEach(number -> {
            var since = asked.get(number);
            standings.put(
                    number,
                    new Standing(
                            since, since == null ? null : working.get(since), first.get(number), last.get(number)));
        });
        return standings;
    }

    public Standing of(String number) {
        return of(List.of(number)).getOrDefault(number, Standing.NONE);
    }

    /** The managers whose reports the person may see, by name of login, with their answers since the moment. */
    public List<OfManager> managers(Instant since) {
        var reach = policy.reach(Section.REPORTS, Action.VIEW);
        return reach.bind(jdbc.sql(
                                """
                                select manager, count(*) as answers, sum(case when first_answer then 1 else 0 end) as first_answers,
                                    percentile_cont(0.5) within group (order by working_seconds) as median,
                                    percentile_cont(0.9) within group (order by working_seconds) as ninth,
                                    percentile_cont(0.5) within group (order by case when first_answer then working_seconds end)
                                        as first_median
                                from request_response where answered_at >= :since and """
                                        + " " + reach.condition("manager", "manager")
                                        + " group by manager order by manager limit 500")
                        .param("since", since.atOffset(ZoneOffset.UTC)))
                .query((row, number) -> new OfManager(
                        row.getString("manager"),
                        row.getInt("answers"),
                        row.getInt("first_answers"),
                        seconds(row, "median"),
                        seconds(row, "ninth"),
                        seconds(row, "first_median")))
                .list();
    }

    /** The answers behind the figures of a manager whose reports the person may see, the slowest first; at most a hundred. */
    public List<ResponseTime> slowest(String manager, Instant since) {
        policy.require(Section.REPORTS, Action.VIEW, manager, null);
        return jdbc.sql(
                        """
                        select * from request_response where manager = ? and answered_at >= ?
                        order by working_seconds desc, id desc limit 100""")
                .params(manager, since.atOffset(ZoneOffset.UTC))
                .query(Responses::responseTime)
                .list();
    }

    private static Duration seconds(ResultSet row, String column) throws SQLException {
        return Duration.ofSeconds(Math.round(row.getDouble(column)));
    }

    private static ResponseTime responseTime(ResultSet row, int number) throws SQLException {
        return new ResponseTime(
                row.getString("request_number"),
                row.getString("manager"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                row.getObject("answered_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("first_answer"),
                Duration.ofSeconds(row.getLong("working_seconds")),
                Duration.ofSeconds(row.getLong("seconds")));
    }
}
