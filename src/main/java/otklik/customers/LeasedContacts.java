package otklik.customers;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How often we came to a client goes along when two of them turn out to be one: else he would be called as if he were two. */
@Configuration
class LeasedContacts {
    private static final int CHUNK = 1000;

    @Bean
    CompanyMerging touchesOfCompanies(JdbcClient jdbc) {
        return new OfCompanies(jdbc);
    }

    @Bean
    PersonMerging touchesOfPeople(JdbcClient jdbc) {
        return new OfPeople(jdbc);
    }

    private static class Touches implements Merging {
        private final JdbcClient jdbc;

        Touches(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public String part() {
            return "contacts";
        }

        @Override
        public String move(String from, String into) {
            var moved = jdbc.sql("select id from contact_touch where contact = ? order by id")
                    .param(from)
                    .query(Long.class)
                    .list();
            put(moved, into);
            // Who has the one in hand has him, unless a colleague has the other.
            jdbc.sql(
                            """
                            update contact_lease set contact = :into
                            where contact = :from and not exists (select 1 from contact_lease l where l.contact = :into)""")
                    .param("from", from)
                    .param("into", into)
                    .update();
            return moved.stream().map(String::valueOf).collect(Collectors.joining(" "));
        }

        @Override
        public void back(String from, String into, String record) {
            put(Merging.words(record, " ").stream().map(Long::valueOf).toList(), from);
        }

        private void put(List<Long> ids, String contact) {
            for (int first = 0; first < ids.size(); first += CHUNK) {
                jdbc.sql("update contact_touch set contact = :contact where id in (:ids)")
                        .param("contact", contact)
                        .param("ids", ids.subList(first, Math.min(ids.size(), first + CHUNK)))
                        .update();
            }
        }
    }

    private static final class OfCompanies extends Touches implements CompanyMerging {
        OfCompanies(JdbcClient jdbc) {
            super(jdbc);
        }
    }

    private static final class OfPeople extends Touches implements PersonMerging {
        OfPeople(JdbcClient jdbc) {
            super(jdbc);
        }
    }
}
