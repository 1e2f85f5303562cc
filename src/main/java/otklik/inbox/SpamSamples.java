package otklik.inbox;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.engine.OneNodeAtATime;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * From time to time an operator looks at some of the messages that nobody has seen because rules hid them: so the company learns of a rule
 * that hides what it should not. Each rule that hid anything has its share of a sample.
 */
@Service
public class SpamSamples {
    static final String PREFIX = "SP-";
    /** Out of so many hidden messages, the newest, a sample is drawn. */
    private static final int DRAWN_FROM = 20_000;

    private static final Pattern NUMBER = Pattern.compile("(?i)M-\\d{1,18}");

    private final JdbcClient jdbc;
    private final MessageRepository repository;
    private final Messages messages;
    private final SpamSampleProcess process;
    private final OneNodeAtATime oneNode;
    private final History history;
    private final Policy policy;
    private final Signals signals;
    private final Parameters parameters;
    private final Clock clock;
    private final Random random = new Random();

    SpamSamples(
            JdbcClient jdbc,
            MessageRepository repository,
            Messages messages,
            @Lazy SpamSampleProcess process,
            OneNodeAtATime oneNode,
            History history,
            Policy policy,
            Signals signals,
            Parameters parameters,
            Clock clock) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.messages = messages;
        this.process = process;
        this.oneNode = oneNode;
        this.history = history;
        this.policy = policy;
        this.signals = signals;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** What a person says of a hidden message. */
    public enum Verdict {
        RIGHTLY_HIDDEN,
        RESTORE
    }

    /** @param verdict null as long as nobody has looked at it */
    public record Item(MessageCard message, @Nullable Verdict verdict) {}

    private record Hidden(String number, String because) {}

