package otklik.instructions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import otklik.kernel.Refusal;
import otklik.kernel.Signals;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * Instructions by step. Those who give work to others write them; everybody reads them where the step is done, and the older versions
 * too.
 */
@Service
public class Instructions {
    /** Topic of a new version. */
    public static final String TOPIC = "instructions";

    private static final int LONGEST_TEXT = 10_000;
    private static final int MOST_VERSIONS = 100;
    private static final String NEWEST =
            "select i.* from instruction i where i.version = (select max(newest.version) from instruction newest"
                    + " where newest.process_key = i.process_key and newest.node = i.node)";

    private final JdbcClient jdbc;
    private final Policy policy;
    private final Signals signals;
    private final Clock clock;

    Instructions(JdbcClient jdbc, Policy policy, Signals signals, Clock clock) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.signals = signals;
        this.clock = clock;
    }

    /** The newest version for a step. */
    public Optional<Instruction> current(String processKey, String node) {
        return jdbc.sql(NEWEST + " and i.process_key = ? and i.node = ?")
                .params(processKey, node)
                .query(Instructions::instruction)
                .optional();
    }

    /** The newest versions of all steps, by {@link #key}. */
    public Map<String, Instruction> current() {
        var found = new HashMap<String, Instruction>();
        jdbc.sql(NEWEST)
                .query(Instructions::instruction)
                .list()
                .forEach(instruction -> found.put(key(instruction.processKey(), instruction.node()), instruction));
        return found;
    }

    public static String key(String processKey, String node) {
        return processKey + "/" + node;
    }

    /** The versions for a step, the newest first. */
    public List<Instruction> versions(String processKey, String node) {
        return jdbc.sql("select * from instruction where process_key = ? and node = ? order by version desc limit "
                        + MOST_VERSIONS)
                .params(processKey, node)
                .query(Instructions::instruction)
                .list();
    }

    public boolean mayWrite() {
        return policy.may(Section.WORK, Action.ASSIGN);
    }

    /**
     * Writes the next version.
     *
     * @param seen version that the writer had before him, 0 where there was none; refused when another has been written since
     */
    @Transactional
    public void write(String processKey, String node, int seen, String text) {
        policy.require(Section.WORK, Action.ASSIGN);
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
            throw new Refusal("instructions.textWrong", LONGEST_TEXT).at("text");
        }
        int newest = current(processKey, node).map(Instruction::version).orElse(0);
        try {
            if (newest != seen) {
                throw new Refusal("instructions.changedMeanwhile", newest).at("text");
            }
            jdbc.sql(
                            """
                            insert into instruction (process_key, node, version, text, author, written_at)
                            values (?, ?, ?, ?, ?, ?)""")
                    .params(
                            processKey,
                            node,
                            seen + 1,
                            text.strip(),
                            CurrentUser.login().orElse("otklik"),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException another) {
            throw new Refusal("instructions.changedMeanwhile", seen + 1).at("text");
        }
        signals.say(TOPIC);
    }

    /** Whether the person has not read this version yet; his own he knows. */
    public boolean isNew(Instruction instruction) {
        var login = CurrentUser.login();
        return login.isPresent()
                && !login.get().equals(instruction.author())
                && jdbc.sql("select count(*) from instruction_read where instruction_id = ? and login = ?")
                                .params(instruction.id(), login.get())
                                .query(Integer.class)
                                .single()
                        == 0;
    }

    /** Notes that the person has read the version; twice is once. */
    @Transactional
    public void read(Instruction instruction) {
        if (!CurrentUser.isTrying() && isNew(instruction)) {
            jdbc.sql(
                            """
                            insert into instruction_read (login, instruction_id, read_at)
                            select :login, i.id, :now from instruction i where i.id = :id and not exists
                                (select 1 from instruction_read r where r.instruction_id = i.id and r.login = :login)""")
                    .param("login", CurrentUser.login().orElseThrow())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("id", instruction.id())
                    .update();
        }
    }

    /** How many people have read each version, by its id. */
    public Map<Long, Integer> readers(List<Long> ids) {
        var readers = new HashMap<Long, Integer>();
        if (!ids.isEmpty()) {
            jdbc.sql(
                            """
                            select instruction_id, count(*) as readers from instruction_read where instruction_id in (:ids)
                            group by instruction_id""")
                    .param("ids", ids)
                    .query((row, number) -> readers.put(row.getLong("instruction_id"), row.getInt("readers")))
                    .list();
        }
        return readers;
    }

    private static Instruction instruction(ResultSet row, int number) throws SQLException {
        return new Instruction(
                row.getLong("id"),
                row.getString("process_key"),
                row.getString("node"),
                row.getInt("version"),
                row.getString("text"),
                row.getString("author"),
                row.getObject("written_at", OffsetDateTime.class).toInstant());
    }
}
