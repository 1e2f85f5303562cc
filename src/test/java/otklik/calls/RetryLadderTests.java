package otklik.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import otklik.DecisionsOfFiles;
import otklik.customers.ClientZone;
import otklik.engine.CompanyOfTest;
import otklik.engine.Decisions;
import otklik.kernel.Parameter;
import otklik.telephony.CallCause;

/**
 * Monday to Friday, 09:00 to 18:00, Moscow; clients are called from 09:00 to 20:00 of their own clock, and 14:30 parts their day; three
 * attempts a day, six in all. 1 October 2026 is a Thursday.
 */
class RetryLadderTests {
    private static final String TABLE = "processes/calls/retry-ladder.dmn";
    private static final Decisions DECISIONS = CompanyOfTest.decisions(TABLE);

    private CompanyOfTest company;

    @BeforeEach
    void company() throws Exception {
        company = new CompanyOfTest();
    }

    /** All moments by the clock of Moscow: when it rang in vain, and when it rings again. */
    @ParameterizedTest(name = "{0}, attempt {1} of the day and {2} in all, at {3}, client in {4}: {5}, {6}")
    @CsvSource(
            delimiter = '|',
            value = {
                // cause        | of day | in all | rang at          | client in          | so            | again at
                // nobody answers: two hours later, then the other half of the next working day
                "NO_ANSWER       | 1 | 1 | 2026-10-01T10:00 | Europe/Moscow       | later         | 2026-10-01T12:00",
                "NO_ANSWER       | 2 | 2 | 2026-10-01T12:00 | Europe/Moscow       | nextAfternoon | 2026-10-02T14:30",
                "NO_ANSWER       | 1 | 3 | 2026-10-02T15:00 | Europe/Moscow       | later         | 2026-10-02T17:00",
                "NO_ANSWER       | 2 | 4 | 2026-10-02T17:00 | Europe/Moscow       | nextMorning   | 2026-10-05T09:00",
                "NO_ANSWER       | 1 | 5 | 2026-10-05T09:00 | Europe/Moscow       | later         | 2026-10-05T11:00",
                "NO_ANSWER       | 2 | 6 | 2026-10-05T11:00 | Europe/Moscow       | exhausted     | ",
                // in the evening two hours later is the next morning
                "NO_ANSWER       | 1 | 1 | 2026-10-01T17:30 | Europe/Moscow       | later         | 2026-10-02T09:00",
                "NO_ANSWER       | 1 | 1 | 2026-10-02T17:30 | Europe/Moscow       | later         | 2026-10-05T09:00",
                // the third of a day is the last
                "NO_ANSWER       | 3 | 3 | 2026-10-01T11:00 | Europe/Moscow       | nextAfternoon | 2026-10-02T14:30",
                "BUSY            | 3 | 3 | 2026-10-01T16:00 | Europe/Moscow       | nextMorning   | 2026-10-02T09:00",
                "CONGESTION      | 3 | 4 | 2026-10-01T10:00 | Europe/Moscow       | nextAfternoon | 2026-10-02T14:30",
                // busy: free soon, or talking for long
                "BUSY            | 1 | 1 | 2026-10-01T10:00 | Europe/Moscow       | soon          | 2026-10-01T10:10",
                "BUSY            | 2 | 2 | 2026-10-01T10:10 | Europe/Moscow       | later         | 2026-10-01T12:10",
                "BUSY            | 1 | 6 | 2026-10-01T10:00 | Europe/Moscow       | exhausted     | ",
                // declined: never again on the same day
                "DECLINED        | 1 | 1 | 2026-10-01T10:00 | Europe/Moscow       | nextAfternoon | 2026-10-02T14:30",
                "DECLINED        | 1 | 1 | 2026-10-02T15:00 | Europe/Moscow       | nextMorning   | 2026-10-05T09:00",
                "DECLINED        | 2 | 6 | 2026-10-02T15:00 | Europe/Moscow       | exhausted     | ",
                // a machine: the other half of the day
                "MACHINE         | 1 | 1 | 2026-10-01T10:00 | Europe/Moscow       | thisAfternoon | 2026-10-01T14:30",
                "MACHINE         | 2 | 2 | 2026-10-01T14:30 | Europe/Moscow       | nextMorning   | 2026-10-02T09:00",
                "MACHINE         | 3 | 3 | 2026-10-01T10:30 | Europe/Moscow       | nextAfternoon | 2026-10-02T14:30",
                // our own line
                "CONGESTION      | 1 | 1 | 2026-10-01T10:00 | Europe/Moscow       | soon          | 2026-10-01T10:10",
                "PROVIDER_FAILED | 2 | 2 | 2026-10-01T10:00 | Europe/Moscow       | soon          | 2026-10-01T10:10",
                "PROVIDER_SILENT | 2 | 5 | 2026-10-01T10:00 | Europe/Moscow       | soon          | 2026-10-01T10:10",
                "PROVIDER_SILENT | 2 | 6 | 2026-10-01T10:00 | Europe/Moscow       | exhausted     | ",
                // Vladivostok, seven hours ahead: its evening is our noon, its afternoon our morning
                "NO_ANSWER       | 1 | 1 | 2026-10-01T10:00 | Asia/Vladivostok    | later         | 2026-10-01T12:00",
                "NO_ANSWER       | 1 | 1 | 2026-10-01T12:00 | Asia/Vladivostok    | later         | 2026-10-02T09:00",
                "NO_ANSWER       | 2 | 2 | 2026-10-01T12:00 | Asia/Vladivostok    | nextMorning   | 2026-10-02T09:00",
                // Kaliningrad, an hour behind: 14:30 there is 15:30 here
                "DECLINED        | 1 | 1 | 2026-10-01T11:00 | Europe/Kaliningrad  | nextAfternoon | 2026-10-02T15:30",
                "DECLINED        | 1 | 1 | 2026-10-01T16:00 | Europe/Kaliningrad  | nextMorning   | 2026-10-02T10:00",
                // Los Angeles, whose hours never meet ours: the client's count
                "DECLINED        | 1 | 1 | 2026-10-01T20:00 | America/Los_Angeles | nextAfternoon | 2026-10-05T19:00",
                // before the holidays of the new year
                "NO_ANSWER       | 2 | 2 | 2025-12-31T10:00 | Europe/Moscow       | nextAfternoon | 2026-01-12T14:30",
            })
    void whoIsNotReachedIsCalledAgain(
            CallCause cause, int ofDay, int inAll, LocalDateTime rang, ZoneId zone, String word, LocalDateTime again) {
        var now = rang.atZone(ZoneId.of("Europe/Moscow")).toInstant();
        var clock = Clock.fixed(now, ZoneOffset.UTC);
        var deadlines = company.deadlines(Map.of(), clock);
        var parameters = company.parameters(Map.of(), clock);
        var windows = new CallWindows(parameters, new otklik.customers.ClientHours(parameters), deadlines);
        var client = new ClientZone.Zone(zone, ClientZone.Origin.COMPANY, List.of(zone));

        var said = DECISIONS.ask(
                "retry-ladder",
                Map.of(
                        "cause",
                        cause.name(),
                        "attemptOfDay",
                        (long) ofDay,
                        "attemptsLeftToday",
                        (long) parameters.number(Parameter.MOST_ATTEMPTS_PER_DAY) - ofDay,
                        "attemptsLeft",
                        (long) parameters.number(Parameter.MOST_ATTEMPTS) - inAll,
                        "halfOfDay",
                        windows.half(zone, now).name().toLowerCase(Locale.ROOT)));

        assertThat(said).isEqualTo(word);
        if (again != null) {
            assertThat(new RetryMoments(windows, deadlines, parameters, clock)
                            .at(said, client)
                            .atZone(ZoneId.of("Europe/Moscow"))
                            .toLocalDateTime())
                    .isEqualTo(again);
        }
    }

    @Test
    void everyCauseThatLeadsToTheLadderStandsInItsTable() {
        var words = new HashSet<String>();
        DecisionsOfFiles.inputs(TABLE).forEach(cell -> words.addAll(Arrays.asList(cell.split(", "))));

        assertThat(words)
                .contains(
                        "NO_ANSWER", "BUSY", "DECLINED", "MACHINE", "CONGESTION", "PROVIDER_FAILED", "PROVIDER_SILENT");
    }
}
