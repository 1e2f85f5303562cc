package otklik.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import otklik.calls.PromisedTime.Shift;
import otklik.customers.ClientHours;
import otklik.customers.ClientZone;
import otklik.engine.CompanyOfTest;

/** Clients are called from 09:00 to 20:00 of their own clock; we are in Moscow. */
class CallWindowsTests {
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final ZoneId VLADIVOSTOK = ZoneId.of("Asia/Vladivostok");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private CallWindows windows;
    private PromisedTime promises;

    @BeforeEach
    void company() throws Exception {
        var company = new CompanyOfTest();
        var clock = Clock.fixed(moscow("2026-10-01T10:00"), ZoneOffset.UTC);
        var parameters = company.parameters(Map.of(), clock);
        windows = new CallWindows(parameters, new ClientHours(parameters), company.deadlines(Map.of(), clock));
        promises = new PromisedTime(windows);
    }

    @ParameterizedTest(name = "{0}, client in {1}: again from {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-10-01T10:00 | Europe/Moscow    | 2026-10-01T10:00",
                "2026-10-01T08:59 | Europe/Moscow    | 2026-10-01T09:00",
                "2026-10-01T19:59 | Europe/Moscow    | 2026-10-01T19:59",
                "2026-10-01T20:00 | Europe/Moscow    | 2026-10-02T09:00",
                "2026-10-01T12:59 | Asia/Vladivostok | 2026-10-01T12:59",
                "2026-10-01T14:00 | Asia/Vladivostok | 2026-10-02T02:00",
            })
    void clientIsCalledInHisOwnHours(String at, ZoneId zone, String open) {
        assertThat(windows.next(known(zone), moscow(at))).isEqualTo(moscow(open));
    }

    @Test
    void e35_whereTheZoneIsAssumedOnlyTheHoursCountThatAreDecentInAllPossibleZones() {
        // A mobile number of Russia may be in Kaliningrad as well as in Kamchatka, ten hours apart.
        var anywhere = assumed("Europe/Moscow", "Europe/Kaliningrad", "Asia/Yekaterinburg", "Asia/Kamchatka");

        assertThat(windows.isOpen(anywhere, moscow("2026-10-01T10:30"))).isTrue();
        assertThat(windows.isOpen(anywhere, moscow("2026-10-01T09:59"))).isFalse();
        assertThat(windows.isOpen(anywhere, moscow("2026-10-01T11:00"))).isFalse();
        assertThat(windows.next(anywhere, moscow("2026-10-01T15:00"))).isEqualTo(moscow("2026-10-02T10:00"));
        assertThat(anywhere.isAssumed()).isTrue();
    }

    @Test
    void e35_zonesWithoutACommonHourLeaveTheHoursOfTheAssumedOne() {
        var world = assumed("Europe/Moscow", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Auckland");

        assertThat(windows.next(world, moscow("2026-10-01T10:00"))).isEqualTo(moscow("2026-10-01T10:00"));
        assertThat(windows.next(world, moscow("2026-10-01T21:00"))).isEqualTo(moscow("2026-10-02T09:00"));
    }

    @Test
    void e36_callbackThatIsPromisedByOurClockIsShownByBothAndWarnsOutsideTheClientsHours() {
        var fourteen = promise("2026-10-01T14:00", MOSCOW, VLADIVOSTOK);

        assertThat(fourteen.ours().toLocalDateTime()).isEqualTo("2026-10-01T14:00");
        assertThat(fourteen.theirs().toLocalDateTime()).isEqualTo("2026-10-01T21:00");
        assertThat(fourteen.differs()).isTrue();
        assertThat(fourteen.isOpen()).isFalse();
        assertThat(fourteen.nextOpen()).isEqualTo(moscow("2026-10-02T02:00"));

        assertThat(promise("2026-10-01T12:00", MOSCOW, VLADIVOSTOK).isOpen()).isTrue();
        assertThat(promise("2026-10-01T14:00", MOSCOW, MOSCOW).differs()).isFalse();
    }

    @Test
    void e37_hourThatTheClocksLeaveOutBecomesTheFirstMinuteAfterIt() {
        var gap = promise("2026-03-29T02:30", BERLIN, BERLIN);

        assertThat(gap.shift()).isEqualTo(Shift.GAP);
        assertThat(gap.theirs().toLocalDateTime()).isEqualTo("2026-03-29T03:00");
        assertThat(gap.moment()).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
    }

    @Test
    void e37_hourThatComesTwiceIsTheFirstOfTheTwo() {
        var overlap = promise("2026-10-25T02:30", BERLIN, BERLIN);

        assertThat(overlap.shift()).isEqualTo(Shift.OVERLAP);
        assertThat(overlap.moment()).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(promise("2026-10-25T03:30", BERLIN, BERLIN).shift()).isEqualTo(Shift.NONE);
    }

    private PromisedTime.Preview promise(String local, ZoneId clock, ZoneId client) {
        return promises.of(LocalDateTime.parse(local), clock, MOSCOW, known(client));
    }

    private static ClientZone.Zone known(ZoneId zone) {
        return new ClientZone.Zone(zone, ClientZone.Origin.COMPANY, List.of(zone));
    }

    private static ClientZone.Zone assumed(String... zones) {
        var possible = Arrays.stream(zones).map(ZoneId::of).toList();
        return new ClientZone.Zone(possible.get(0), ClientZone.Origin.ASSUMED, possible);
    }

    private static Instant moscow(String local) {
        return LocalDateTime.parse(local).atZone(MOSCOW).toInstant();
    }
}
