package otklik.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.engine.Deadlines;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.requests.ThreadEntry.Kind;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.staff.Absences;

/**
 * How busy managers are, and when each will get to one more request: now, and as much of the company's working time as the answers that
 * wait for him take at his own pace of the last fourteen days. Two queries, however many managers are asked for.
 */
@Service
public class Workload {
    /** The pace is measured over so many days. */
    public static final int DAYS = 14;

    /** Who would need longer than this gets no hour: it would be a guess. */
    private static final double MOST_HOURS = 400;

    private static final double SECONDS = 3600;

    private final JdbcClient jdbc;
    private final Policy policy;
    private final Deadlines deadlines;
    private final Absences absences;
    private final Parameters parameters;
    private final Clock clock;

    Workload(
            JdbcClient jdbc,
            Policy policy,
            Deadlines deadlines,
            Absences absences,
            Parameters parameters,
            Clock clock) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.deadlines = deadlines;
        this.absences = absences;
        this.parameters = parameters;
        this.clock = clock;
    }

    /**
     * @param open dialogues of his that are not closed
     * @param waiting those of them that wait for his answer
     * @param answers he has sent in the last fourteen days
     * @param workingHours of the company in these days
     * @param perHour answers per working hour, by which the hour is counted; zero where nobody has answered yet
     * @param ownPace whether it is his own; else that of all the managers together, each for his share
     * @param away whether he is absent today
     * @param free when he will get to one more; none where it cannot be said: he is away, or there is no pace
     */
    public record Load(
            int open,
            int waiting,
            int answers,
            double workingHours,
            double perHour,
            boolean ownPace,
            boolean away,
            @Nullable Instant free) {

        /** Whether he would get to it sooner than the other. */
        public boolean isFasterThan(Load other) {
            return free != null && (other.free == null || free.isBefore(other.free));
        }
    }

    private record Hand(int open, int waiting) {}

    /** The load of each of the managers; only for those who may open requests. */
    public Map<String, Load> of(Collection<String> managers) {
        policy.require(Section.REQUESTS, Action.CREATE);
        if (managers.isEmpty()) {
            return Map.of();
        }
        var now = clock.instant();
        var since = now.minus(Duration.ofDays(DAYS));
        var hands = hands(managers);
        var answers = answers(managers, since);
        var hours = deadlines.workingBetween(since, now).toSeconds() / SECONDS;
        var common = hours == 0
                ? 0
                : answers.values().stream().mapToInt(Integer::intValue).sum() / hours / managers.size();
        var away = absences.away(LocalDate.ofInstant(now, parameters.zone(Parameter.COMPANY_ZONE)));
        var loads = new LinkedHashMap<String, Load>();
        for (var manager : managers) {
            var hand = hands.getOrDefault(manager, new Hand(0, 0));
            var own = answers.getOrDefault(manager, 0);
            var isOwn = own > 0 && hours > 0;
            var perHour = isOwn ? own / hours : common;
            var isAway = away.contains(manager);
            loads.put(
                    manager,
                    new Load(
                            hand.open(),
                            hand.waiting(),
                            own,
                            hours,
                            perHour,
                            isOwn,
                            isAway,
                            isAway ? null : free(now, hand.waiting(), perHour)));
        }
        return loads;
    }

    private @Nullable Instant free(Instant now, int waiting, double perHour) {
        if (waiting > 0 && (perHour == 0 || waiting / perHour > MOST_HOURS)) {
            return null;
        }
        var hours = waiting == 0 ? 0 : waiting / perHour;
        return deadlines.working(now, Duration.ofSeconds(Math.round(hours * SECONDS)));
    }

    private Map<String, Hand> hands(Collection<String> managers) {
        var hands = new HashMap<String, Hand>();
        jdbc.sql(
                        """
                        select manager, count(*) as dialogues, sum(case when ball = 'MANAGER' then 1 else 0 end) as waiting
                        from request where manager in (:managers) and status in (:open) group by manager""")
                .param("managers", Set.copyOf(managers))
                .param("open", open())
                .query((row, index) ->
                        hands.put(row.getString("manager"), new Hand(row.getInt("dialogues"), row.getInt("waiting"))))
                .list();
        return hands;
    }

    private Map<String, Integer> answers(Collection<String> managers, Instant since) {
        var answers = new HashMap<String, Integer>();
        jdbc.sql(
                        """
                        select author, count(*) as answers from request_entry
                        where author in (:managers) and kind = :kind and at >= :since group by author""")
                .param("managers", Set.copyOf(managers))
                .param("kind", Kind.TO_CLIENT.name())
                .param("since", OffsetDateTime.ofInstant(since, ZoneOffset.UTC))
                .query((row, index) -> answers.put(row.getString("author"), row.getInt("answers")))
                .list();
        return answers;
    }

    private static List<String> open() {
        return java.util.Arrays.stream(RequestStatus.values())
                .filter(RequestStatus::isOpen)
                .map(Enum::name)
                .toList();
    }
}
