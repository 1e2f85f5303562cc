package otklik.inbox;

import jakarta.annotation.PreDestroy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.inbox.SpamRule.Condition;
import otklik.inbox.SpamRule.Kind;
import otklik.kernel.Refusal;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * Answers, before a rule is switched on, what it would have hidden in the last thirty days: every message of that time is put to the rule by the
 * engine itself, page by page, the newest first.
 */
@Service
public class SpamPreviews {
    /** How far back a preview looks. */
    public static final Duration SPAN = Duration.ofDays(30);

    private static final int PAGE = 500;
    private static final int MOST = 200_000;
    private static final int SAMPLE = 20;

    private final JdbcClient jdbc;
    private final SpamTable table;
    private final SpamRules rules;
    private final MessageRepository repository;
    private final Policy policy;
    private final Clock clock;
    /** Few, so that arrivals do not wait for the curious. */
    private final ExecutorService background = Executors.newFixedThreadPool(2, task -> {
        var thread = new Thread(task, "spam-preview");
        thread.setDaemon(true);
        return thread;
    });

    SpamPreviews(
            JdbcClient jdbc,
            @Lazy SpamTable table,
            SpamRules rules,
            MessageRepository repository,
            Policy policy,
            Clock clock) {
        this.jdbc = jdbc;
        this.table = table;
        this.rules = rules;
        this.repository = repository;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * @param looked at how many messages the rule has been put to
     * @param of how many there are
     * @param hidden how many that people have seen it would have hidden from them
     * @param requests how many of these became requests: what the company would have lost
     * @param already how many more it fits that are hidden anyway
     * @param trusted how many more it fits whose senders are trusted: they come to the list all the same
     * @param sample the newest of those it would have hidden, requests first
     * @param from the moment since which the messages are; later than thirty days ago where there are too many
     */
    public record Preview(
            int looked,
            int of,
            int hidden,
            int requests,
            int already,
            int trusted,
            List<MessageCard> sample,
            Instant from) {}

    /** Told after each page of messages; false stops the work. */
    public interface Progress {
        boolean at(int looked, int of);
    }

    private record Candidate(
            long id,
            String number,
            Instant receivedAt,
            MessageStatus status,
            boolean trusted,
            @Nullable String request,
            SpamTable.Traits traits) {}

    /**
     * Begins to put the rule to the messages, in the background.
     *
     * @throws Refusal when the person may not see the rules, or the rule is none
     */
    public CompletableFuture<Preview> start(SpamRule candidate, Progress progress) {
        policy.require(Section.SETTINGS, Action.VIEW);
        var rule = candidate.isPlain() ? rules.checked(candidate) : candidate;
        return CompletableFuture.supplyAsync(() -> look(rule, progress), background);
    }

    @PreDestroy
    void stop() {
        background.shutdownNow();
    }

    private Preview look(SpamRule rule, Progress progress) {
        var now = clock.instant();
        var since = now.minus(SPAN);
        var of = Math.min(MOST, count(rule, since));
        var fits = couldFit(rule).and(table.matcher(rule));
        var hidden = new ArrayList<Candidate>();
        int looked = 0;
        int already = 0;
        int trusted = 0;
        var page = page(rule, since, now, Long.MAX_VALUE);
        var last = now;
        while (!page.isEmpty() && looked < MOST) {
            for (var message : page) {
                looked++;
                if (fits.test(message.traits())) {
                    if (message.trusted()) {
                        trusted++;
                    } else if (message.status().isSetAside()) {
                        already++;
                    } else {
                        hidden.add(message);
                    }
                }
            }
            var end = page.get(page.size() - 1);
            last = end.receivedAt();
            if (!progress.at(looked, Math.max(of, looked))) {
                break;
            }
            page = page.size() < PAGE ? List.of() : page(rule, since, last, end.id());
        }
        var requests = (int)
                hidden.stream().filter(message -> message.request() != null).count();
        return new Preview(
                looked,
                Math.max(of, looked),
                hidden.size(),
                requests,
                already,
                trusted,
                sample(hidden),
                looked < MOST ? since : last);
    }

    private List<MessageCard> sample(List<Candidate> hidden) {
        var numbers = hidden.stream()
                .sorted(Comparator.comparing((Candidate message) -> message.request() == null)
                        .thenComparing(Candidate::receivedAt, Comparator.reverseOrder()))
                .limit(SAMPLE)
                .map(Candidate::number)
                .toList();
        return repository.findByNumberIn(numbers).stream()
                .map(Message::card)
                .sorted(Comparator.comparingInt(card -> numbers.indexOf(card.number())))
                .toList();
    }

    /** What the rule cannot fit is not worth the engine's time. */
    private static Predicate<SpamTable.Traits> couldFit(SpamRule rule) {
        var words = rule.conditions().stream()
                .filter(condition -> condition.kind() == Kind.WORDS)
                .map(Condition::words)
                .findFirst()
                .orElse(List.of());
        return traits -> words.isEmpty()
                || words.stream().anyMatch(word -> traits.words().contains(word));
    }

    private static final String NARROWED =
            """
            from message m where m.received_at > :since and (m.received_at < :before or m.received_at = :before and m.id < :id)
                and (:sender = '' or m.sender_address = :sender)
                and (:domain = '' or m.sender_domain = :domain or m.sender_domain like :below)
                and (:source = '' or m.source = :source)""";

    private int count(SpamRule rule, Instant since) {
        return bound(jdbc.sql("select count(*) " + NARROWED), rule, since, clock.instant(), Long.MAX_VALUE)
                .query(Integer.class)
                .single();
    }

    private List<Candidate> page(SpamRule rule, Instant since, Instant before, long id) {
        return bound(
                        jdbc.sql(
                                """
                                select m.id, m.number, m.received_at, m.status, m.request_number, m.sender_address, m.sender_domain,
                                    m.subject, m.text, m.source,
                                    (select count(*) from trusted_sender t where t.sender = coalesce(m.person, m.sender_address)) as trusted"""
                                        + " " + NARROWED + " order by m.received_at desc, m.id desc limit " + PAGE),
                        rule,
                        since,
                        before,
                        id)
                .query(SpamPreviews::candidate)
                .list();
    }

    private static JdbcClient.StatementSpec bound(
            JdbcClient.StatementSpec sql, SpamRule rule, Instant since, Instant before, long id) {
        return sql.param("since", utc(since))
                .param("before", utc(before))
                .param("id", id)
                .param("sender", rule.value(Kind.SENDER))
                .param("domain", rule.value(Kind.DOMAIN))
                .param("below", "%." + rule.value(Kind.DOMAIN))
                .param("source", rule.value(Kind.SOURCE));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Candidate candidate(ResultSet row, int place) throws SQLException {
        return new Candidate(
                row.getLong("id"),
                row.getString("number"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                MessageStatus.valueOf(row.getString("status")),
                row.getLong("trusted") > 0,
                row.getString("request_number"),
                Message.traits(
                        row.getString("sender_address"),
                        row.getString("sender_domain"),
                        row.getString("subject"),
                        row.getString("text"),
                        row.getString("source")));
    }
}
