package otklik.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.inbox.MessageFilter;
import otklik.inbox.MessageView;
import otklik.inbox.Messages;
import otklik.inbox.SpamRule;
import otklik.inbox.SpamRule.Condition;
import otklik.inbox.SpamRule.Kind;
import otklik.inbox.SpamRules;
import otklik.mail.Incoming;

/**
 * How many letters a second one node on PostgreSQL takes in: from the bytes of the letter through parsing, person, repeats, spam rules and
 * process to the row in the list; of some mailboxes at once, with twenty spam rules in force. Beside it the same letters in a plain insert
 * each, which is what the disk and the network alone would allow. One command:
 * {@code ./mvnw -q -Pbench test-compile exec:java -Dexec.mainClass=otklik.bench.InboundBench}
 */
public final class InboundBench {
    private static final int LETTERS = 3000;
    private static final int WARM_UP = 400;
    private static final int MAILBOXES = 4;
    private static final int RULES = 20;
    private static final int WANTED_PER_SECOND = 100;
    private static final String WORDS = "We would like to train our sales department and ask for your offer. ";

    private InboundBench() {}

    public static void main(String[] args) throws Exception {
        var database = PostgresServer.fresh("inbound");
        try (var node = NodeOfTest.start(database.properties(), "postgres")) {
            var jdbc = node.bean(JdbcClient.class);
            IntStream.range(0, RULES)
                    .forEach(number -> node.bean(SpamRules.class).add(rule(number)));
            var mailboxes = IntStream.range(0, MAILBOXES)
                    .mapToObj(number -> new Incoming(node, "mailbox" + number))
                    .toList();
            take(mailboxes, 0, WARM_UP);

            var plain = plainInserts(jdbc);
            var begin = System.nanoTime();
            var micros = take(mailboxes, WARM_UP, LETTERS);
            var seconds = (System.nanoTime() - begin) / 1e9;
            var rate = LETTERS / seconds;

            System.out.printf(
                    Locale.ROOT,
                    "%,d letters of %d mailboxes, %d spam rules: %.0f a second (wanted: %d), each p50 %.1f ms, p95 %.1f ms%n",
                    LETTERS,
                    MAILBOXES,
                    RULES,
                    rate,
                    WANTED_PER_SECOND,
                    micros[LETTERS / 2] / 1000.0,
                    micros[LETTERS * 95 / 100] / 1000.0);
            System.out.printf(
                    Locale.ROOT,
                    "a plain insert of the same letters, a transaction each: %.0f a second; ours is %.2f of it%n",
                    plain,
                    rate / plain);
            print(jdbc, "letters", "select count(*) from received_letter");
            print(
                    jdbc,
                    "in the list, with a task each",
                    "select count(*) from message m join work_item w on w.business_key = m.number where m.status = 'UNREAD'");
            print(jdbc, "behind an earlier one", "select count(*) from message where status = 'REPEAT'");
            print(jdbc, "hidden by a spam rule", "select count(*) from message where hidden_by is not null");
            print(jdbc, "parked", "select count(*) from received_letter where problem is not null");
            var listed = System.nanoTime();
            node.bean(Messages.class).list(MessageFilter.of(MessageView.UNREAD), 0, 50);
            System.out.printf(Locale.ROOT, "first page of the list: %.1f ms%n", (System.nanoTime() - listed) / 1e6);
        }
    }

    private static SpamRule rule(int number) {
        var condition = number % 2 == 0
                ? new Condition(Kind.DOMAIN, "casino%d.example".formatted(number))
                : new Condition(Kind.WORDS, "jackpot number %d, lucky winner %d".formatted(number, number));
        return new SpamRule("", true, List.of(condition), "a benchmark");
    }

    /** Each mailbox on a thread of its own; how long each letter took, sorted. */
    private static long[] take(List<Incoming> mailboxes, int from, int count) throws InterruptedException {
        var micros = new long[count];
        var done = new CountDownLatch(count);
        var threads = Executors.newFixedThreadPool(mailboxes.size());
        for (int mailbox = 0; mailbox < mailboxes.size(); mailbox++) {
            int first = mailbox;
            threads.execute(() -> {
                for (int i = first; i < count; i += mailboxes.size()) {
                    var begin = System.nanoTime();
                    mailboxes.get(first).bring(letter(from + i));
                    micros[i] = (System.nanoTime() - begin) / 1000;
                    done.countDown();
                }
            });
        }
        if (!done.await(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("%d letters are left".formatted(done.getCount()));
        }
        threads.shutdown();
        Arrays.sort(micros);
        return micros;
    }

    /** Of twenty letters one repeats an earlier one and one is spam by a rule. */
    private static String letter(int number) {
        var text = number % 20 == 7 ? number - 4 : number;
        var domain = number % 20 == 13 ? "casino%d.example".formatted(number % 5 * 4) : "client.example";
        return """
                Message-ID: <%d@bench.example>
                Date: Mon, 16 Nov 2026 10:00:00 +0300
                From: Client <client%d@%s>
                To: hello@otklik.example
                Subject: Question %d
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8

                %s%s
                """
                .formatted(number, text, domain, text, WORDS.repeat(10), "Case " + text)
                .replace("\n", "\r\n");
    }

    private static double plainInserts(JdbcClient jdbc) {
        jdbc.sql("create table plain_letter (id bigint primary key, raw text, received_at timestamptz)")
                .update();
        var letters = new ArrayList<String>();
        IntStream.range(0, LETTERS).forEach(number -> letters.add(letter(number)));
        var begin = System.nanoTime();
        LongStream.range(0, LETTERS).forEach(id -> jdbc.sql("insert into plain_letter values (?, ?, now())")
                .params(id, letters.get((int) id))
                .update());
        return LETTERS / ((System.nanoTime() - begin) / 1e9);
    }

    private static void print(JdbcClient jdbc, String what, String sql) {
        System.out.printf(
                Locale.ROOT, "%,8d %s%n", jdbc.sql(sql).query(Long.class).single(), what);
    }
}
