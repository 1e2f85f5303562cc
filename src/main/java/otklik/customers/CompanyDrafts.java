package otklik.customers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/** What the person of the screen has typed on cards and not saved: one draft for each company, kept when the browser is closed (E4). */
@Service
public class CompanyDrafts {
    /** In the place of a number while a company is being added. */
    public static final String NEW = "new";

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Policy policy;
    private final Clock clock;

    CompanyDrafts(JdbcClient jdbc, ObjectMapper json, Policy policy, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * @param typed only the fields that differ from what was saved then
     * @param seen version of the card over which it was typed
     */
    public record Draft(Map<String, String> typed, long seen, Instant savedAt) {}

    public Optional<Draft> find(String company) {
        return jdbc.sql("select * from company_draft where author = ? and company = ?")
                .params(me(), company)
                .query((row, index) -> new Draft(
                        read(row.getString("typed")),
                        row.getLong("seen_version"),
                        row.getObject("saved_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /**
     * Keeps what differs from the card, or forgets the draft where nothing does. Does nothing for one who only looks in another's stead, and
     * for a company that is no more: a tab that is still open must not write back what was deleted.
     */
    @Transactional
    public void save(String company, long version, CompanyText seen, CompanyText typed) {
        if (CurrentUser.isTrying() || !mayWrite() || !isThere(company)) {
            return;
        }
        var changed = new HashMap<String, String>();
        typed.differences(seen).forEach(field -> changed.put(field, typed.value(field)));
        if (changed.isEmpty()) {
            forget(company);
            return;
        }
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var updated = jdbc.sql(
                        "update company_draft set seen_version = ?, typed = ?, saved_at = ? where author = ? and company = ?")
                .params(version, write(changed), now, me(), company)
                .update();
        if (updated == 0) {
            jdbc.sql(
                            "insert into company_draft (author, company, seen_version, typed, saved_at) values (?, ?, ?, ?, ?)")
                    .params(me(), company, version, write(changed), now)
                    .update();
        }
    }

    @Transactional
    public void forget(String company) {
        jdbc.sql("delete from company_draft where author = ? and company = ?")
                .params(me(), company)
                .update();
    }

    private boolean isThere(String company) {
        return company.equals(NEW)
                || jdbc.sql(
                                "select exists (select 1 from company where number = ? and state in ('ACTIVE', 'DO_NOT_DISTURB'))")
                        .param(company)
                        .query(Boolean.class)
                        .single();
    }

    private boolean mayWrite() {
        return policy.may(Section.COMPANIES, Action.CHANGE) || policy.may(Section.COMPANIES, Action.CREATE);
    }

    private Map<String, String> read(String text) {
        try {
            return json.readValue(text, TEXTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A draft cannot be read", broken);
        }
    }

    private String write(Map<String, String> typed) {
        try {
            return json.writeValueAsString(typed);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A draft cannot be written", impossible);
        }
    }

    private static String me() {
        return CurrentUser.login().orElseThrow(() -> new IllegalStateException("Nobody is signed in"));
    }
}
