package otklik.customers;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When we came to a client goes with his data where a phone or an address tells who he was; what was counted by his number stays. */
@Component
class ForgottenContacts implements Forgetting {
    private final JdbcClient jdbc;

    ForgottenContacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Found find(Whom whom) {
        return new Found(Map.of(), Set.of());
    }

    @Override
    public void forget(Whom whom) {
        var contacts = new HashSet<String>();
        for (var point : whom.points()) {
            contacts.add(point.kind() == ContactPoint.Kind.EMAIL ? ContactLeases.stranger(point.key()) : point.key());
        }
        if (!contacts.isEmpty()) {
            jdbc.sql("delete from contact_touch where contact in (:contacts)")
                    .param("contacts", contacts)
                    .update();
            jdbc.sql("delete from contact_lease where contact in (:contacts)")
                    .param("contacts", contacts)
                    .update();
        }
    }
}
