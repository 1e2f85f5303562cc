package otklik.calls;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import otklik.customers.CompanyMerging;
import otklik.customers.Merging;
import otklik.customers.PersonMerging;

/** The attempts to reach a client go along when two of them turn out to be one: else his limits would begin anew. */
@Configuration
class JoinedContacts {
    private static final int CHUNK = 1000;

    @Bean
    CompanyMerging attemptsOfCompanies(JdbcClient jdbc) {
        return new OfCompanies(jdbc);
    }

    @Bean
    PersonMerging attemptsOfPeople(JdbcClient jdbc) {
        return new OfPeople(jdbc);
    }

    private static class Tries implements Merging {
        private final JdbcClient jdbc;

        Tries(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public String part() {
            return "attempts";
        }

        @Override
        public String move(String from, String into) {
            var moved = jdbc.sql("select id from call_attempt where contact = ? order by id")
                    .param(from)
                    .query(Long.class)
                    .list();
            put(moved, into);
            return moved.stream().map(String::valueOf).collect(Collectors.joining(" "));
        }

        @Override
        public void back(String from, String into, String record) {
            put(Merging.words(record, " ").stream().map(Long::valueOf).toList(), from);
        }

        private void put(List<Long> ids, String contact) {
            for (int first = 0; first < ids.size(); first += CHUNK) {
                jdbc.sql("update call_attempt set contact = :contact where id in (:ids)")
                        .param("contact", contact)
                        .param("ids", ids.subList(first, Math.min(ids.size(), first + CHUNK)))
                        .update();
            }
        }
    }

    private static final class OfCompanies extends Tries implements CompanyMerging {
        OfCompanies(JdbcClient jdbc) {
            super(jdbc);
        }
    }

    private static final class OfPeople extends Tries implements PersonMerging {
        OfPeople(JdbcClient jdbc) {
            super(jdbc);
        }
    }
}
