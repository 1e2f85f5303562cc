package otklik.customers;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Cases that belong to a person by a column of their table go along with the person; their processes go on as they are. */
public abstract class CasesOfPeople implements PersonMerging {
    private final JdbcClient jdbc;
    private final String table;
    private final String part;

    /**
     * @param table with the columns id, number, person and version; never a text from outside
     * @param part as in {@link #part()}
     */
    protected CasesOfPeople(JdbcClient jdbc, String table, String part) {
        this.jdbc = jdbc;
        this.table = table;
        this.part = part;
    }

    @Override
    public String part() {
        return part;
    }

    @Override
    public String move(String from, String into) {
        var moved = jdbc.sql("select number from " + table + " where person = ? order by id")
                .param(from)
                .query(String.class)
                .list();
        // The version goes up, so that a step which has the row in hand begins anew instead of writing the old owner
        // back.
        jdbc.sql("update " + table + " set person = ?, version = version + 1 where person = ?")
                .params(into, from)
                .update();
        return String.join(" ", moved);
    }

    @Override
    public void back(String from, String into, String record) {
        var moved = Merging.words(record, " ");
        if (!moved.isEmpty()) {
            jdbc.sql("update " + table
                            + " set person = :from, version = version + 1 where person = :into and number in (:moved)")
                    .param("from", from)
                    .param("into", into)
                    .param("moved", moved)
                    .update();
        }
    }
}
