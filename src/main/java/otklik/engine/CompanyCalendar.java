package otklik.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The days on which the company keeps other than its usual days: public holidays, moved working days. */
@Component
public class CompanyCalendar {
    private final JdbcClient jdbc;

    CompanyCalendar(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One exception.
     *
     * @param working whether people work on that day
     * @param note why, at most 200 characters
     */
    public record Day(LocalDate date, boolean working, @Nullable String note) {
        static Day of(ResultSet row, int number) throws SQLException {
            return new Day(
                    row.getObject("calendar_date", LocalDate.class), row.getBoolean("working"), row.getString("note"));
        }
    }

    /** The exceptions from that day on: whether it is a working day. */
    Map<LocalDate, Boolean> from(LocalDate first) {
        return jdbc.sql("select calendar_date, working from calendar_day where calendar_date >= ?")
                .param(first)
                .query(rows -> {
                    var days = new HashMap<LocalDate, Boolean>();
                    while (rows.next()) {
                        days.put(rows.getObject("calendar_date", LocalDate.class), rows.getBoolean("working"));
                    }
                    return days;
                });
    }

    /** The exceptions between two days, both included, the earliest first. */
    public List<Day> between(LocalDate first, LocalDate last) {
        return jdbc.sql("select * from calendar_day where calendar_date between ? and ? order by calendar_date")
                .params(first, last)
                .query(Day::of)
                .list();
    }

    public Optional<Day> find(LocalDate date) {
        return jdbc.sql("select * from calendar_day where calendar_date = ?")
                .param(date)
                .query(Day::of)
                .optional();
    }

    /** The years that have exceptions, the earliest first. */
    public List<Integer> years() {
        return jdbc.sql(
                        "select distinct extract(year from calendar_date) as calendar_year from calendar_day order by 1")
                .query((row, number) -> row.getInt("calendar_year"))
                .list();
    }

    /** Adds the exception, or puts it in the place of the day's present one. */
    public void put(Day day) {
        int rows = jdbc.sql("update calendar_day set working = ?, note = ? where calendar_date = ?")
                .params(day.working(), day.note(), day.date())
                .update();
        if (rows == 0) {
            jdbc.sql("insert into calendar_day (calendar_date, working, note) values (?, ?, ?)")
                    .params(day.date(), day.working(), day.note())
                    .update();
        }
    }

    /** Takes the exception away; false where there was none. */
    public boolean remove(LocalDate date) {
        return jdbc.sql("delete from calendar_day where calendar_date = ?")
                        .param(date)
                        .update()
                == 1;
    }
}
