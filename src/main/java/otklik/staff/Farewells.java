package otklik.staff;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.engine.Attempts;
import otklik.history.History;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Account;
import otklik.security.Accounts;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.security.WorkGroup;
import otklik.staff.Belongings.Misfit;
import otklik.staff.Belongings.Move;
import otklik.staff.Belongings.Target;
import otklik.staff.Belongings.Thing;
import otklik.staff.Belongings.Way;

/**
 * Leaving the company: the work of a person who leaves is counted, shared out, and taken back while that is possible. What follows what is
 * decided by the diagram {@code staff/employee-farewell}. Commission that was earned is no belonging: it stays with the person (E54).
 */
@Service
public class Farewells {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Employees employees;
    private final Accounts accounts;
    private final Rights rights;
    private final Absences absences;
    private final ObjectProvider<Belongings> belongings;
    private final FarewellProcess process;
    private final Policy policy;
    private final History history;
    private final Signals signals;
    private final Attempts attempts;
    private final Clock clock;
    private final Parameters parameters;

    Farewells(
            JdbcClient jdbc,
            JdbcTemplate batches,
            Employees employees,
            Rights rights,
            Absences absences,
            ObjectProvider<Belongings> belongings,
            @Lazy FarewellProcess process,
            Policy policy,
            History history,
            Signals signals,
            Attempts attempts,
            Clock clock,
            Parameters parameters) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.employees = employees;
        this.accounts = employees;
        this.rights = rights;
        this.absences = absences;
        this.belongings = belongings;
        this.process = process;
        this.policy = policy;
        this.history = history;
        this.signals = signals;
        this.attempts = attempts;
        this.clock = clock;
        this.parameters = parameters;
    }

    /**
     * What is decided about one kind of things.
     *
     * @param bucket name of the {@link Belongings}
     * @param targets logins, or one group
     */
    public record Decision(String bucket, Way way, List<String> targets) {}

    /**
     * One kind of things of the person who leaves.
     *
     * @param things those that are decided here; what goes along with another kind is not among them
     * @param most how many a person may have at most; none where there is no limit
     */
    public record Bucket(String name, String title, Set<Way> ways, List<Thing> things, @Nullable Integer most) {
        public boolean isAsked() {
            return ways.size() > 1;
        }
    }

    /** Why a decision cannot be carried out; the target is empty where there is none. */
    public record Problem(String bucket, String target, Misfit misfit) {}

    /**
     * What one target would get.
     *
     * @param load how much the person has in hand already
     */
    public record Share(String bucket, Target target, int count, int load) {}

    /** What would happen by the decisions: the shares if there are no problems. */
    public record Preview(List<Share> shares, List<Problem> problems) {}

    /** A line of the receipt. */
    public record Line(String bucket, String key, String line, Target target, MoveOutcome outcome) {}

    /** What became of a thing. */
    public enum MoveOutcome {
        MOVED,
        BACK,
        /** The new owner has finished it or given it away: it stays. */
        STAYED
    }

    private record Planned(Belongings belongings, List<Move> moves) {}

    // What people do.

    /** Begins the farewell: the account is suspended at once. Refused for oneself, the last administrator, and while one goes on. */
    public String begin(String login) {
        return attempts.inTransaction(() -> {
            employees.requireMayDismiss(login);
            var before = employees.card(login).state();
            if (before == EmployeeState.LEFT) {
                throw new Refusal("staff.hasLeft", accounts.nameOf(login));
            }
            if (before == EmployeeState.INVITED) {
                throw new Refusal("staff.farewell.invited", accounts.nameOf(login));
            }
            var key = new GeneratedKeyHolder();
            try {
                jdbc.sql(
                                """
                                insert into farewell (login, open_login, state, state_before, began_by, begun_at)
                                values (?, ?, ?, ?, ?, ?)""")
                        .params(
                                login,
                                login,
                                FarewellState.DECIDING.name(),
                                before.name(),
                                CurrentUser.login().orElse(null),
                                clock.instant().atOffset(ZoneOffset.UTC))
                        .update(key, "id");
            } catch (DuplicateKeyException second) {
                throw new Refusal("staff.farewell.running", accounts.nameOf(login));
            }
            var number = "F-" + Objects.requireNonNull(key.getKey());
            process.begun(number, CurrentUser.login().orElse(null));
            return number;
        });
    }

    /** Completes the task of deciding; where a target does not fit, the task is there again and {@link #problems} says why. */
    public void decide(String number, List<Decision> decisions) {
        policy.require(Section.EMPLOYEES, Action.DELETE);
        var answers = new LinkedHashMap<String, Object>();
        answers.put("decision", "handOver");
        for (var decision : decisions) {
            answers.put(decision.bucket() + "Way", decision.way().word());
            if (!decision.targets().isEmpty()) {
                answers.put(decision.bucket() + "Targets", String.join(",", decision.targets()));
            }
        }
        process.decided(number, answers);
    }

    /** The person stays after all: the task of deciding ends, the account is active again. */
    public void cancel(String number) {
        policy.require(Section.EMPLOYEES, Action.DELETE);
        process.decided(number, Map.of("decision", "cancel"));
    }

    /** Everything that is still where the hand-over put it goes back, and the account is active again. */
    public void takeBack(String number) {
        policy.require(Section.EMPLOYEES, Action.DELETE);
        attempts.run(() -> {
            if (byNumber(number).state() != FarewellState.HANDED_OVER) {
                throw new Refusal("staff.farewell.tooLate", number);
            }
            process.takenBack(number);
        });
    }

    // What the steps of the diagram do.

    @Transactional
    public void suspend(String number) {
        var farewell = byNumber(number);
        var before = employees.suspendForFarewell(farewell.login());
        jdbc.sql("update farewell set state_before = ? where id = ?")
                .params(before.name(), id(number))
                .update();
        say(number);
    }

    /**
     * Hands everything over, or nothing: each target is checked at this moment, and nobody can be suspended, demoted or sent on leave
     * between the check and the deed.
     *
     * @param answers of the form, by the names of its fields
     */
    @Transactional
    public void handOver(String number, Map<String, String> answers) throws TargetsDoNotFit {
        policy.require(Section.EMPLOYEES, Action.DELETE);
        rights.standStill();
        var farewell = byNumber(number);
        all().forEach(kind -> kind.hold(farewell.login()));
        var decisions = decisions(answers);
        keep(number, decisions);
        var problems = new ArrayList<Problem>();
        var planned = plan(farewell.login(), decisions, problems);
        jdbc.sql("delete from farewell_problem where farewell_id = ?")
                .param(id(number))
                .update();
        if (!problems.isEmpty()) {
            keepProblems(number, problems);
            throw new TargetsDoNotFit(number);
        }
        for (var part : planned) {
            if (!part.moves().isEmpty()) {
                part.belongings().handOver(farewell.login(), part.moves());
                keepMoves(number, part);
                tellOf(farewell, part);
            }
        }
        jdbc.sql("update farewell set state = ?, handed_over_at = ? where id = ?")
                .params(FarewellState.HANDED_OVER.name(), clock.instant().atOffset(ZoneOffset.UTC), id(number))
                .update();
        say(number);
    }

    @Transactional
    public void cancelled(String number) {
        var farewell = byNumber(number);
        employees.takeBack(farewell.login(), farewell.stateBefore());
        end(number, FarewellState.CANCELLED);
    }

    /** Moves back what is still where the hand-over put it; the receipt says of each thing what became of it. */
    @Transactional
    public void moveBack(String number) {
        rights.standStill();
        var farewell = byNumber(number);
        employees.takeBack(farewell.login(), farewell.stateBefore());
        var kinds = all();
        var moves =
                lines(jdbc.sql("select * from farewell_move where farewell_id = ? order by id")
                                .param(id(number)))
                        .stream()
                        .collect(Collectors.groupingBy(Line::bucket));
        for (var kind : kinds) {
            var lines = moves.getOrDefault(kind.name(), List.of());
            if (lines.isEmpty()) {
                continue;
            }
            var back = kind.takeBack(
                    farewell.login(),
                    lines.stream()
                            .map(line -> new Move(new Thing(line.key(), line.line(), null), line.target()))
                            .toList());
            batches.batchUpdate(
                    "update farewell_move set outcome = ? where farewell_id = ? and bucket = ? and thing = ?",
                    lines.stream()
                            .map(line -> new Object[] {
                                (back.contains(line.key()) ? MoveOutcome.BACK : MoveOutcome.STAYED).name(),
                                id(number),
                                kind.name(),
                                line.key()
                            })
                            .toList());
        }
        end(number, FarewellState.TAKEN_BACK);
    }

    @Transactional
    public void close(String number) {
        employees.close(byNumber(number).login());
        end(number, FarewellState.LEFT);
    }

    // Questions.

    public Optional<Farewell> find(String number) {
        return number.matches("F-\\d{1,18}")
                ? jdbc.sql("select * from farewell where id = ?")
                        .param(id(number))
                        .query(Farewells::farewell)
                        .optional()
                : Optional.empty();
    }

    /** The farewell of a person that goes on, or the last one. */
    public Optional<Farewell> of(String login) {
        return jdbc.sql("select * from farewell where login = ? order by id desc limit 1")
                .param(login)
                .query(Farewells::farewell)
                .optional();
    }

    /** Key of the name of a kind of things. */
    public String title(String bucket) {
        return all().stream()
                .filter(kind -> kind.name().equals(bucket))
                .map(Belongings::title)
                .findFirst()
                .orElse(bucket);
    }

    /** Everything a person has in hand, kind by kind. */
    public List<Bucket> buckets(String login) {
        policy.require(Section.EMPLOYEES, Action.DELETE);
        return held(login).entrySet().stream()
                .map(entry -> new Bucket(
                        entry.getKey().name(),
                        entry.getKey().title(),
                        entry.getKey().ways(),
                        entry.getValue(),
                        entry.getKey().most().isPresent()
                                ? entry.getKey().most().getAsInt()
                                : null))
                .toList();
    }

    /** What {@link #decide} would do at this moment. */
    @Transactional(readOnly = true)
    public Preview preview(String login, List<Decision> decisions) {
        policy.require(Section.EMPLOYEES, Action.DELETE);
        var problems = new ArrayList<Problem>();
        var planned = plan(login, decisions, problems);
        var shares = new ArrayList<Share>();
        for (var part : planned) {
            var counts = new LinkedHashMap<Target, Integer>();
            part.moves().forEach(move -> counts.merge(move.target(), 1, Integer::sum));
            var loads = part.belongings().loads(logins(part.moves()));
            counts.forEach((target, count) -> shares.add(new Share(
                    part.belongings().name(),
                    target,
                    count,
                    target.login() == null ? 0 : loads.getOrDefault(target.login(), 0))));
        }
        return new Preview(shares, problems);
    }

    /** What was decided last, also when it could not be carried out. */
    public List<Decision> decisions(String number) {
        return jdbc.sql("select bucket, way, targets from farewell_decision where farewell_id = ? order by bucket")
                .param(id(number))
                .query((row, index) -> new Decision(
                        row.getString("bucket"), Way.valueOf(row.getString("way")), split(row.getString("targets"))))
                .list();
    }

    /** Why the last decision was not carried out. */
    public List<Problem> problems(String number) {
        return jdbc.sql("select bucket, target, misfit from farewell_problem where farewell_id = ? order by id")
                .param(id(number))
                .query((row, index) -> new Problem(
                        row.getString("bucket"), row.getString("target"), Misfit.valueOf(row.getString("misfit"))))
                .list();
    }

    /** How many things of a kind went to a target, and what became of them. */
    public record Sum(String bucket, Target target, MoveOutcome outcome, int count) {}

    /** What went to whom, in numbers. */
    public List<Sum> summary(String number) {
        policy.require(Section.EMPLOYEES, Action.DELETE);
        return jdbc.sql(
                        """
                        select bucket, target_kind, target, outcome, count(*) as n from farewell_move where farewell_id = ?
                        group by bucket, target_kind, target, outcome order by min(id)""")
                .param(id(number))
                .query((row, index) -> new Sum(
                        row.getString("bucket"),
                        new Target(Target.Kind.valueOf(row.getString("target_kind")), row.getString("target")),
                        MoveOutcome.valueOf(row.getString("outcome")),
                        row.getInt("n")))
                .list();
    }

    /** A page of the receipt, in the order in which things were handed over. */
    public List<Line> receipt(String number, int offset, int limit) {
        policy.require(Section.EMPLOYEES, Action.DELETE);
        return lines(jdbc.sql("select * from farewell_move where farewell_id = ? order by id limit ? offset ?")
                .params(id(number), limit, offset));
    }

    private static List<Line> lines(JdbcClient.StatementSpec query) {
        return query.query((row, index) -> new Line(
                        row.getString("bucket"),
                        row.getString("thing"),
                        row.getString("line"),
                        new Target(Target.Kind.valueOf(row.getString("target_kind")), row.getString("target")),
                        MoveOutcome.valueOf(row.getString("outcome"))))
                .list();
    }

    // Sharing out.

    private List<Belongings> all() {
        return belongings.stream()
                .sorted(Comparator.comparingInt(Belongings::order))
                .toList();
    }

    /** Things by kind; what belongs to a case that is handed over itself goes along with it and is left out. */
    private Map<Belongings, List<Thing>> held(String login) {
        var held = new LinkedHashMap<Belongings, List<Thing>>();
        var keys = new HashSet<String>();
        for (var kind : all()) {
            var things = kind.of(login).stream()
                    .filter(thing -> thing.caseKey() == null || !keys.contains(thing.caseKey()))
                    .toList();
            things.forEach(thing -> keys.add(thing.key()));
            held.put(kind, things);
        }
        return held;
    }

    private List<Planned> plan(String login, List<Decision> decisions, List<Problem> problems) {
        var byBucket = decisions.stream().collect(Collectors.toMap(Decision::bucket, decision -> decision));
        var away = absences.away(LocalDate.ofInstant(clock.instant(), parameters.zone(Parameter.COMPANY_ZONE)));
        var planned = new ArrayList<Planned>();
        held(login).forEach((kind, things) -> {
            var decided = byBucket.get(kind.name());
            var plan = kind.ways().size() == 1
                    ? new HandOverPlan(kind.ways().iterator().next(), List.of())
                    : decided == null ? null : new HandOverPlan(decided.way(), distinct(decided.targets()));
            if (things.isEmpty()) {
                planned.add(new Planned(kind, List.of()));
            } else if (plan == null || !kind.ways().contains(plan.way())) {
                problems.add(new Problem(kind.name(), "", Misfit.UNDECIDED));
            } else if (plan.targets().isEmpty() && (plan.way().isToPeople() || plan.way() == Way.TEAM)) {
                problems.add(new Problem(kind.name(), "", Misfit.NOBODY_CHOSEN));
            } else {
                var used = plan.way() == Way.ONE || plan.way() == Way.TEAM
                        ? new HandOverPlan(plan.way(), plan.targets().subList(0, 1))
                        : plan;
                var loads = used.way().isToPeople() ? kind.loads(used.targets()) : Map.<String, Integer>of();
                var moves = used.share(things, loads);
                problems.addAll(check(login, kind, used, moves, loads, away));
                planned.add(new Planned(kind, moves));
            }
        });
        return planned;
    }

    private List<Problem> check(
            String leaver,
            Belongings kind,
            HandOverPlan plan,
            List<Move> moves,
            Map<String, Integer> loads,
            Set<String> away) {
        if (plan.way() == Way.TEAM) {
            return misfitOfTeam(plan.targets().get(0), away)
                    .map(misfit ->
                            List.of(new Problem(kind.name(), plan.targets().get(0), misfit)))
                    .orElse(List.of());
        }
        if (!plan.way().isToPeople()) {
            return List.of();
        }
        var byTarget = moves.stream()
                .collect(Collectors.groupingBy(
                        move -> Objects.requireNonNull(move.target().login()),
                        Collectors.mapping(Move::thing, Collectors.toList())));
        var problems = new ArrayList<Problem>();
        for (var target : plan.targets()) {
            misfit(leaver, target, kind, byTarget.getOrDefault(target, List.of()), loads.getOrDefault(target, 0), away)
                    .ifPresent(misfit -> problems.add(new Problem(kind.name(), target, misfit)));
        }
        return problems;
    }

    private Optional<Misfit> misfit(
            String leaver, String target, Belongings kind, List<Thing> things, int load, Set<String> away) {
        if (target.equals(leaver)) {
            return Optional.of(Misfit.SAME_PERSON);
        }
        var account = accounts.byLogin(target);
        if (account.isEmpty()) {
            return Optional.of(Misfit.UNKNOWN);
        }
        if (!account.get().active()) {
            return Optional.of(Misfit.SUSPENDED);
        }
        if (away.contains(target)) {
            return Optional.of(Misfit.ABSENT);
        }
        if (kind.most().isPresent() && load + things.size() > kind.most().getAsInt()) {
            return Optional.of(Misfit.OVER_LIMIT);
        }
        return kind.misfit(account.get(), things);
    }

    private Optional<Misfit> misfitOfTeam(String group, Set<String> away) {
        return accounts.group(group)
                .filter(found -> found.kind() == WorkGroup.Kind.TEAM)
                .map(found ->
                        away.containsAll(found.members()) ? Optional.of(Misfit.EMPTY_TEAM) : Optional.<Misfit>empty())
                .orElse(Optional.of(Misfit.UNKNOWN));
    }

    private static List<String> distinct(List<String> targets) {
        return List.copyOf(new LinkedHashSet<>(targets));
    }

    private static Set<String> logins(List<Move> moves) {
        return moves.stream()
                .map(move -> move.target().login())
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** People whom a screen may offer for a kind of things: active, present, with the right to have them. */
    public List<Account> candidates(String login, String bucket) {
        var away = absences.away(LocalDate.ofInstant(clock.instant(), parameters.zone(Parameter.COMPANY_ZONE)));
        var held = held(login);
        return held.keySet().stream()
                .filter(kind -> kind.name().equals(bucket))
                .flatMap(kind -> accounts.all().stream()
                        .filter(Account::active)
                        .filter(account -> !account.login().equals(login) && !away.contains(account.login()))
                        .filter(account -> kind.misfit(account, held.getOrDefault(kind, List.of()))
                                .isEmpty()))
                .toList();
    }

    // Rows.

    private List<Decision> decisions(Map<String, String> answers) {
        return all().stream()
                .flatMap(kind -> Optional.ofNullable(answers.get(kind.name() + "Way")).flatMap(Way::ofWord).stream()
                        .map(way -> new Decision(
                                kind.name(), way, split(answers.getOrDefault(kind.name() + "Targets", "")))))
                .toList();
    }

    private static List<String> split(String targets) {
        return Arrays.stream(targets.split("[,;\\s]+"))
                .filter(target -> !target.isEmpty())
                .toList();
    }

    private void keep(String number, List<Decision> decisions) {
        jdbc.sql("delete from farewell_decision where farewell_id = ?")
                .param(id(number))
                .update();
        decisions.forEach(decision -> jdbc.sql(
                        "insert into farewell_decision (farewell_id, bucket, way, targets) values (?, ?, ?, ?)")
                .params(id(number), decision.bucket(), decision.way().name(), String.join(",", decision.targets()))
                .update());
    }

    private void keepProblems(String number, List<Problem> problems) {
        problems.forEach(problem -> jdbc.sql(
                        "insert into farewell_problem (farewell_id, bucket, target, misfit) values (?, ?, ?, ?)")
                .params(
                        id(number),
                        problem.bucket(),
                        problem.target(),
                        problem.misfit().name())
                .update());
        say(number);
    }

    private void keepMoves(String number, Planned part) {
        batches.batchUpdate(
                """
                insert into farewell_move (farewell_id, bucket, thing, line, target_kind, target, outcome)
                values (?, ?, ?, ?, ?, ?, 'MOVED')""",
                part.moves().stream()
                        .map(move -> new Object[] {
                            id(number),
                            part.belongings().name(),
                            move.thing().key(),
                            cut(move.thing().line()),
                            move.target().kind().name(),
                            move.target().id()
                        })
                        .toList());
    }

    private static String cut(String line) {
        return line.length() <= 500 ? line : line.substring(0, 500);
    }

    /** One line of the employee's history for each kind: how many things went to whom. */
    private void tellOf(Farewell farewell, Planned part) {
        var counts = new LinkedHashMap<String, Integer>();
        part.moves()
                .forEach(move -> counts.merge(
                        move.target().id() == null
                                ? "–"
                                : String.valueOf(move.target().id()),
                        1,
                        Integer::sum));
        history.tell(new History.Change("employee:" + farewell.login(), "workHandedOver")
                .from(
                        part.belongings().name(),
                        counts.entrySet().stream()
                                .map(entry -> entry.getKey() + ": " + entry.getValue())
                                .collect(Collectors.joining(", ")))
                .because(farewell.number()));
    }

    private void end(String number, FarewellState state) {
        jdbc.sql("update farewell set state = ?, open_login = null where id = ?")
                .params(state.name(), id(number))
                .update();
        say(number);
    }

    private void say(String number) {
        signals.say(number);
    }

    private Farewell byNumber(String number) {
        return find(number).orElseThrow(() -> new Refusal("staff.farewell.unknown", number));
    }

    private static long id(String number) {
        return Long.parseLong(number.substring(2));
    }

    private static Farewell farewell(java.sql.ResultSet row, int index) throws java.sql.SQLException {
        var handedOver = row.getObject("handed_over_at", OffsetDateTime.class);
        return new Farewell(
                "F-" + row.getLong("id"),
                row.getString("login"),
                FarewellState.valueOf(row.getString("state")),
                EmployeeState.valueOf(row.getString("state_before")),
                row.getString("began_by"),
                row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                handedOver == null ? null : handedOver.toInstant());
    }
}
