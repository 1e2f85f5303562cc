package otklik.work;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.TaskHolder;

/** Who has a task: its assignee, and of one that all members of a team do, whoever has his part still to do. */
@Component
class HeldTasks implements TaskHolder {
    private final JdbcClient jdbc;

    HeldTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean holds(String login, String taskId, String businessKey) {
        return jdbc.sql(
                                """
                                select count(*) from work_item w where w.task_id = ? and w.business_key = ?
                                    and (w.for_all = false and w.assignee = ? or w.for_all = true and exists
                                        (select 1 from work_part p where p.task_id = w.task_id and p.login = ? and p.done_at is null))""")
                        .params(taskId, businessKey, login, login)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
