package otklik.requests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Reach;
import otklik.security.Section;
import otklik.security.WorkGroup;

/** The requests that the person of the screen may see, by filter: as a list, as columns of a board, and counted. */
@Service
public class RequestList {
    /** The statuses that are columns of the board, in this order. */
    public static final List<RequestStatus> BOARD = List.of(
            RequestStatus.NEW,
            RequestStatus.ASSIGNED,
            RequestStatus.REPLY_RECEIVED,
            RequestStatus.MANAGER_SILENT,
            RequestStatus.WAITING_FOR_CLIENT,
            RequestStatus.LATE_REPLY);

    private static final int MOST_CHANNELS = 50;

    private final JdbcClient jdbc;
    private final Policy policy;
    private final Accounts accounts;

    RequestList(JdbcClient jdbc, Policy policy, Accounts accounts) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.accounts = accounts;
    }

    /** One page, the latest message first. */
    public List<RequestCard> list(RequestFilter filter, int offset, int limit) {
        return page(filter, statuses(filter.view()), offset, limit);
    }

    /** The first cards of a column of the board, the latest message first. */
    public List<RequestCard> column(RequestFilter filter, RequestStatus status, int limit) {
        return statuses(filter.view()).contains(status) ? page(filter, EnumSet.of(status), 0, limit) : List.of();
    }

    /** How many cards stand in each column of the board; those without are left out. One query. */
    public Map<RequestStatus, Integer> columns(RequestFilter filter) {
        var question = new Question(filter, EnumSet.copyOf(BOARD));
        var counts = new EnumMap<RequestStatus, Integer>(RequestStatus.class);
        if (!question.isNothing()) {
            question.ask("select status, count(*) as n from request where ", " group by status")
                    .query((row, number) -> counts.put(RequestStatus.valueOf(row.getString("status")), row.getInt("n")))
                    .list();
            counts.keySet().retainAll(statuses(filter.view()));
        }
        return counts;
    }

    /** How many open requests stand in each view; {@link RequestView#MINE} counts the person's own. Closed ones are not counted. */
    public Map<RequestView, Integer> counts() {
        var own = own();
        var counts = new EnumMap<RequestView, Integer>(RequestView.class);
        var question = new Question(RequestFilter.of(RequestView.ALL), awaiting());
        question.ask("select status, manager, count(*) as n from request where ", " group by status, manager")
                .query((row, number) -> {
                    var status = RequestStatus.valueOf(row.getString("status"));
                    int n = row.getInt("n");
                    if (own.contains(String.valueOf(row.getString("manager")))) {
                        counts.merge(RequestView.MINE, n, Integer::sum);
                    }
                    for (var view : RequestView.values()) {
                        if (view != RequestView.MINE && statuses(view).contains(status)) {
                            counts.merge(view, n, Integer::sum);
                        }
                    }
                    return n;
                })
                .list();
        return counts;
    }

    /** How many dialogues wait for an answer of the person, or of somebody he stands for: the counter of the side bar. */
    public int countForMe() {
        var filter = RequestFilter.of(RequestView.MINE);
        var question = new Question(
                filter,
                EnumSet.of(
                        RequestStatus.REPLY_RECEIVED,
                        RequestStatus.MANAGER_SILENT,
                        RequestStatus.LATE_REPLY,
                        RequestStatus.ASSIGNED));
        return question.isNothing()
                ? 0
                : question.ask("select count(*) from request where ", "")
                        .query(Integer.class)
                        .single();
    }

    /** The channels over which requests are answered, for the filter. */
    public List<String> channels() {
        return jdbc.sql("select distinct channel from request order by channel limit " + MOST_CHANNELS)
                .query(String.class)
                .list();
    }

    private List<RequestCard> page(RequestFilter filter, Set<RequestStatus> statuses, int offset, int limit) {
        var question = new Question(filter, statuses);
        return question.isNothing()
                ? List.of()
                : question.ask(
                                "select * from request where ",
                                " order by last_message_at desc, id desc limit :limit offset :offset")
                        .param("limit", limit)
                        .param("offset", offset)
                        .query(Requests::card)
                        .list();
    }

    private static Set<RequestStatus> statuses(RequestView view) {
        return switch (view) {
            case ALL -> EnumSet.allOf(RequestStatus.class);
            case MINE -> awaiting();
            case CLOSED -> EnumSet.complementOf(EnumSet.copyOf(awaiting()));
            case REPLY_RECEIVED -> EnumSet.of(RequestStatus.REPLY_RECEIVED, RequestStatus.LATE_REPLY);
            case NEW -> EnumSet.of(RequestStatus.NEW);
            case MANAGER_SILENT -> EnumSet.of(RequestStatus.MANAGER_SILENT);
            case WAITING_FOR_CLIENT -> EnumSet.of(RequestStatus.WAITING_FOR_CLIENT);
        };
    }

    /** Open ones and those whose client wrote after the closing. */
    private static Set<RequestStatus> awaiting() {
        var statuses = EnumSet.of(RequestStatus.LATE_REPLY);
        Arrays.stream(RequestStatus.values()).filter(RequestStatus::isOpen).forEach(statuses::add);
        return statuses;
    }

    /** Whose requests count as the person's own: also those of the absent ones he stands for. */
    private Set<String> own() {
        return CurrentUser.login().map(login -> accounts.standing(login).own()).orElseGet(Set::of);
    }

    /** A condition with its parameters. */
    private final class Question {
        private final Reach reach = policy.reach(Section.REQUESTS, Action.VIEW);
        private final List<String> conditions = new ArrayList<>();
        private final Map<String, Object> parameters = new HashMap<>();
        private boolean nothing;

        Question(RequestFilter filter, Set<RequestStatus> statuses) {
            conditions.add(Requests.condition(reach));
            if (statuses.size() < RequestStatus.values().length) {
                narrow(
                        "status in (:statuses)",
                        "statuses",
                        statuses.stream().map(Enum::name).toList());
            }
            if (filter.view() == RequestView.MINE) {
                var own = own();
                nothing = own.isEmpty();
                narrow("manager in (:own)", "own", own);
            }
            if (filter.manager() != null) {
                narrow("manager = :manager", "manager", filter.manager());
            }
            if (filter.team() != null) {
                var members = new HashSet<>(
                        accounts.group(filter.team()).map(WorkGroup::members).orElse(Set.of()));
                members.add("");
                narrow("(manager in (:members) or manager is null and queue = :team)", "members", members);
                parameters.put("team", filter.team());
            }
            if (filter.channel() != null) {
                narrow("channel = :channel", "channel", filter.channel());
            }
            if (filter.warned()) {
                conditions.add("warned = true");
            }
            if (!filter.text().isEmpty()) {
                var needle = filter.text().toLowerCase(Locale.ROOT);
                narrow(
                        "(lower(client_name) like :text or client_address like :text or lower(number) = :exact"
                                + " or lower(title) like :text)",
                        "text",
                        "%" + needle + "%");
                parameters.put("exact", needle);
            }
        }

        private void narrow(String condition, String parameter, Object value) {
            conditions.add(condition);
            parameters.put(parameter, value);
        }

        boolean isNothing() {
            return nothing;
        }

        JdbcClient.StatementSpec ask(String before, String after) {
            var statement = reach.bind(jdbc.sql(before + String.join(" and ", conditions) + after));
            for (var parameter : parameters.entrySet()) {
                statement = statement.param(parameter.getKey(), parameter.getValue());
            }
            return statement;
        }
    }
}
