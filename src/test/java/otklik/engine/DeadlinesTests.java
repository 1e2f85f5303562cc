package otklik.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import otklik.kernel.Parameter;

/** Monday to Friday, 09:00 to 18:00, Moscow: that is the company's time unless a test says otherwise. */
class DeadlinesTests {
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private CompanyOfTest company;

    @BeforeEach
    void company() throws Exception {
        company = new CompanyOfTest();
    }

    private void exception(String day, boolean working) {
        company.exception(day, working);
    }

    private Deadlines deadlines(Map<String, String> settings) {
        return deadlines(settings, Instant.EPOCH);
    }

    private Deadlines deadlines(Map<String, String> given, Instant now) {
        return company.deadlines(given, Clock.fixed(now, ZoneOffset.UTC));
    }

    private void set(Parameter parameter, String text) {
        company.set(parameter, text);
    }

    private static Instant moscow(String local) {
        return LocalDateTime.parse(local).atZone(MOSCOW).toInstant();
    }

    private Instant after(String from, String duration) {
        return deadlines(Map.of()).working(moscow(from), Duration.parse(duration));
    }

    @Test
    void four_hours_from_friday_afternoon_end_on_monday_morning() {
        assertThat(after("2026-10-02T16:00", "PT4H")).isEqualTo(moscow("2026-10-05T11:00"));
    }

    @Test
    void time_within_one_day_is_plain_addition() {
        assertThat(after("2026-10-01T10:15", "PT2H30M")).isEqualTo(moscow("2026-10-01T12:45"));
    }

    @Test
    void a_deadline_exactly_at_closing_time_is_today() {
        assertThat(after("2026-10-02T16:00", "PT2H")).isEqualTo(moscow("2026-10-02T18:00"));
    }

    @Test
    void what_begins_at_closing_time_counts_from_the_next_opening() {
        assertThat(after("2026-10-02T18:00", "PT1H")).isEqualTo(moscow("2026-10-05T10:00"));
    }

    @Test
    void what_begins_before_the_opening_counts_from_the_opening() {
        assertThat(after("2026-10-01T03:00", "PT1H")).isEqualTo(moscow("2026-10-01T10:00"));
    }

    @Test
    void what_begins_at_the_weekend_counts_from_monday() {
        assertThat(after("2026-10-03T12:00", "PT1H")).isEqualTo(moscow("2026-10-05T10:00"));
    }

    @Test
    void holidays_do_not_count() {
        exception("2027-03-15", false);

        assertThat(after("2027-03-12T17:00", "PT2H")).isEqualTo(moscow("2027-03-16T10:00"));
    }

    @Test
    void the_new_year_holidays_of_2026_last_until_the_twelfth() {
        assertThat(after("2025-12-31T17:00", "PT2H")).isEqualTo(moscow("2026-01-12T10:00"));
        assertThat(after("2026-01-05T10:00", "PT1H")).isEqualTo(moscow("2026-01-12T10:00"));
    }

    @Test
    void a_saturday_that_was_made_a_working_day_counts() {
        exception("2026-10-03", true);

        assertThat(after("2026-10-02T17:00", "PT2H")).isEqualTo(moscow("2026-10-03T10:00"));
    }

    @Test
    void long_deadlines_run_over_weeks() {
        // Ten working days of nine hours.
        assertThat(after("2026-10-01T09:00", "PT90H")).isEqualTo(moscow("2026-10-14T18:00"));
    }

    @Test
    void the_zone_of_the_company_decides_and_not_that_of_the_server() {
        var instant = Instant.parse("2026-10-02T13:00:00Z");

        assertThat(deadlines(Map.of()).working(instant, Duration.ofHours(4))).isEqualTo("2026-10-05T08:00:00Z");
        assertThat(deadlines(Map.of("otklik.working-time.zone", "UTC")).working(instant, Duration.ofHours(4)))
                .isEqualTo("2026-10-02T17:00:00Z");
    }

    @Test
    void a_night_with_a_change_of_the_clock_takes_no_working_time() {
        var berlin = Map.of("otklik.working-time.zone", "Europe/Berlin");
        var from = LocalDateTime.parse("2026-10-23T17:00")
                .atZone(ZoneId.of("Europe/Berlin"))
                .toInstant();

        assertThat(deadlines(berlin).working(from, Duration.ofHours(2)))
                .isEqualTo(LocalDateTime.parse("2026-10-26T10:00")
                        .atZone(ZoneId.of("Europe/Berlin"))
                        .toInstant());
    }

    @Test
    void a_diagram_counts_from_now() {
        var deadlines = deadlines(Map.of(), moscow("2026-10-02T16:00"));

        assertThat(deadlines.working("PT4H")).isEqualTo(Date.from(moscow("2026-10-05T11:00")));
    }

