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
import otklik.sources.ItemReaders;

/** Who sees a request reads its timeline, its tasks, the letters and items of its dialogue. */
@Component
class RequestGuard implements CaseGuard, LetterReaders, ItemReaders {
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
        return mayRead("letter_id", letter);
    }

    @Override
    public boolean mayReadItem(long item) {
        return mayRead("item_id", item);
    }

    private boolean mayRead(String column, long id) {
        var reach = policy.reach(Section.REQUESTS, Action.VIEW);
        return reach.bind(jdbc.sql("select count(*) from request where id in"
                                        + " (select request_id from request_entry where " + column + " = :id) and "
                                        + Requests.condition(reach))
                                .param("id", id))
                        .query(Long.class)
                        .single()
                > 0;
    }
}
