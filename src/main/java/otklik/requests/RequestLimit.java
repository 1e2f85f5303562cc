package otklik.requests;

import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.kernel.Refusal;
import otklik.security.Accounts;
import otklik.work.Capacity;

/**
 * How many open requests one manager may have (S3.5): asked when a person gives him one more or he takes one, never when a diagram moves what
 * he has. Of two who give him the last one at once, the second is refused.
 */
@Component
class RequestLimit {
    private static final List<String> OPEN = Arrays.stream(RequestStatus.values())
            .filter(RequestStatus::isOpen)
            .map(Enum::name)
            .toList();

    private final JdbcClient jdbc;
    private final Capacity capacity;
    private final Accounts accounts;

    RequestLimit(JdbcClient jdbc, Capacity capacity, Accounts accounts) {
        this.jdbc = jdbc;
        this.capacity = capacity;
        this.accounts = accounts;
    }

    /** Refuses where he has as many as he may have; whoever may plan over the limit is not refused. */
    void require(String manager) {
        if (capacity.mayExceed(manager)) {
            return;
        }
        // The manager is the caller's until his transaction ends: the next one counts what this one gives.
        jdbc.sql("select login from employee where login = ? for update")
                .param(manager)
                .query(String.class)
                .optional();
        int open = jdbc.sql("select count(*) from request where manager = :manager and status in (:open)")
                .param("manager", manager)
                .param("open", OPEN)
                .query(Integer.class)
                .single();
        int most = capacity.mostRequests(manager);
        if (open >= most) {
            throw new Refusal("requests.managerFull", accounts.nameOf(manager), open, most).at("manager");
        }
    }
}
