package otklik.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.kernel.Refusal;
import otklik.security.CurrentUser;

/** What a person has typed on the manager's screen and not finished yet: kept while he types, so that no word is ever lost. */
@Service
public class DeskDrafts {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final TypeReference<Map<String, String>> TEXT = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    DeskDrafts(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Text by field; empty where nothing is kept. */
    @Transactional(readOnly = true)
    public Map<String, String> find(String taskId, String login) {
        return jdbc.sql("select words from desk_draft where task_id = ? and login = ?")
                .params(taskId, login)
                .query(String.class)
                .optional()
                .map(this::read)
                .orElse(Map.of());
    }

    /** Keeps the text in the place of what was kept before. */
    @Transactional
    public void save(String taskId, String login, Map<String, String> text) {
        if (CurrentUser.isTrying()) {
            throw new Refusal("security.onlyTrying");
        }
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var words = write(text);
        if (jdbc.sql("update desk_draft set words = ?, saved_at = ? where task_id = ? and login = ?")
                        .params(words, now, taskId, login)
                        .update()
                == 0) {
            try {
                jdbc.sql("insert into desk_draft (task_id, login, words, saved_at) values (?, ?, ?, ?)")
                        .params(taskId, login, words, now)
                        .update();
            } catch (DuplicateKeyException another) {
                throw new Refusal("desk.elsewhere");
            }
        }
    }

    /** The task is finished: what was typed went with it. Drafts of tasks that others finished long ago go, too. */
    @Transactional
    public void forget(String taskId, String login) {
        jdbc.sql("delete from desk_draft where task_id = ? and login = ?")
                .params(taskId, login)
                .update();
        jdbc.sql("delete from desk_draft where login = ? and saved_at < ?")
                .params(login, clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }

    private Map<String, String> read(String words) {
        try {
            return json.readValue(words, TEXT);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private String write(Map<String, String> text) {
        try {
            return json.writeValueAsString(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
