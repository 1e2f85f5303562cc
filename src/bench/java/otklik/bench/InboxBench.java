package otklik.bench;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import otklik.NodeOfTest;
import otklik.PostgresServer;
import otklik.inbox.MessageFilter;
import otklik.inbox.MessageView;
import otklik.inbox.Messages;
import otklik.requests.RequestFilter;
import otklik.requests.RequestList;
import otklik.requests.RequestView;
import otklik.requests.Requests;
import otklik.requests.Workload;
import otklik.security.Account;
import otklik.security.Role;
import otklik.staff.Employees;

/**
 * How long the lists take at 200,000 messages and 50,000 open requests: first page, filters, counters, the next free message, the load of
 * managers; beside the queries one would write first. Keeps the plans of the product's own statements in {@code src/bench/plans}. One
 * command: {@code ./mvnw -q -Pbench test-compile exec:java -Dexec.mainClass=otklik.bench.InboxBench}
 */
public final class InboxBench implements AutoCloseable {
    private static final int MESSAGES = 200_000;
    private static final int UNREAD = 8_000;
    private static final int REQUESTS = 50_000;
    private static final int ANSWERS = 150_000;
    private static final int MANAGERS = 40;
    private static final int PAGE = 50;
    private static final int ROUNDS = 40;

    private final PostgresServer.Database database = PostgresServer.fresh("inbox_bench");
    private final NodeOfTest node =
            NodeOfTest.start(database.properties(), List.of(Statements.InNode.class), "postgres");
    private final JdbcClient jdbc = node.bean(JdbcClient.class);

    private final ListTimes times = new ListTimes(jdbc, ROUNDS);

    private InboxBench() {}

    public static void main(String[] args) throws Exception {
        try (var bench = new InboxBench()) {
            bench.fill();
            bench.measure();
        }
        System.exit(0);
    }

