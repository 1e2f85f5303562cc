package otklik.mail;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each mailbox has been read. */
@Component
class SourceRows {
    private static final Logger log = LoggerFactory.getLogger(SourceRows.class);

    private final JdbcClient jdbc;

    SourceRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How far a folder has been read.
     *
     * @param numbering grows each time the server begins to number anew, with or without a new UIDVALIDITY
     */
    record Position(String source, String folder, long uidValidity, long numbering, long lastUid) {}

    void ensure(String source, String folder) {
        try {
            jdbc.sql(
                            """
                            insert into mail_source (name, folder, uid_validity, last_uid, numbering)
                            select ?, ?, 0, 0, 0 where not exists (select 1 from mail_source where name = ?)""")
                    .params(source, folder, source)
                    .update();
        } catch (DuplicateKeyException otherNode) {
            log.debug("Another node has registered {} first", source);
        }
    }

    Position position(String source) {
        return find(source, "");
    }

    /** The position, locked until the end of the transaction: one letter of a source at a time, whatever nodes poll. */
    Position lock(String source) {
        return find(source, " for update");
    }

    private Position find(String source, String lock) {
        return jdbc.sql("select name, folder, uid_validity, numbering, last_uid from mail_source where name = ?" + lock)
                .param(source)
                .query((row, number) -> new Position(
                        row.getString("name"),
                        row.getString("folder"),
                        row.getLong("uid_validity"),
                        row.getLong("numbering"),
                        row.getLong("last_uid")))
                .single();
    }

    /**
     * Starts again from the first letter where the server has begun to number anew: another folder, another UIDVALIDITY, or a next UID that
     * was given already.
     */
    Position align(Position known, String folder, long uidValidity, long uidNext) {
        var fresh = !known.folder().equals(folder)
                || known.uidValidity() != uidValidity
                || uidNext > 0 && uidNext <= known.lastUid();
        if (fresh) {
            jdbc.sql(
                            """
                            update mail_source set folder = ?, uid_validity = ?, last_uid = 0, numbering = numbering + 1
                            where name = ? and numbering = ? and last_uid = ?""")
                    .params(folder, uidValidity, known.source(), known.numbering(), known.lastUid())
                    .update();
        }
        return position(known.source());
    }

    void advance(Position position, long uid) {
        jdbc.sql("update mail_source set last_uid = ? where name = ?")
                .params(uid, position.source())
                .update();
    }

    /** Passes over a letter that is not there any more. */
    void skip(Position position, long uid) {
        jdbc.sql("update mail_source set last_uid = ? where name = ? and numbering = ? and last_uid < ?")
                .params(uid, position.source(), position.numbering(), uid)
                .update();
    }

    /** How many letters of each mailbox are parked. */
    Map<String, Long> parked() {
        var parked = new HashMap<String, Long>();
        jdbc.sql("select source, count(*) as parked from received_letter where problem is not null group by source")
                .query(row -> {
                    parked.put(row.getString("source"), row.getLong("parked"));
                });
        return parked;
    }

    void retryParkedFromNow() {
        jdbc.sql("update received_letter set retries = 0, next_retry_at = current_timestamp where problem is not null")
                .update();
    }

    /** The first parked letter whose next attempt is due and whose id is greater. */
    Optional<Long> nextParked(String source, int mostRetries, long afterId) {
        return jdbc.sql(
                        """
                        select id from received_letter
                        where source = ? and problem is not null and retries < ? and next_retry_at <= current_timestamp and id > ?
                        order by id limit 1""")
                .params(source, mostRetries, afterId)
                .query(Long.class)
                .optional();
    }
}
