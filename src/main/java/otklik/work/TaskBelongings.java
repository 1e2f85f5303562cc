package otklik.work;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.engine.Processes;
import otklik.security.Account;
import otklik.security.Role;
import otklik.staff.Belongings;

/** Tasks that diagrams have given to the leaver. Those of a case that is handed over itself go along with it. */
@Component
class TaskBelongings implements Belongings {
    private final JdbcClient jdbc;
    private final Processes processes;

    TaskBelongings(JdbcClient jdbc, Processes processes) {
        this.jdbc = jdbc;
        this.processes = processes;
    }

    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public String title() {
        return "work.farewell.tasks";
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public Set<Way> ways() {
        return Set.of(Way.ONE, Way.EVENLY, Way.BY_LOAD, Way.RELEASE);
    }

    @Override
    public void hold(String login) {
        jdbc.sql("select task_id from work_item where assignee = ? order by task_id for update")
                .param(login)
                .query(String.class)
                .list();
    }

    @Override
    public List<Thing> of(String login) {
        return jdbc.sql(
                        """
                        select task_id, business_key, title, subject from work_item where assignee = ?
                        order by created_at, task_id""")
                .param(login)
                .query((row, index) -> new Thing(
                        row.getString("task_id"),
                        row.getString("business_key") + " · " + row.getString("subject"),
                        row.getString("business_key")))
                .list();
    }

    @Override
    public Map<String, Integer> loads(Collection<String> logins) {
        if (logins.isEmpty()) {
            return Map.of();
        }
        record Load(String login, int tasks) {}
        return jdbc
                .sql("select assignee, count(*) as n from work_item where assignee in (:logins) group by assignee")
                .param("logins", logins)
                .query((row, index) -> new Load(row.getString("assignee"), row.getInt("n")))
                .list()
                .stream()
                .collect(Collectors.toMap(Load::login, Load::tasks));
    }

    /** The person has to work on the queues of the tasks. */
    @Override
    public Optional<Misfit> misfit(Account person, List<Thing> things) {
        if (things.isEmpty() || person.is(Role.ADMINISTRATOR)) {
            return Optional.empty();
        }
        var groups = jdbc.sql(
                        "select distinct candidate_group from work_item where task_id in (:tasks) and candidate_group is not null")
                .param("tasks", things.stream().map(Thing::key).toList())
                .query(String.class)
                .list();
        return person.groups().containsAll(groups) ? Optional.empty() : Optional.of(Misfit.NO_RIGHT);
    }

    @Override
    public void handOver(String from, List<Move> moves) {
        moves.forEach(move -> processes.assign(move.thing().key(), move.target().login()));
    }

    @Override
    public Set<String> takeBack(String to, List<Move> moves) {
        record Held(String task, @org.jspecify.annotations.Nullable String by) {}
        var open = jdbc
                .sql("select task_id, assignee from work_item where task_id in (:tasks) order by task_id for update")
                .param("tasks", moves.stream().map(move -> move.thing().key()).toList())
                .query((row, index) -> new Held(row.getString("task_id"), row.getString("assignee")))
                .list()
                .stream()
                .collect(Collectors.toMap(Held::task, held -> held));
        var back = moves.stream()
                .filter(move -> {
                    var held = open.get(move.thing().key());
                    return held != null
                            && Objects.equals(held.by(), move.target().login());
                })
                .map(move -> move.thing().key())
                .collect(Collectors.toSet());
        back.forEach(task -> processes.assign(task, to));
        return back;
    }
}
