package otklik.staff;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.kernel.Parameter;
import otklik.kernel.Parameters;

/** Whose turn it is in a team: what a rule needs to know to give a task to one of its members. */
@Service
public class Turns {
    private final JdbcClient jdbc;
    private final CurrentCompany current;
    private final Clock clock;
    private final Parameters parameters;

    Turns(JdbcClient jdbc, CurrentCompany current, Clock clock, Parameters parameters) {
        this.jdbc = jdbc;
        this.current = current;
        this.clock = clock;
        this.parameters = parameters;
    }

    /**
     * An active member of a team.
     *
     * @param here false on a day of absence
     * @param givenAt when a rule gave him something last
     */
    public record Member(String login, boolean here, @Nullable Instant givenAt) {}

    /** A person in a team, by the id of its queue. */
    public record Membership(String group, String login) {}

    /** Who gets a task that is given to the group; empty for a group that is no open team. Asks no database. */
    public Optional<TeamRule> rule(@Nullable String group) {
        return group == null
                ? Optional.empty()
                : Optional.ofNullable(current.get().rules().get(group));
    }

    /**
     * The active members, the one after the last given first. The team is locked until the end of the transaction: nobody else gives a
     * turn meanwhile, on no node.
     */
    public List<Member> lock(String group) {
        var last = jdbc.sql("select coalesce(last_given, '') from team where id = ? and open = true for update")
                .param(id(group))
                .query(String.class)
                .optional();
        if (last.isEmpty()) {
            return List.of();
        }
        var members = members(group);
        var next = (int) members.stream()
                .filter(member -> member.login().compareTo(last.get()) <= 0)
                .count();
        Collections.rotate(members, -next);
        return members;
    }

    /** By login: who comes or goes does not disturb the turns of the others. */
    private List<Member> members(String group) {
        var today = LocalDate.ofInstant(clock.instant(), parameters.zone(Parameter.COMPANY_ZONE));
        return jdbc
                .sql(
                        """
                        select e.login, m.given_at, case when exists (select 1 from absence a where a.employee_id = e.id
                            and a.first_date <= :today and a.last_date >= :today) then false else true end as here
                        from team_member m join employee e on e.id = m.employee_id
                        where m.team_id = :team and e.state = 'ACTIVE'""")
                .param("team", id(group))
                .param("today", today)
                .query((row, number) -> {
                    var given = row.getObject("given_at", OffsetDateTime.class);
                    return new Member(
                            row.getString("login"), row.getBoolean("here"), given == null ? null : given.toInstant());
                })
                .list()
                .stream()
                .sorted(Comparator.comparing(Member::login))
                .collect(Collectors.toList());
    }

    /** Remembers that the rule gave a task to this member. */
    public void gave(String group, String login) {
        jdbc.sql("update team set last_given = ? where id = ?")
                .params(login, id(group))
                .update();
        jdbc.sql(
                        """
                        update team_member set given_at = ?
                        where team_id = ? and employee_id = (select id from employee where login = ?)""")
                .params(clock.instant().atOffset(ZoneOffset.UTC), id(group), login)
                .update();
    }

    /** All active people in open teams, as the database has them at this moment. */
    public Set<Membership> activeMembers() {
        return Set.copyOf(jdbc.sql(
                        """
                        select m.team_id, e.login from team_member m join employee e on e.id = m.employee_id
                        join team t on t.id = m.team_id where e.state = 'ACTIVE' and t.open = true""")
                .query((row, number) -> new Membership(Teams.groupOf(row.getLong("team_id")), row.getString("login")))
                .list());
    }

    private static long id(String group) {
        return Long.parseLong(group.substring(Teams.groupOf(0).length() - 1));
    }
}