    private void fill() throws Exception {
        hire("operator", Role.OPERATOR);
        hire("head", Role.HEAD);
        IntStream.range(0, MANAGERS).forEach(number -> hire("manager" + number, Role.MANAGER));
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into request (id, number, client_name, client_address, title, status, ball, manager, opened_at,
                        last_message_at, last_message, last_from_client, warned, version, channel, person)
                    select n, 'R-' || n, 'Client ' || n %% 20000, 'c' || n %% 20000 || '@firm' || n %% 3000 || '.example', 'Title ' || n,
                        (array['NEW', 'ASSIGNED', 'REPLY_RECEIVED', 'WAITING_FOR_CLIENT', 'WAITING_FOR_CLIENT', 'MANAGER_SILENT'])[1 + n %% 6],
                        (array['MANAGER', 'MANAGER', 'MANAGER', 'CLIENT', 'CLIENT', 'MANAGER'])[1 + n %% 6],
                        case when n %% 6 = 0 then null else 'manager' || n %% %d end,
                        now() - n * interval '3 minutes', now() - n * interval '1 minute', 'The last words', n %% 2 = 0, false, 0, 'mail',
                        'P-' || n %% 20000
                    from generate_series(1, %d) n"""
                            .formatted(MANAGERS, REQUESTS));
            statement.execute(
                    """
                    insert into request_entry (request_id, kind, at, author, text, channel)
                    select 1 + n %% %d, case when n %% 3 = 0 then 'FROM_CLIENT' else 'TO_CLIENT' end, now() - n * interval '20 seconds',
                        'manager' || n %% %d, 'words', 'mail' from generate_series(1, %d) n"""
                            .formatted(REQUESTS, MANAGERS, ANSWERS));
            statement.execute(
                    """
                    insert into message (id, number, source, sender_name, sender_address, subject, text, preview, fingerprint, automatic,
                        status, received_at, decided_at, decided_by, version, channel, person, words, files, earlier, group_number,
                        repeats, revision, sender_domain)
                    select n, 'M-' || n, (array['mail', 'mail', 'mail', 'site', 'vk', 'telegram', 'feed'])[1 + n %% 7],
                        'Sender ' || n %% 20000, 'c' || n %% 20000 || '@firm' || n %% 3000 || '.example', 'Question ' || n,
                        repeat('Some words of a letter. ', 40), 'Some words of a letter.', md5(n::text), false,
                        case when n > %1$d - %2$d then 'UNREAD'
                            else (array['READ', 'READ', 'READ', 'REQUEST', 'SPAM', 'READ', 'READ', 'READ', 'READ', 'REPEAT'])[1 + n %% 10] end,
                        now() - (%1$d - n) * interval '30 seconds', case when n <= %1$d - %2$d then now() end,
                        case when n <= %1$d - %2$d then 'operator' || n %% 20 end, 0, 'mail', 'P-' || n %% 20000,
                        'sender ' || n %% 20000 || ' c' || n %% 20000 || ' firm' || n %% 3000 || ' example company' || n %% 500
                            || ' question ' || n, n %% 12 = 0, n %% 25 = 0, 'M-' || n, 0, 1, 'firm' || n %% 3000 || '.example'
                    from generate_series(1, %1$d) n"""
                            .formatted(MESSAGES, UNREAD));
            statement.execute(
                    """
                    insert into work_item (task_id, process_key, process_definition_id, process_instance_id, business_key, task_key, title,
                        subject, candidate_group, assignee, lease_until, priority, created_at, for_all)
                    select 't' || n, 'lead-handling', 'lead-handling:1', 'p' || n, 'M-' || n, 'userTask_reviewMessage', 'Review the message',
                        'x', 'operator', case when n %% 130 = 0 then 'operator' || n %% 20 end,
                        case when n %% 130 = 0 then now() + interval '1 hour' end, 50, now(), false
                    from generate_series(%1$d - %2$d + 1, %1$d) n"""
                            .formatted(MESSAGES, UNREAD));
            statement.execute("vacuum analyze");
        }
        System.out.printf(
                "%,d messages (%,d unread), %,d open requests of %d managers; PostgreSQL 16, %d processors%n%n",
                MESSAGES, UNREAD, REQUESTS, MANAGERS, Runtime.getRuntime().availableProcessors());
    }

    private void hire(String login, Role role) {
        node.bean(Employees.class)
                .add(login, login, login + "@otklik.example", "secret123", Set.of(role), Locale.ENGLISH);
    }

    private void measure() throws IOException {
        times.header();
        var messages = node.bean(Messages.class);
        var unread = MessageFilter.of(MessageView.UNREAD);
        var done = MessageFilter.of(MessageView.DONE);
        var today = LocalDate.now(java.time.ZoneOffset.UTC);
        signIn("operator");
        times.ours("inbox-first-page", () -> messages.list(unread, 0, PAGE));
        times.ours("inbox-tenth-page", () -> messages.list(done, 9 * PAGE, PAGE));
        times.ours("inbox-done", () -> messages.list(done, 0, PAGE));
        times.ours("inbox-set-aside", () -> messages.list(MessageFilter.of(MessageView.SET_ASIDE), 0, PAGE));
        times.ours("inbox-source", () -> messages.list(unread.of("feed"), 0, PAGE));
        times.ours("inbox-text-rare", () -> messages.list(done.saying("question 777"), 0, PAGE));
        times.ours("inbox-text-company", () -> messages.list(done.saying("company44"), 0, PAGE));
        times.ours("inbox-text-everywhere", () -> messages.list(done.saying("example"), 0, PAGE));
        times.ours("inbox-text-nowhere", () -> messages.list(done.saying("nothingofthekind"), 0, PAGE));
        times.ours(
                "inbox-period", () -> messages.list(done.between(today.minusDays(40), today.minusDays(30)), 0, PAGE));
        times.ours("inbox-files", () -> messages.list(done.withFiles(true), 0, PAGE));
        times.ours("inbox-earlier", () -> messages.list(unread.withEarlier(true), 0, PAGE));
        times.ours("inbox-mine", () -> messages.list(done.mine(true), 0, PAGE));
        times.ours("inbox-counters", () -> messages.counts(unread));
        times.ours("inbox-counters-filtered", () -> messages.counts(unread.withFiles(true)));
        times.ours("inbox-counters-done", () -> messages.counts(done));
        times.ours("inbox-unread-counter", messages::countUnread);
        times.ours("inbox-neighbour", () -> messages.neighbour(unread, "M-" + (MESSAGES - 100), true));
        var managers = node.bean(Requests.class).managersToOpenFor().stream()
                .map(Account::login)
                .toList();
        times.ours("managers-load", () -> node.bean(Workload.class).of(managers));
        System.out.println();
        requests();
        System.out.println();
        naive();
        times.verdict();
    }

    private void requests() throws IOException {
        var requests = node.bean(RequestList.class);
        signIn("head");
        times.ours("requests-first-page", () -> requests.list(RequestFilter.of(RequestView.ALL), 0, PAGE));
        times.ours("requests-replies", () -> requests.list(RequestFilter.of(RequestView.REPLY_RECEIVED), 0, PAGE));
        times.ours("requests-board-columns", () -> requests.columns(RequestFilter.of(RequestView.ALL)));
        times.ours("requests-counters", requests::counts);
        signIn("manager7");
        times.ours("requests-mine", () -> requests.list(RequestFilter.of(RequestView.MINE), 0, PAGE));
        times.ours("requests-counters-of-a-manager", requests::counts);
    }

    /** What one would write first. */
    private void naive() {
        signIn("operator");
        times.naive(
                "list by statuses",
                "select * from message where status in ('READ', 'REQUEST') order by received_at desc limit 50 offset 450");
        times.naive(
                "search by like",
                "select * from message where status in ('READ', 'REQUEST') and (lower(sender_name) like '%nothing%' or sender_address like '%nothing%'"
                        + " or lower(subject) like '%nothing%') order by received_at desc limit 50");
        times.naive(
                "counters, each row counted",
                "select source, count(*) from message where status in ('READ', 'REQUEST') group by source");
        times.naive(
                "earlier contact by join",
                "select m.* from message m where status in ('READ', 'REQUEST') and exists (select 1 from request r where r.person = m.person"
                        + " and r.opened_at < m.received_at - interval '300 days') order by received_at desc limit 50");
    }

    private static void signIn(String login) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(login, "", List.of()));
    }

    @Override
    public void close() {
        node.close();
    }
}
