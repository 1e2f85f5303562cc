package otklik.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import org.junit.jupiter.api.Test;

class SeriesTests {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String RULE = Series.rule(LocalDateTime.parse("2026-10-20T09:00"), BERLIN, Period.ofWeeks(2));

    @Test
    void hour_stays_when_the_clocks_of_the_zone_go_back() {
        assertThat(after("2026-10-20T07:00:00Z")).isEqualTo("2026-11-03T08:00:00Z");
    }

    @Test
    void anchor_that_lies_ahead_is_the_first_round() {
        assertThat(after("2026-10-01T00:00:00Z")).isEqualTo("2026-10-20T07:00:00Z");
    }

    @Test
    void round_of_this_very_moment_is_over() {
        assertThat(after("2026-11-03T08:00:00Z")).isEqualTo("2026-11-17T08:00:00Z");
    }

    @Test
    void rounds_that_nobody_was_there_to_begin_are_left_out() {
        assertThat(after("2026-12-20T12:00:00Z")).isEqualTo("2026-12-29T08:00:00Z");
    }

    @Test
    void moment_of_a_round_does_not_move_with_the_lateness_of_the_round() {
        assertThat(by("2026-11-03T08:00:00Z").inThisRound(RULE, Instant.parse("2026-10-23T16:00:00Z")))
                .isEqualTo("2026-11-06T17:00:00Z");
        assertThat(by("2026-11-05T06:30:12Z").inThisRound(RULE, Instant.parse("2026-10-23T16:00:00Z")))
                .isEqualTo("2026-11-06T17:00:00Z");
    }

    @Test
    void moment_of_the_first_round_is_as_it_was_given() {
        assertThat(by("2026-10-20T07:00:00Z").inThisRound(RULE, Instant.parse("2026-10-23T16:00:00Z")))
                .isEqualTo("2026-10-23T16:00:00Z");
        assertThat(by("2026-11-03T07:59:00Z").inThisRound(RULE, Instant.parse("2026-10-23T16:00:00Z")))
                .isEqualTo("2026-10-23T16:00:00Z");
    }

    @Test
    void rule_without_a_period_is_none() {
        assertThatThrownBy(() -> by("2026-10-20T07:00:00Z").next("2026-10-20T09:00 Europe/Berlin P0D"))
                .hasMessageContaining("period");
        assertThatThrownBy(() -> by("2026-10-20T07:00:00Z").next("every Monday"))
                .hasMessageContaining("every Monday");
    }

    private static Instant after(String now) {
        Date next = by(now).next(RULE);
        return next.toInstant();
    }

    private static Series by(String now) {
        return new Series(Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }
}
