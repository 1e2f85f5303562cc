package otklik.requests;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.mail.LetterReaders;
import otklik.security.Action;
import otklik.security.CaseGuard;
import otklik.security.Policy;
import otklik.security.Section;

/** Who sees a request reads its timeline, its tasks and the letters of its dialogue. */
@Component
class RequestGuard implements CaseGuard, LetterReaders {
    private final JdbcClient jdbc;
    private final Policy policy;

    RequestGuard(JdbcClient jdbc, Policy policy) {
        this.jdbc = jdbc;
        this.policy = policy;
    }

    @Override
    public String prefix() {
        return "R-";
    }

    @Override
    public Set<String> visible(Collection<String> caseKeys) {
        var reach = policy.reach(Section.REQUESTS, Action.VIEW);
        return caseKeys.isEmpty() || reach.isNothing()
                ? Set.of()
                : new HashSet<>(reach.bind(jdbc.sql("select number from request where number in (:numbers) and "
                                        + Requests.condition(reach))
                                .param("numbers", caseKeys))
                        .query(String.class)
                        .list());
    }

    @Override
    public boolean mayRead(long letter) {
        var reach = policy.reach(Section.REQUESTS, Action.VIEW);
        return reach.bind(jdbc.sql("select count(*) from request where id in"
                                        + " (select request_id from request_entry where letter_id = :letter) and "
                                        + Requests.condition(reach))
                                .param("letter", letter))
                        .query(Long.class)
                        .single()
                > 0;
    }
}
