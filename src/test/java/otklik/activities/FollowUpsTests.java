package otklik.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import otklik.DecisionsOfFiles;
import otklik.customers.CycleOfTest;
import otklik.engine.CompanyOfTest;
import otklik.engine.Decisions;
import otklik.kernel.Parameter;

/** Monday to Friday, 09:00 to 18:00, Moscow; clients are called from 09:00 to 20:00 of their own clock; cycles of two weeks from 5 January 2026. */
class FollowUpsTests {
    private static final String TABLE = "processes/activities/follow-up.dmn";
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final Decisions DECISIONS = CompanyOfTest.decisions(TABLE);

    private CompanyOfTest company;

    @BeforeEach
    void company() throws Exception {
        company = new CompanyOfTest();
    }

    /** All moments by the clock of Moscow; 1 October 2026 is a Thursday. */
    @ParameterizedTest(name = "{0}: {1}, client in {2}, is {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                // a working day
                "2026-10-01T10:00 | IN_TWO_HOURS     | Europe/Moscow      | 2026-10-01T12:00",
                "2026-10-01T10:00 | TOMORROW_MORNING | Europe/Moscow      | 2026-10-02T09:00",
                "2026-10-01T10:00 | IN_TWO_DAYS      | Europe/Moscow      | 2026-10-05T09:00",
                "2026-10-01T10:00 | NEXT_CYCLE       | Europe/Moscow      | 2026-10-12T09:00",
                // Friday evening
                "2026-10-02T17:30 | IN_TWO_HOURS     | Europe/Moscow      | 2026-10-05T09:00",
                "2026-10-02T17:30 | TOMORROW_MORNING | Europe/Moscow      | 2026-10-05T09:00",
                "2026-10-02T17:30 | IN_TWO_DAYS      | Europe/Moscow      | 2026-10-05T09:00",
                // a client in Vladivostok, seven hours ahead: he is called until our 13:00
                "2026-10-01T09:30 | IN_TWO_HOURS     | Asia/Vladivostok   | 2026-10-01T11:30",
                "2026-10-01T12:00 | IN_TWO_HOURS     | Asia/Vladivostok   | 2026-10-02T09:00",
                "2026-10-02T12:00 | IN_TWO_HOURS     | Asia/Vladivostok   | 2026-10-05T09:00",
                "2026-10-01T12:00 | TOMORROW_MORNING | Asia/Vladivostok   | 2026-10-02T09:00",
                // a client in Kaliningrad, an hour behind: he is called from our 10:00
                "2026-10-01T12:00 | TOMORROW_MORNING | Europe/Kaliningrad | 2026-10-02T10:00",
                // a client in Los Angeles, whose hours never meet ours
                "2026-10-01T12:00 | TOMORROW_MORNING | America/Los_Angeles | 2026-10-02T19:00",
                // before the holidays of the new year
                "2025-12-31T17:00 | IN_TWO_HOURS     | Europe/Moscow      | 2026-01-12T09:00",
                "2025-12-31T10:00 | TOMORROW_MORNING | Europe/Moscow      | 2026-01-12T09:00",
                "2025-12-31T10:00 | IN_TWO_DAYS      | Europe/Moscow      | 2026-01-12T09:00",
                // the last day of a cycle, a Sunday, and the last working day of it
                "2026-10-11T12:00 | NEXT_CYCLE       | Europe/Moscow      | 2026-10-12T09:00",
                "2026-10-09T17:59 | NEXT_CYCLE       | Asia/Vladivostok   | 2026-10-12T09:00",
                "2026-10-12T00:00 | NEXT_CYCLE       | Europe/Moscow      | 2026-10-26T09:00",
            })
    void momentThatIsSaidQuicklyIsOneAtWhichWeWorkAndTheClientMayBeCalled(
            String now, FollowUp next, ZoneId zone, String due) {
        assertThat(followUps(now).due(next, zone)).isEqualTo(moscow(due));
    }

    @Test
    void whoWasNotReachedIsCalledAgainAfterTheTimeOfTheSetting() {
        assertThat(followUps("2026-10-01T10:00").again(null)).isEqualTo(moscow("2026-10-01T12:00"));
        company.set(Parameter.RETRY_AFTER_NO_ANSWER, "PT45M");
        assertThat(followUps("2026-10-01T10:00").again(null)).isEqualTo(moscow("2026-10-01T10:45"));
        assertThat(followUps("2026-10-02T17:30").again(null)).isEqualTo(moscow("2026-10-05T09:00"));
    }

    @Test
    void holidayOfTheCalendarIsNoMorning() {
        company.exception("2026-10-02", false);

        assertThat(followUps("2026-10-01T10:00").due(FollowUp.TOMORROW_MORNING, null))
                .isEqualTo(moscow("2026-10-05T09:00"));
    }

    @Test
    void tableAnswersEveryChoiceOfTheFormAndNoOther() {
        assertThat(DecisionsOfFiles.inputs(TABLE))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(FollowUp.values())
                        .filter(next -> next != FollowUp.NONE)
                        .map(FollowUp::word)
                        .toList());
        assertThatThrownBy(() -> followUps("2026-10-01T10:00").due(FollowUp.NONE, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private FollowUps followUps(String now) {
        var clock = Clock.fixed(moscow(now), ZoneOffset.UTC);
        var parameters = company.parameters(Map.of(), clock);
        return new FollowUps(
                DECISIONS, company.deadlines(Map.of(), clock), parameters, CycleOfTest.by(parameters, clock), clock);
    }

    private static Instant moscow(String local) {
        return LocalDateTime.parse(local).atZone(MOSCOW).toInstant();
    }
}