    @Test
    void a_diagram_names_a_setting_and_gets_what_is_in_force() {
        var friday = moscow("2026-10-02T16:00");

        assertThat(deadlines(Map.of(), friday).working("managerReplyLimit"))
                .isEqualTo(Date.from(moscow("2026-10-05T11:00")));
        set(Parameter.MANAGER_REPLY_LIMIT, "PT1H");
        assertThat(deadlines(Map.of(), friday).working("managerReplyLimit"))
                .isEqualTo(Date.from(moscow("2026-10-02T17:00")));
    }

    @Test
    void a_share_of_a_limit_is_counted_in_working_time() {
        set(Parameter.MANAGER_REPLY_WARNING, "75");
        var deadlines = deadlines(Map.of(), moscow("2026-10-02T16:00"));

        assertThat(deadlines.share("managerReplyLimit", "managerReplyWarning"))
                .isEqualTo(Date.from(moscow("2026-10-05T10:00")));
        assertThat(deadlines.share("PT2H", "50")).isEqualTo(Date.from(moscow("2026-10-02T17:00")));
    }

    @Test
    void working_time_is_counted_from_another_moment_too() {
        set(Parameter.ACTIVITY_OVERDUE_HEAD, "PT2H");
        var friday = Date.from(moscow("2026-10-02T17:00"));
        var deadlines = deadlines(Map.of());

        assertThat(deadlines.workingFrom(friday, "activityOverdueHead"))
                .isEqualTo(Date.from(moscow("2026-10-05T10:00")));
        assertThat(deadlines.workingFrom(friday, "PT1H")).isEqualTo(Date.from(moscow("2026-10-02T18:00")));
    }

    @Test
    void plain_time_goes_on_through_the_weekend() {
        var deadlines = deadlines(Map.of(), moscow("2026-10-02T16:00"));

        assertThat(deadlines.after("clientChaserAfter")).isEqualTo(Date.from(moscow("2026-10-04T16:00")));
        assertThat(deadlines.after("PT2H")).isEqualTo(Date.from(moscow("2026-10-02T18:00")));
        assertThatThrownBy(() -> deadlines.after("PT-2H")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_setting_in_working_time_does_not_serve_for_plain_time_nor_the_other_way_round() {
        var deadlines = deadlines(Map.of());

        assertThatThrownBy(() -> deadlines.after("managerReplyLimit")).hasMessageContaining("managerReplyLimit");
        assertThatThrownBy(() -> deadlines.working("reopenGrace")).hasMessageContaining("reopenGrace");
    }

    @Test
    void the_working_time_of_the_page_replaces_that_of_the_installation() {
        set(Parameter.COMPANY_ZONE, "Asia/Yekaterinburg");
        set(Parameter.WORKING_DAYS, "FRIDAY,SATURDAY");
        set(Parameter.WORKING_UNTIL, "17:00");

        // 16:00 in Moscow is 18:00 there: the day is over, and Saturday is the next one.
        assertThat(deadlines(Map.of("otklik.working-time.until", "19:00"))
                        .working(moscow("2026-10-02T16:00"), Duration.ofHours(1)))
                .isEqualTo(moscow("2026-10-03T08:00"));
    }

    @Test
    void no_time_at_all_is_at_once_within_working_hours() {
        assertThat(after("2026-10-01T10:00", "PT0S")).isEqualTo(moscow("2026-10-01T10:00"));
    }

    @Test
    void the_time_between_two_moments_counts_working_hours_only() {
        var deadlines = deadlines(Map.of());

        assertThat(deadlines.workingBetween(moscow("2026-10-02T16:00"), moscow("2026-10-05T11:00")))
                .isEqualTo(Duration.ofHours(4));
        assertThat(deadlines.workingBetween(moscow("2026-10-02T20:00"), moscow("2026-10-05T08:00")))
                .isEqualTo(Duration.ZERO);
        assertThat(deadlines.workingBetween(moscow("2026-01-05T09:00"), moscow("2026-01-12T10:00")))
                .isEqualTo(Duration.ofHours(1));
        assertThat(deadlines.workingBetween(moscow("2026-10-01T12:00"), moscow("2026-10-01T11:00")))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void a_negative_duration_and_a_calendar_without_working_days_are_refused() {
        assertThatThrownBy(() -> after("2026-10-01T10:00", "PT-1H")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> deadlines(Map.of()).working("4 hours"))
                .isInstanceOf(java.time.format.DateTimeParseException.class);
        company.jdbc()
                .sql(
                        "insert into calendar_day (calendar_date, working) select dateadd(day, x, date '2028-01-01'), false from system_range(0, 4000)")
                .update();
        assertThatThrownBy(() -> after("2028-01-05T10:00", "PT1H")).hasMessageContaining("no working day");
    }
}
