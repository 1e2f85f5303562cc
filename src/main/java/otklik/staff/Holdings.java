package otklik.staff;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.security.CurrentUser;
import otklik.staff.Company.Holder;

/** Which presets and single rights an employee, a team or a department holds. To be changed within {@link Rights#apply} only. */
@Component
class Holdings {
    private final JdbcClient jdbc;
    private final Clock clock;

    Holdings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Codes of presets and texts of rights. */
    Set<String> of(Holder holder) {
        return new HashSet<>(jdbc.sql("select granted from right_grant where holder_kind = ? and holder_id = ?")
                .params(holder.kind().name(), holder.id())
                .query(String.class)
                .list());
    }

    /** The same of all holders of a kind, by their ids. */
    Map<Long, Set<String>> ofAll(Holder.Kind kind) {
        var all = new HashMap<Long, Set<String>>();
        jdbc.sql("select holder_id, granted from right_grant where holder_kind = ?")
                .param(kind.name())
                .query(row -> {
                    all.computeIfAbsent(row.getLong("holder_id"), id -> new HashSet<>())
                            .add(row.getString("granted"));
                });
        return all;
    }

    /** Leaves the holder exactly this; what stays keeps its date. */
    void set(Holder holder, Set<String> granted) {
        var before = of(holder);
        for (var lost : before) {
            if (!granted.contains(lost)) {
                jdbc.sql("delete from right_grant where holder_kind = ? and holder_id = ? and granted = ?")
                        .params(holder.kind().name(), holder.id(), lost)
                        .update();
            }
        }
        for (var gained : granted) {
            if (!before.contains(gained)) {
                jdbc.sql(
                                """
                                insert into right_grant (holder_kind, holder_id, granted, granted_at, granted_by)
                                values (?, ?, ?, ?, ?)""")
                        .params(
                                holder.kind().name(),
                                holder.id(),
                                gained,
                                clock.instant().atOffset(ZoneOffset.UTC),
                                CurrentUser.login().orElse(null))
                        .update();
            }
        }
    }
}
