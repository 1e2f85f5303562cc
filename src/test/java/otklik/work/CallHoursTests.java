package otklik.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import otklik.customers.ClientHours;
import otklik.customers.ZonesOfTest;
import otklik.engine.CompanyOfTest;
import otklik.kernel.Parameter;
import otklik.work.CallHours.Turn;

/** What the order of work knows of a client's hours is what the dialler keeps to; we are in Moscow, and call from 09:00 to 20:00. */
class CallHoursTests {
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final String VLADIVOSTOK = "+74232407788";
    private static final String ANYWHERE_IN_RUSSIA = "+79161234567";

    @ParameterizedTest(name = "{0}: a call to {1}, zone {2}, only decent hours: {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "2026-12-01T10:30 | +79161234567 | -             | true  | true  | 2026-12-01T11:00",
                "2026-12-01T11:00 | +79161234567 | -             | true  | false | 2026-12-02T10:00",
                "2026-12-01T15:00 | +79161234567 | -             | true  | false | 2026-12-02T10:00",
                "2026-12-01T15:00 | +79161234567 | -             | false | true  | 2026-12-01T20:00",
                "2026-12-01T15:00 | +79161234567 | Europe/Moscow | true  | true  | 2026-12-01T20:00",
                "2026-12-01T20:00 | +79161234567 | Europe/Moscow | true  | false | 2026-12-02T09:00",
                "2026-12-01T12:00 | +74232407788 | -             | true  | true  | 2026-12-01T13:00",
                "2026-12-01T14:00 | +74232407788 | -             | false | false | 2026-12-02T02:00",
                "2026-12-01T14:00 | -            | -             | true  | true  | 2026-12-01T20:00",
            })
    void e35_callIsGivenOutInTheHoursInWhichTheDiallerDialsIt(
            String now, @Nullable String phone, @Nullable ZoneId zone, boolean isNarrow, boolean ready, String turn)
            throws Exception {
        var facts = new TaskFacts("K-1", phone, zone, true);

        assertThat(hours(now, isNarrow).turn(moscow(now), null, facts, false)).isEqualTo(new Turn(ready, moscow(turn)));
    }

    @ParameterizedTest(name = "promised for 16:00 to Vladivostok, where it is 23:00: at {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-12-01T15:00 | true  | false | 2026-12-01T16:00",
                "2026-12-01T16:05 | true  | true  | 2026-12-01T16:15",
                "2026-12-01T16:15 | true  | false | 2026-12-02T02:00",
                "2026-12-01T16:05 | false | false | 2026-12-02T02:00",
            })
    void promiseCountsForAsLongAsItIsWaitedForAndThenTheClientsClock(
            String now, boolean isPromised, boolean ready, String turn) throws Exception {
        var facts = new TaskFacts("K-1", VLADIVOSTOK, null, true);

        assertThat(hours(now, true).turn(moscow(now), moscow("2026-12-01T16:00"), facts, isPromised))
                .isEqualTo(new Turn(ready, moscow(turn)));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void workThatIsNoCallIsReadyAtAnyHour(boolean isNarrow) throws Exception {
        var facts = new TaskFacts("K-1", ANYWHERE_IN_RUSSIA, null, false);

        assertThat(hours("2026-12-01T03:00", isNarrow).turn(moscow("2026-12-01T03:00"), null, facts, false))
                .isEqualTo(new Turn(true, null));
    }

    private static CallHours hours(String now, boolean isNarrow) throws Exception {
        var clock = Clock.fixed(moscow(now), ZoneOffset.UTC);
        var company = new CompanyOfTest();
        company.set(Parameter.CALL_WINDOW_NARROW, String.valueOf(isNarrow));
        var parameters = company.parameters(Map.of(), clock);
        return new CallHours(new ClientHours(parameters), ZonesOfTest.by(parameters));
    }

    private static Instant moscow(String local) {
        return LocalDateTime.parse(local).atZone(MOSCOW).toInstant();
    }
}
