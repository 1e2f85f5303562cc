package otklik.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import otklik.NodeOfTest;
import otklik.customers.Double.Reason;
import otklik.engine.Attempts;

/** Who is taken for whom, on either database. */
abstract class PeopleRules {
    abstract NodeOfTest node();

    @Test
    void e9_whoUsesAKnownPhoneOrAddressIsTheSamePerson() {
        var anna = person("anna@one.example", "8 912 555 01 42", "Anna", null);

        assertThat(person(" Anna+shop@ONE.example", "+7 495 000-00-01", "Anna P.", null))
                .isEqualTo(anna);
        assertThat(person(null, "8 495 0000001", "", null)).isEqualTo(anna);
        assertThat(card(anna).points())
                .extracting(ContactPoint::key)
                .containsExactly("anna@one.example", "+79125550142", "+74950000001");
    }

    @Test
    void e15_byAKnownPhoneAloneNobodyBecomesAKnownSender() {
        var client = person("client@eight.example", "8 912 000 00 08", "Client", null);

        assertThat(person("stranger@eight.example", "+7 912 000-00-08", "Stranger", null))
                .isEqualTo(client);

        assertThat(person("stranger@eight.example", null, "Stranger", null)).isNotEqualTo(client);
    }

    @Test
    void e9_namesakesAreSuggestedAndNeverJoined() {
        var one = person("ivan@two.example", null, "Пётр Иванов", "Вектор");
        var other = person("petr@three.example", null, "Иванов  Петр", "ВЕКТОР");
        var third = person("p.ivanov@four.example", null, "иванов петр", null);

        assertThat(Set.of(one, other, third)).hasSize(3);
        assertThat(people().doubles(one))
                .extracting(found -> found.person().number())
                .containsExactly(other, third);
        assertThat(people().doubles(one).get(0).reasons())
                .containsExactly(Reason.SAME_NAME_AND_COMPANY, Reason.SAME_NAME);
        assertThat(people().doubles(one).get(1).reasons()).containsExactly(Reason.SAME_NAME);
    }

    @Test
    void e9_aMessageWithContactsOfTwoPeopleSuggestsThatTheyAreOne() {
        var byMail = person("olga@five.example", null, "Olga", null);
        var byPhone = person(null, "+7 912 000-00-05", "Olga Smirnova", null);

        assertThat(person("olga@five.example", "89120000005", "Olga", null)).isEqualTo(byMail);
        assertThat(people().doubles(byPhone))
                .extracting(found -> found.person().number())
                .containsExactly(byMail);
        assertThat(people().doubles(byMail).get(0).reasons()).containsExactly(Reason.SAME_POINT);
    }

    @Test
    void aNameTakesThePlaceOfAnAddressAndStaysThen() {
        var person = person("stranger@six.example", null, "", null);
        assertThat(card(person).name()).isEqualTo("stranger@six.example");

        person("stranger@six.example", null, "Viktor", "Liga");
        person("stranger@six.example", null, "Vitya", "Other");

        assertThat(card(person).name()).isEqualTo("Viktor");
        assertThat(card(person).company()).isEqualTo("Liga");
    }

    @Test
    void ofManyMessagesOfAStrangerAtOnceOnePersonIsMade() throws Exception {
        var start = new CyclicBarrier(8);
        Callable<String> arrival = () -> {
            start.await();
            return person("crowd@seven.example", "+79120000007", "Crowd", null);
        };
        var pool = Executors.newFixedThreadPool(8);
        try {
            var found = new HashSet<String>();
            for (var result : pool.invokeAll(java.util.Collections.nCopies(8, arrival))) {
                found.add(result.get());
            }
            assertThat(found).hasSize(1);
            assertThat(card(found.iterator().next()).points()).hasSize(2);
        } finally {
            pool.shutdownNow();
        }
    }

    private String person(@Nullable String address, @Nullable String phone, String name, @Nullable String company) {
        return node().bean(Attempts.class)
                .inTransaction(() -> people().findOrCreate(people().points(phone, address), name, company));
    }

    private PersonCard card(String number) {
        return people().all(List.of(number)).values().iterator().next();
    }

    private People people() {
        return node().bean(People.class);
    }
}
