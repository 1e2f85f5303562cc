package otklik.ui;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.kernel.Refusal;
import otklik.security.Action;
import otklik.security.CurrentUser;
import otklik.security.Policy;
import otklik.security.Section;

/**
 * Filters of lists that people have named: one's own, and those that a head shows to everybody. A view is the query of the list's address
 * and nothing of its rows, so it shows to each person only what he may see. Everything here is asked and done by the person of the
 * screen.
 */
@Service
public class SavedViews {
    static final int LONGEST_NAME = 60;
    private static final int LONGEST_QUERY = 2000;
    private static final int MOST = 100;
    private static final String SEEN =
            """
            select v.*, case when d.view_id is null then false else true end as is_default from saved_view v
            left join saved_view_default d on d.view_id = v.id and d.owner = :me and d.list = v.list""";

    private final JdbcClient jdbc;
    private final Policy policy;
    private final Clock clock;

    SavedViews(JdbcClient jdbc, Policy policy, Clock clock) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * A named filter.
     *
     * @param list name of the list, the path of its screen: {@code inbox}
     * @param owner login of who saved it
     * @param query of the address, without the question mark: {@code view=UNREAD&source=mail}
     * @param shared whether everybody is offered it
     * @param isDefault whether the person of this screen begins with it
     */
    public record View(
            long id, String list, String owner, String name, String query, boolean shared, boolean isDefault) {}

    /** The person's own and the shared ones of the list, by name; at most a hundred. */
    public List<View> of(String list) {
        return jdbc.sql(SEEN + " where v.list = :list and (v.owner = :me or v.shared = true) order by v.name, v.id"
                        + " limit :most")
                .param("me", me())
                .param("list", list)
                .param("most", MOST)
                .query(SavedViews::view)
                .list();
    }

    /** The one with which the person begins. */
    public Optional<View> defaultOf(String list) {
        return jdbc.sql(SEEN + " where v.list = :list and (v.owner = :me or v.shared = true) and d.view_id is not null")
                .param("me", me())
                .param("list", list)
                .query(SavedViews::view)
                .optional();
    }

    /**
     * Saves the filter; one of the same name of the person is replaced.
     *
     * @param name at most 60 characters
     * @param shared only for those who may, see {@link #mayShare()}
     */
    public View save(String list, String name, String query, boolean shared) {
        var trimmed = name.strip();
        if (trimmed.isEmpty() || trimmed.length() > LONGEST_NAME) {
            throw new Refusal("ui.views.nameMissing", LONGEST_NAME).at("name");
        }
        if (query.length() > LONGEST_QUERY) {
            throw new Refusal("ui.views.tooLong");
        }
        if (shared && !mayShare()) {
            throw new Refusal("ui.views.mayNotShare").at("shared");
        }
        if (!replace(list, trimmed, query, shared)) {
            try {
                jdbc.sql(
                                "insert into saved_view (list, owner, name, query, shared, created_at) values (?, ?, ?, ?, ?, ?)")
                        .params(
                                list,
                                me(),
                                trimmed,
                                query,
                                shared,
                                clock.instant().atOffset(ZoneOffset.UTC))
                        .update();
            } catch (DuplicateKeyException savedTwiceAtOnce) {
                replace(list, trimmed, query, shared);
            }
        }
        return jdbc.sql(SEEN + " where v.list = :list and v.owner = :me and v.name = :name")
                .param("me", me())
                .param("list", list)
                .param("name", trimmed)
                .query(SavedViews::view)
                .single();
    }

    private boolean replace(String list, String name, String query, boolean shared) {
        return jdbc.sql("update saved_view set query = ?, shared = ? where list = ? and owner = ? and name = ?")
                        .params(query, shared, list, me(), name)
                        .update()
                == 1;
    }

    /** Whether the person may offer filters to everybody: whoever may give work to others. */
    public boolean mayShare() {
        return policy.may(Section.WORK, Action.ASSIGN);
    }

    /** Whether the person may delete the filter: his own, or a shared one if he may share. */
    public boolean mayRemove(View view) {
        return view.owner().equals(me()) || view.shared() && mayShare();
    }

    /** Deletes the filter; what is gone already is no error. */
    public void remove(View view) {
        if (!mayRemove(view)) {
            throw new Refusal("ui.views.notYours", view.name());
        }
        jdbc.sql("delete from saved_view where id = ?").param(view.id()).update();
    }

    /** From now on the person begins with this filter; none: with the list as it comes. */
    public void beginWith(String list, @Nullable View view) {
        jdbc.sql("delete from saved_view_default where owner = ? and list = ?")
                .params(me(), list)
                .update();
        if (view == null) {
            return;
        }
        try {
            jdbc.sql("insert into saved_view_default (owner, list, view_id) values (?, ?, ?)")
                    .params(me(), list, view.id())
                    .update();
        } catch (DuplicateKeyException chosenTwiceAtOnce) {
            jdbc.sql("update saved_view_default set view_id = ? where owner = ? and list = ?")
                    .params(view.id(), me(), list)
                    .update();
        }
    }

    private static String me() {
        return CurrentUser.login().orElseThrow(() -> new IllegalStateException("Nobody is signed in"));
    }

    private static View view(ResultSet row, int number) throws SQLException {
        return new View(
                row.getLong("id"),
                row.getString("list"),
                row.getString("owner"),
                row.getString("name"),
                row.getString("query"),
                row.getBoolean("shared"),
                row.getBoolean("is_default"));
    }
}
