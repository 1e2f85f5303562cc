package otklik.requests;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import otklik.customers.ClientPhone;
import otklik.customers.ClientZone;
import otklik.work.TaskFacts;

/** Whom a lost request or an old lead is about, and by which phone he is called. */
@Component
class RecoveryFacts {
    /** The id of the task in processes/requests/lead-recovery.bpmn that is a call where the client has a phone. */
    private static final String CALL = "userTask_bringClientBack";

    private final JdbcClient jdbc;
    private final OldLeadRows leads;
    private final ClientPhone phones;
    private final ClientZone zones;

    RecoveryFacts(JdbcClient jdbc, OldLeadRows leads, ClientPhone phones, ClientZone zones) {
        this.jdbc = jdbc;
        this.leads = leads;
        this.phones = phones;
        this.zones = zones;
    }

    TaskFacts ofRequest(String number, String taskKey) {
        return facts(
                jdbc.sql("select person from request where number = ? and person is not null")
                        .param(number)
                        .query(String.class)
                        .optional()
                        .orElse(null),
                taskKey);
    }

    TaskFacts ofLead(String number, String taskKey) {
        return facts(leads.ofCase(number).map(OldLead::contact).orElse(null), taskKey);
    }

    private TaskFacts facts(@org.jspecify.annotations.Nullable String contact, String taskKey) {
        if (contact == null || !contact.startsWith("P-") && !contact.startsWith("K-")) {
            return TaskFacts.NONE;
        }
        var company = contact.startsWith("K-") ? contact : null;
        var person = contact.startsWith("P-") ? contact : null;
        var phone = phones.of(company, person).orElse(null);
        var zone = zones.of(company, person, phone);
        return new TaskFacts(
                contact, phone, zone.isAssumed() ? null : zone.id(), phone != null && taskKey.equals(CALL));
    }
}
