package otklik.staff;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.Action;
import otklik.security.Policy;
import otklik.security.Section;
import otklik.security.WorkMode;
import otklik.staff.Company.Holder;

/** The units of the company. A department gives its people a work mode and may hold presets. */
@Service
public class Departments {
    private final JdbcClient jdbc;
    private final Rights rights;
    private final Holdings holdings;
    private final History history;
    private final Policy policy;

    Departments(JdbcClient jdbc, Rights rights, Holdings holdings, History history, Policy policy) {
        this.jdbc = jdbc;
        this.rights = rights;
        this.holdings = holdings;
        this.history = history;
        this.policy = policy;
    }

    /**
     * @param people how many work there, active or not yet
     * @param presets codes of presets that all its people have
     */
    public record Department(long id, String name, WorkMode workMode, int people, Set<String> presets, long version) {
        public String group() {
            return groupOf(id);
        }
    }

    static String groupOf(long id) {
        return "department" + id;
    }

    /** The open departments, by name. */
    public List<Department> all() {
        var held = holdings.ofAll(Holder.Kind.DEPARTMENT);
        return jdbc.sql(
                        """
                        select d.id, d.name, d.work_mode, d.version, count(e.id) as people from department d
                        left join employee e on e.department_id = d.id and e.state <> 'LEFT'
                        where d.open = true group by d.id, d.name, d.work_mode, d.version order by d.name""")
                .query((row, number) -> new Department(
                        row.getLong("id"),
                        row.getString("name"),
                        WorkMode.valueOf(row.getString("work_mode")),
                        row.getInt("people"),
                        held.getOrDefault(row.getLong("id"), Set.of()),
                        row.getLong("version")))
                .list();
    }

    public long add(String name, WorkMode workMode, Set<String> presets) {
        var id = new long[1];
        rights.apply(() -> id[0] = insert(name, workMode, presets));
        return id[0];
    }

    public List<Effect> preview(long id, Set<String> presets) {
        return rights.preview(() -> hold(id, presets));
    }

    public void change(long id, String name, WorkMode workMode, Set<String> presets, long version) {
        rights.apply(() -> {
            policy.require(Section.EMPLOYEES, Action.CHANGE);
            try {
                if (jdbc.sql(
                                        """
                                        update department set name = ?, name_key = ?, work_mode = ?, version = version + 1
                                        where id = ? and version = ? and open = true""")
                                .params(required(name), key(name), workMode.name(), id, version)
                                .update()
                        == 0) {
                    throw new Refusal("staff.changedMeanwhile");
                }
            } catch (DuplicateKeyException taken) {
                throw new Refusal("staff.departmentTaken", name.strip()).at("name");
            }
            hold(id, presets);
            history.tell(new History.Change("department:" + id, "departmentChanged")
                    .from(null, name.strip() + " · " + workMode));
        });
    }

    /** Closes an empty department; its people must have been moved before. */
    public void close(long id) {
        rights.apply(() -> {
            policy.require(Section.EMPLOYEES, Action.CHANGE);
            var people = jdbc.sql("select count(*) from employee where department_id = ? and state <> 'LEFT'")
                    .param(id)
                    .query(Integer.class)
                    .single();
            if (people > 0) {
                throw new Refusal("staff.departmentNotEmpty", people);
            }
            jdbc.sql("update department set open = false, name_key = ?, version = version + 1 where id = ?")
                    .params("#" + id, id)
                    .update();
            history.tell(new History.Change("department:" + id, "departmentClosed"));
        });
    }

    private long insert(String name, WorkMode workMode, Set<String> presets) {
        policy.require(Section.EMPLOYEES, Action.CHANGE);
        var generated = new GeneratedKeyHolder();
        try {
            jdbc.sql("insert into department (name, name_key, work_mode, open) values (?, ?, ?, true)")
                    .params(required(name), key(name), workMode.name())
                    .update(generated, "id");
        } catch (DuplicateKeyException taken) {
            throw new Refusal("staff.departmentTaken", name.strip()).at("name");
        }
        long id = java.util.Objects.requireNonNull(generated.getKey()).longValue();
        history.tell(new History.Change("department:" + id, "departmentAdded").from(null, name.strip()));
        hold(id, presets);
        return id;
    }

    private void hold(long id, Set<String> presets) {
        var holder = new Holder(Holder.Kind.DEPARTMENT, id);
        if (!holdings.of(holder).equals(presets)) {
            policy.require(Section.EMPLOYEES, Action.ASSIGN);
            holdings.set(holder, presets);
        }
    }

    static String required(String name) {
        if (name.isBlank()) {
            throw new Refusal("staff.nameMissing").at("name");
        }
        if (name.strip().length() > 200) {
            throw new Refusal("staff.nameTooLong", 200).at("name");
        }
        return name.strip();
    }

    static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }
}
