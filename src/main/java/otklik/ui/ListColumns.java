package otklik.ui;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import otklik.security.CurrentUser;

/** Which columns of a list a person has chosen; asked and kept for the person of the screen. */
@Service
public class ListColumns {
    private static final int LONGEST = 2000;

    private final JdbcClient jdbc;

    ListColumns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The keys of the columns in their order; empty where the person has chosen none. */
    public Optional<List<String>> of(String list) {
        return jdbc.sql("select shown from list_columns where owner = ? and list = ?")
                .params(me(), list)
                .query(String.class)
                .optional()
                .map(shown -> Arrays.stream(shown.split(" "))
                        .filter(key -> !key.isEmpty())
                        .toList());
    }

    /** @param keys without spaces in them, all together at most 2000 characters */
    public void choose(String list, List<String> keys) {
        var shown = String.join(" ", keys);
        if (shown.length() > LONGEST) {
            throw new IllegalArgumentException("Too many columns: " + keys.size());
        }
        if (!replace(list, shown)) {
            try {
                jdbc.sql("insert into list_columns (owner, list, shown) values (?, ?, ?)")
                        .params(me(), list, shown)
                        .update();
            } catch (DuplicateKeyException chosenTwiceAtOnce) {
                replace(list, shown);
            }
        }
    }

    private boolean replace(String list, String shown) {
        return jdbc.sql("update list_columns set shown = ? where owner = ? and list = ?")
                        .params(shown, me(), list)
                        .update()
                == 1;
    }

    private static String me() {
        return CurrentUser.login().orElseThrow(() -> new IllegalStateException("Nobody is signed in"));
    }
}
