package otklik.exchange;

import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.Forgetting;

/** Files of companies that still wait to be fetched are thrown away with the first company in them that is deleted; they can be made anew. */
@Component
class ForgottenExports implements Forgetting {
    private final JdbcClient jdbc;
    private final ExportTables tables;

    ForgottenExports(JdbcClient jdbc, ExportTables tables) {
        this.jdbc = jdbc;
        this.tables = tables;
    }

    @Override
    public Found find(Whom whom) {
        return new Found(Map.of(), Set.of());
    }

    @Override
    public void forget(Whom whom) {
        tables.forget(jdbc.sql(
                        """
                        select distinct e.batch_id from company_export e join batch_row r on r.batch_id = e.batch_id
                        where e.kept = true and r.payload like ?""")
                .param("%\"" + whom.company() + "\"%")
                .query(Long.class)
                .list());
    }
}
