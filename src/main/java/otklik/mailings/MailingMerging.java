package otklik.mailings;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.CompanyMerging;
import otklik.customers.Merging;

/** Letters of mailings, answers to them and work on wrong addresses go along when two companies are one. */
@Component
class MailingMerging implements CompanyMerging {
    private static final Map<String, String> KEYS =
            Map.of("mailing_letter", "id", "address_repair", "id", "company_answer", "letter_id");

    private final JdbcClient jdbc;

    MailingMerging(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String part() {
        return "mailings";
    }

    @Override
    public String move(String from, String into) {
        return KEYS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(table -> {
                    var ids = jdbc.sql(
                                    "select %s from %s where company = ?".formatted(table.getValue(), table.getKey()))
                            .param(from)
                            .query(Long.class)
                            .list();
                    change(table.getKey(), ids, from, into);
                    return table.getKey() + ":"
                            + ids.stream().map(String::valueOf).collect(Collectors.joining(","));
                })
                .collect(Collectors.joining(" "));
    }

    @Override
    public void back(String from, String into, String record) {
        for (var part : record.split(" ")) {
            var table = part.split(":", 2);
            if (table.length == 2 && KEYS.containsKey(table[0])) {
                var ids =
                        Merging.words(table[1], ",").stream().map(Long::valueOf).toList();
                change(table[0], ids, into, from);
            }
        }
    }

    private void change(String table, List<Long> ids, String before, String after) {
        if (!ids.isEmpty()) {
            jdbc.sql("update %s set company = :after where company = :before and %s in (:ids)"
                            .formatted(table, KEYS.get(table)))
                    .param("after", after)
                    .param("before", before)
                    .param("ids", ids)
                    .update();
            if (table.equals("address_repair")) {
                reopen(ids, after);
            }
        }
    }

    /** An address is looked for once for the company that it is of now; where that looks for it already, the work on it goes on beside. */
    private void reopen(List<Long> ids, String company) {
        jdbc.sql(
                        """
                        update address_repair set open_key = company || '/' || lower(address)
                        where id in (:ids) and company = :company and open_key is not null and not exists
                            (select 1 from address_repair o where o.open_key = address_repair.company || '/' || lower(address_repair.address))""")
                .param("ids", ids)
                .param("company", company)
                .update();
    }
}
