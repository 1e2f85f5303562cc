package otklik.customers;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a company was interested in and has bought, and the frozen segments it is in, go along when two companies are one. */
@Configuration
class MergedLists {
    @Bean
    CompanyMerging productsOfJoined(JdbcClient jdbc) {
        return new Rows(jdbc, "products", "company_product", "cast(product_id as varchar(20)) || ' ' || kind");
    }

    @Bean
    CompanyMerging segmentsOfJoined(JdbcClient jdbc) {
        return new Rows(jdbc, "segments", "segment_member", "cast(segment_id as varchar(20))");
    }

    /**
     * Rows that a company has once. What the other one has too stays where it is.
     *
     * @param key what tells the rows of one company apart, in SQL
     */
    private record Rows(JdbcClient jdbc, String part, String table, String key) implements CompanyMerging {
        @Override
        public String move(String from, String into) {
            var keys = jdbc.sql("select " + key + " from " + table + " where company_id = " + id("from"))
                    .param("from", from)
                    .query(String.class)
                    .list();
            give(keys, from, into);
            return String.join(",", keys);
        }

        @Override
        public void back(String from, String into, String record) {
            give(Merging.words(record, ","), into, from);
        }

        private void give(List<String> keys, String from, String into) {
            if (!keys.isEmpty()) {
                jdbc.sql(
                                "update %1$s set company_id = %2$s where company_id = %3$s and %4$s in (:keys) and %4$s not in (select %4$s from %1$s where company_id = %2$s)"
                                        .formatted(table, id("into"), id("from"), key))
                        .param("from", from)
                        .param("into", into)
                        .param("keys", keys)
                        .update();
            }
        }

        private static String id(String name) {
            return "(select id from company where number = :" + name + ")";
        }
    }
}
