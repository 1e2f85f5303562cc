package otklik.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.customers.ClientZone.Origin;
import otklik.history.History;
import otklik.kernel.Refusal;
import otklik.security.CurrentUser;
import otklik.security.Role;
import otklik.staff.Employees;

/** Where a client's clock stands. Our company is in Moscow. */
class ClientZoneTests {
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private static NodeOfTest node;

    @BeforeAll
    static void start() {
        node = NodeOfTest.start(Map.of(), "client-zone");
        node.bean(Employees.class)
                .add("elena", "elena", "elena@otklik.example", "secret123", Set.of(Role.HEAD), Locale.ENGLISH);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void whatStandsOnTheCardsComesBeforeThePhoneAndThePersonsBeforeTheCompanys() {
        var company = as(() -> node.bean(Companies.class)
                .create(new CompanyForm(
                        "Zoned",
                        "",
                        "",
                        "",
                        "Asia/Omsk",
                        "",
                        null,
                        null,
                        true,
                        List.of(phone("+7 423 240-10-20")),
                        Set.of(),
                        Map.of()))
                .number());
        var own = as(() -> people().add(new PersonForm("Own", company, "", "Asia/Tokyo", List.of())));
        var none = as(() -> people().add(new PersonForm("None", company, "", List.of())));

        assertThat(zones().of(company, own.number(), null).id()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(zones().of(null, none.number(), "+7 423 240-10-20"))
                .isEqualTo(
                        new ClientZone.Zone(ZoneId.of("Asia/Omsk"), Origin.COMPANY, List.of(ZoneId.of("Asia/Omsk"))));
    }

    @Test
    void aPhoneOfATownTellsItsZone() {
        var person = as(() -> people().add(new PersonForm("Far", null, "", List.of(phone("+7 423 240-55-66")))));

        assertThat(zones().of(null, person.number(), null))
                .satisfies(zone -> assertThat(zone.id()).isEqualTo(ZoneId.of("Asia/Vladivostok")))
                .satisfies(zone -> assertThat(zone.origin()).isEqualTo(Origin.PHONE));
    }

    @Test
    void e35_aMobilePhoneOfALargeCountryIsAssumedToBeInOurZoneAndMayBeInMany() {
        var zone = zones().ofPhone("+7 912 345-67-89");

        assertThat(zone.isAssumed()).isTrue();
        assertThat(zone.id()).isEqualTo(MOSCOW);
        assertThat(zone.possible()).contains(MOSCOW, ZoneId.of("Asia/Vladivostok"));
    }

    @Test
    void e35_whereNothingIsKnownOurZoneIsAssumed() {
        assertThat(List.of(zones().of(null, null, null), zones().of("K-999", "P-999", null), zones().ofPhone("abc")))
                .containsOnly(new ClientZone.Zone(MOSCOW, Origin.ASSUMED, List.of(MOSCOW)));
    }

    @Test
    void thePersonsZoneIsCheckedAndItsChangeIsTold() {
        var person = as(() -> people().add(new PersonForm("Mover of zones", null, "", List.of())));

        assertThatThrownBy(() -> as(() -> people().change(
                                person.number(),
                                person.version(),
                                new PersonForm("Mover of zones", null, "", "Asia/Nowhere", List.of()))))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo("zone"));
        var changed = as(() -> people().change(
                        person.number(),
                        person.version(),
                        new PersonForm("Mover of zones", null, "", "Asia/Omsk", List.of())));

        assertThat(changed.zone()).isEqualTo("Asia/Omsk");
        assertThat(as(() -> node.bean(History.class).of(person.number(), 0, 10)))
                .anyMatch(event -> event.kind().equals("personZone"));
    }

    @Test
    void aClientIsReachedByHisOwnPhoneBeforeThatOfHisCompanyAndByNoneThatMayNotBeUsed() {
        var company = as(() -> node.bean(Companies.class)
                .create(CompanyForm.named("Reached").withPoints(List.of(phone("+7 383 200-30-40"))))
                .number());
        var person = as(() -> people().add(new PersonForm("Reached", company, "", List.of(phone("+7 423 240-77-88")))));

        assertThat(reach().of(null, person.number()))
                .isEqualTo(new ClientReach.Client(person.number(), "+74232407788", ZoneId.of("Asia/Vladivostok")));
        as(() -> {
            node.bean(PointStates.class).mark(phone("+7 423 240-77-88"), PointState.DO_NOT_USE, "asked");
            return true;
        });

        assertThat(reach().of(null, person.number()).phone()).isEqualTo("+73832003040");
        assertThat(reach().of(company, null).contact()).isEqualTo(company);
    }

    private static ClientReach reach() {
        return node.bean(ClientReach.class);
    }

    private static ContactPoint phone(String text) {
        return ContactPoint.phone(text, "RU").orElseThrow();
    }

    private static ClientZone zones() {
        return node.bean(ClientZone.class);
    }

    private static People people() {
        return node.bean(People.class);
    }

    private static <T> T as(Supplier<T> act) {
        var got = new AtomicReference<T>();
        CurrentUser.actAs("elena", () -> got.set(act.get()));
        return got.get();
    }
}
