package otklik.staff;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.history.History;

/** The right that a manager gives to an operator: to write the first message of a request in the manager's name (S0.23). */
@Service
public class FirstMessageGrants {
    private final JdbcClient jdbc;
    private final History history;
    private final Clock clock;

    FirstMessageGrants(JdbcClient jdbc, History history, Clock clock) {
        this.jdbc = jdbc;
        this.history = history;
        this.clock = clock;
    }

    public boolean isGranted(String manager, String operator) {
        return manager.equals(operator) || operatorsOf(manager).contains(operator);
    }

    /** Logins of the operators who may write in the manager's name. */
    public Set<String> operatorsOf(String manager) {
        return new HashSet<>(jdbc.sql("select operator from first_message_grant where manager = ?")
                .param(manager)
                .query(String.class)
                .list());
    }

    /** A right given by a manager to an operator. */
    record Given(String manager, String operator) {}

    /** Rights that the person has given or has been given. */
    java.util.List<Given> of(String login) {
        return jdbc.sql(
                        """
                        select manager, operator from first_message_grant where manager = :login or operator = :login
                        order by manager, operator""")
                .param("login", login)
                .query((row, number) -> new Given(row.getString("manager"), row.getString("operator")))
                .list();
    }

    /** Takes a right away; false where it was gone already. */
    boolean revoke(Given given) {
        var revoked = jdbc.sql("delete from first_message_grant where manager = ? and operator = ?")
                        .params(given.manager(), given.operator())
                        .update()
                == 1;
        if (revoked) {
            history.tell(new History.Change("employee:" + given.manager(), "firstMessageRevoked")
                    .from(given.operator(), null));
        }
        return revoked;
    }

    /** Gives a right back that was taken away; false where it has been given anew meanwhile. */
    boolean giveBack(Given given) {
        if (operatorsOf(given.manager()).contains(given.operator())) {
            return false;
        }
        jdbc.sql("insert into first_message_grant (manager, operator, granted_at) values (?, ?, ?)")
                .params(given.manager(), given.operator(), clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        history.tell(
                new History.Change("employee:" + given.manager(), "firstMessageGranted").from(null, given.operator()));
        return true;
    }

    /** Makes the given operators the only ones with the right; in force at once. */
    @Transactional
    public void allowOnly(String manager, Set<String> operators) {
        var before = operatorsOf(manager);
        for (var operator : operators) {
            if (!before.contains(operator)) {
                jdbc.sql("insert into first_message_grant (manager, operator, granted_at) values (?, ?, ?)")
                        .params(manager, operator, clock.instant().atOffset(ZoneOffset.UTC))
                        .update();
                history.tell(new History.Change("employee:" + manager, "firstMessageGranted").from(null, operator));
            }
        }
        for (var operator : before) {
            if (!operators.contains(operator)) {
                jdbc.sql("delete from first_message_grant where manager = ? and operator = ?")
                        .params(manager, operator)
                        .update();
                history.tell(new History.Change("employee:" + manager, "firstMessageRevoked").from(operator, null));
            }
        }
    }
}
