package otklik.calls;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.ContactPoint;
import otklik.customers.Forgetting;
import otklik.security.CurrentUser;
import otklik.telephony.CallCause;
import otklik.telephony.PhoneCalls;

/** Blanks the phones in the attempts to reach people whose data are deleted, and ends those that go on. That it was tried, and when, stays. */
@Component
class ForgottenCalls implements Forgetting {
    private final JdbcClient jdbc;
    private final PhoneCalls phones;

    ForgottenCalls(JdbcClient jdbc, PhoneCalls phones) {
        this.jdbc = jdbc;
        this.phones = phones;
    }

    /** The processes of attempts end by their calls; those that look for a number end with it. */
    @Override
    public Found find(Whom whom) {
        return new Found(
                Map.of(),
                new HashSet<>(jdbc.sql("select number from contact_repair where open_contact in (:contacts)")
                        .param("contacts", contacts(whom))
                        .query(String.class)
                        .list()));
    }

    @Override
    public void forget(Whom whom) {
        var contacts = contacts(whom);
        jdbc.sql(
                        "select number from call_attempt where contact in (:contacts) and open_task is not null order by number")
                .param("contacts", contacts)
                .query(String.class)
                .list()
                .forEach(number -> CurrentUser.asNobody(() -> phones.giveUp(number, CallCause.CANCELLED)));
        jdbc.sql("update call_attempt set phone = '' where contact in (:contacts) and phone is not null")
                .param("contacts", contacts)
                .update();
        jdbc.sql(
                        "update contact_repair set phone = null, open_contact = null, closed_at = coalesce(closed_at, current_timestamp)"
                                + " where contact in (:contacts)")
                .param("contacts", contacts)
                .update();
    }

    private static Set<String> contacts(Whom whom) {
        var contacts = new HashSet<>(whom.people());
        contacts.add(whom.company());
        whom.points().stream()
                .filter(point -> point.kind() == ContactPoint.Kind.PHONE)
                .map(ContactPoint::key)
                .forEach(contacts::add);
        return contacts;
    }
}