    /** One sample is always waited for; the first one from the first start on. */
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        oneNode.run(() -> {
            var waiting = jdbc.sql("select count(*) from spam_sample where drawn_at is null")
                    .query(Long.class)
                    .single();
            if (waiting == 0) {
                plan();
            }
        });
    }

    private void plan() {
        var number = PREFIX
                + jdbc.sql("select nextval('spam_sample_number')")
                        .query(Long.class)
                        .single();
        jdbc.sql("insert into spam_sample (number) values (?)").param(number).update();
        process.planned(number);
    }

    /** Draws the sample, plans the next one, and returns how many messages there are to look at. */
    @Transactional
    public int draw(String number) {
        var chosen = choose(parameters.number(Parameter.SPAM_SAMPLE_SIZE));
        for (int i = 0; i < chosen.size(); i++) {
            jdbc.sql("insert into spam_sample_item (sample, message, place) values (?, ?, ?)")
                    .params(number, chosen.get(i), i)
                    .update();
        }
        jdbc.sql("update spam_sample set drawn_at = ? where number = ?")
                .params(now(), number)
                .update();
        history.tell(new History.Change(number, "sampleDrawn").from(null, String.valueOf(chosen.size())));
        plan();
        return chosen.size();
    }

    /** In turns of every rule that hid something which nobody has looked at, by chance within each. */
    private List<String> choose(int size) {
        var hidden = jdbc.sql(
                        """
                        select m.number, coalesce(m.hidden_by, '') as because from message m
                        where m.status = 'SPAM' and m.decided_by is null
                            and not exists (select 1 from spam_sample_item i where i.message = m.number)
                        order by m.received_at desc limit ?""")
                .param(DRAWN_FROM)
                .query((row, place) -> new Hidden(row.getString("number"), row.getString("because")))
                .list();
        var shuffled = new ArrayList<>(hidden);
        Collections.shuffle(shuffled, random);
        var byRule = shuffled.stream()
                .collect(Collectors.groupingBy(
                        Hidden::because,
                        LinkedHashMap::new,
                        Collectors.mapping(Hidden::number, Collectors.toCollection(ArrayDeque::new))));
        Queue<ArrayDeque<String>> turns = new ArrayDeque<>(byRule.values());
        var chosen = new ArrayList<String>();
        while (chosen.size() < size && !turns.isEmpty()) {
            var rule = turns.remove();
            chosen.add(rule.remove());
            if (!rule.isEmpty()) {
                turns.add(rule);
            }
        }
        return chosen;
    }

    /** The messages of a sample in the order in which they are looked at; none for who may not see the inbox. */
    public List<Item> items(String number) {
        if (!policy.may(Section.INBOX, Action.VIEW)) {
            return List.of();
        }
        var verdicts = new LinkedHashMap<String, String>();
        jdbc.sql("select message, verdict from spam_sample_item where sample = ? order by place")
                .param(number)
                .query(row -> {
                    verdicts.put(row.getString("message"), String.valueOf(row.getString("verdict")));
                });
        var cards = repository.findByNumberIn(verdicts.keySet()).stream()
                .map(Message::card)
                .collect(Collectors.toMap(MessageCard::number, card -> card));
        var items = new ArrayList<Item>();
        verdicts.forEach((message, verdict) -> {
            var card = cards.get(message);
            if (card != null) {
                items.add(new Item(card, verdict.equals("null") ? null : Verdict.valueOf(verdict)));
            }
        });
        return items;
    }

    /** Keeps what a person says, until the sample is finished; a second word replaces the first. */
    @Transactional
    public void say(String number, String message, Verdict verdict) {
        policy.require(Section.INBOX, Action.CHANGE);
        var rows = jdbc.sql(
                        """
                        update spam_sample_item set verdict = ?, said_by = ?, said_at = ? where sample = ? and message = ?
                            and exists (select 1 from spam_sample where number = ? and closed_at is null)""")
                .params(verdict.name(), CurrentUser.login().orElse(null), now(), number, message, number)
                .update();
        if (rows == 0) {
            throw new Refusal("inbox.sample.over", number);
        }
        signals.say(number);
    }

    /**
     * Puts back what was hidden wrongly, notes the rest as rightly hidden, and closes the sample.
     *
     * @param restore numbers of further messages to put back, as a person types them: {@code M-12, M-15}
     * @throws Refusal when one of them is not in the sample
     */
    @Transactional
    public void record(String number, String restore) {
        var named = NUMBER.matcher(restore)
                .results()
                .map(MatchResult::group)
                .map(found -> found.toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (named.isEmpty() && !restore.isBlank()) {
            throw new Refusal("inbox.sample.unknown", restore.strip(), number);
        }
        var known = numbers(number, null);
        named.stream().filter(wrong -> !known.contains(wrong)).findFirst().ifPresent(wrong -> {
            throw new Refusal("inbox.sample.unknown", wrong, number);
        });
        named.addAll(numbers(number, Verdict.RESTORE));
        var late = named.stream().filter(messages::isTooLateToRestore).toList();
        if (!late.isEmpty()) {
            throw new Refusal("inbox.sample.tooLate", String.join(", ", late));
        }
        var by = CurrentUser.login().orElse(null);
        for (var message : named) {
            jdbc.sql(
                            "update spam_sample_item set verdict = 'RESTORE', said_by = ?, said_at = ? where sample = ? and message = ?")
                    .params(by, now(), number, message)
                    .update();
        }
        var restored = named.stream().filter(messages::restoreOfSample).count();
        jdbc.sql(
                        """
                        update spam_sample_item set verdict = 'RIGHTLY_HIDDEN', said_by = ?, said_at = ?
                        where sample = ? and verdict is null""")
                .params(by, now(), number)
                .update();
        jdbc.sql("update spam_sample set closed_at = ?, closed_by = ? where number = ?")
                .params(now(), by, number)
                .update();
        history.tell(new History.Change(number, "sampleChecked")
                .from(String.valueOf(known.size()), String.valueOf(restored)));
    }

    private Set<String> numbers(String sample, @Nullable Verdict verdict) {
        return new LinkedHashSet<>(jdbc.sql("select message from spam_sample_item where sample = :sample"
                        + (verdict == null ? "" : " and verdict = :verdict"))
                .param("sample", sample)
                .param("verdict", verdict == null ? "" : verdict.name())
                .query(String.class)
                .list());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
