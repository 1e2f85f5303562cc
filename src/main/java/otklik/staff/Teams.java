package otklik.staff;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.staff.Company.Holder;

/** Teams: several employees who are given tasks together (S1.17 to S1.20). */
@Service
public class Teams {
    private final JdbcClient jdbc;
    private final Rights rights;
    private final Holdings holdings;
    private final EmployeeRepository employees;
    private final History history;
    private final Policy policy;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Teams(
            JdbcClient jdbc,
            Rights rights,
            Holdings holdings,
            EmployeeRepository employees,
            History history,
            Policy policy,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.rights = rights;
        this.holdings = holdings;
        this.employees = employees;
        this.history = history;
        this.policy = policy;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param rule who gets a task that is given to the team
     * @param members logins, active or not
     * @param presets codes of presets that all members have
     */
    public record Team(long id, String name, TeamRule rule, Set<String> members, Set<String> presets, long version) {
        public String group() {
            return groupOf(id);
        }
    }

    /** Told within the transaction in which a person leaves a team; what he took from the team's queue is to be decided (E83). */
    public record MemberLeft(String group, String login, boolean keepsTaken) {}

    static String groupOf(long id) {
        return "team" + id;
    }

    /** The open teams, by name. */
    public List<Team> all() {
        var members = jdbc
                .sql("select m.team_id, e.login from team_member m join employee e on e.id = m.employee_id")
                .query((row, number) -> List.of(row.getString("team_id"), row.getString("login")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        pair -> Long.valueOf(pair.get(0)),
                        Collectors.mapping(pair -> pair.get(1), Collectors.toCollection(TreeSet::new))));
        var held = holdings.ofAll(Holder.Kind.TEAM);
        return jdbc.sql("select id, name, rule, version from team where open = true order by name")
                .query((row, number) -> new Team(
                        row.getLong("id"),
                        row.getString("name"),
                        TeamRule.valueOf(row.getString("rule")),
                        members.getOrDefault(row.getLong("id"), new TreeSet<>()),
                        held.getOrDefault(row.getLong("id"), Set.of()),
                        row.getLong("version")))
                .list();
    }

    public long add(String name, TeamRule rule, Set<String> members, Set<String> presets) {
        var id = new long[1];
        rights.apply(() -> id[0] = insert(name, rule, members, presets));
        return id[0];
    }

    /** Who would gain and lose what by {@link #add}, whatever its name will be. */
    public List<Effect> previewNew(TeamRule rule, Set<String> members, Set<String> presets) {
        return rights.preview(() -> insert(UUID.randomUUID().toString(), rule, members, presets));
    }

    public List<Effect> preview(long id, Set<String> members, Set<String> presets) {
        return rights.preview(() -> {
            enlist(id, members, true);
            hold(id, presets);
        });
    }

    /** @param keepsTaken whether people who leave the team keep what they have taken from its queue; else it goes back (E83) */
    public void change(
            long id,
            String name,
            TeamRule rule,
            Set<String> members,
            Set<String> presets,
            boolean keepsTaken,
            long version) {
        rights.apply(() -> {
            policy.require(Section.EMPLOYEES, Action.CHANGE);
            try {
                if (jdbc.sql(
                                        """
                                        update team set name = ?, name_key = ?, rule = ?, version = version + 1
                                        where id = ? and version = ? and open = true""")
                                .params(Departments.required(name), Departments.key(name), rule.name(), id, version)
                                .update()
                        == 0) {
                    throw new Refusal("staff.changedMeanwhile");
                }
            } catch (DuplicateKeyException taken) {
                throw new Refusal("staff.teamTaken", name.strip()).at("name");
            }
            enlist(id, members, keepsTaken);
            hold(id, presets);
            history.tell(new History.Change("team:" + id, "teamChanged").from(null, name.strip() + " · " + rule));
        });
    }

    private long insert(String name, TeamRule rule, Set<String> members, Set<String> presets) {
        policy.require(Section.EMPLOYEES, Action.CHANGE);
        var generated = new GeneratedKeyHolder();
        try {
            jdbc.sql("insert into team (name, name_key, rule, open) values (?, ?, ?, true)")
                    .params(Departments.required(name), Departments.key(name), rule.name())
                    .update(generated, "id");
        } catch (DuplicateKeyException taken) {
            throw new Refusal("staff.teamTaken", name.strip()).at("name");
        }
        long id = java.util.Objects.requireNonNull(generated.getKey()).longValue();
        history.tell(new History.Change("team:" + id, "teamAdded").from(null, name.strip()));
        enlist(id, members, true);
        hold(id, presets);
        return id;
    }

    /** Leaves the team exactly these members. */
    void enlist(long id, Set<String> members, boolean keepsTaken) {
        var before = membersOf(id);
        for (var login : members) {
            if (!before.contains(login)) {
                policy.require(Section.EMPLOYEES, Action.CHANGE);
                join(id, login);
            }
        }
        for (var login : before) {
            if (!members.contains(login)) {
                policy.require(Section.EMPLOYEES, Action.CHANGE);
                leave(id, login, keepsTaken);
            }
        }
    }

    void join(long id, String login) {
        var employee = employees.findByLogin(login).orElseThrow(() -> new Refusal("staff.unknownEmployee", login));
        if (employee.state() == EmployeeState.LEFT) {
            throw new Refusal("staff.hasLeft", employee.name());
        }
        jdbc.sql("insert into team_member (team_id, employee_id, since) values (?, ?, ?)")
                .params(id, employee.id(), clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        makeOld(id, login);
        history.tell(new History.Change("team:" + id, "memberJoined").from(null, login));
    }

    void leave(long id, String login, boolean keepsTaken) {
        jdbc.sql(
                        "delete from team_member where team_id = ? and employee_id = (select id from employee where login = ?)")
                .params(id, login)
                .update();
        makeOld(id, login);
        history.tell(new History.Change("team:" + id, "memberLeft").from(login, null));
        events.publishEvent(new MemberLeft(groupOf(id), login, keepsTaken));
    }

    /** Membership stands on two cards; whoever has one of them open must not write over it. */
    private void makeOld(long id, String login) {
        jdbc.sql("update team set version = version + 1 where id = ?").param(id).update();
        jdbc.sql("update employee set version = version + 1 where login = ?")
                .param(login)
                .update();
    }

    /** Ends all memberships of a person; what he had taken is somebody else's by now. */
    void leaveAll(String login) {
        jdbc.sql(
                        "select m.team_id from team_member m join employee e on e.id = m.employee_id where e.login = ? order by m.team_id")
                .param(login)
                .query(Long.class)
                .list()
                .forEach(team -> leave(team, login, true));
    }

    Set<String> membersOf(long id) {
        return new HashSet<>(jdbc.sql(
                        "select e.login from team_member m join employee e on e.id = m.employee_id where m.team_id = ?")
                .param(id)
                .query(String.class)
                .list());
    }

    private void hold(long id, Set<String> presets) {
        var holder = new Holder(Holder.Kind.TEAM, id);
        if (!holdings.of(holder).equals(presets)) {
            policy.require(Section.EMPLOYEES, Action.ASSIGN);
            holdings.set(holder, presets);
        }
    }
}
