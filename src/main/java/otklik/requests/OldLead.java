package otklik.requests;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import otklik.customers.ContactLeases;

/**
 * A client in the recovery pool (S3.7).
 *
 * @param number {@code OL-12}
 * @param caseKey business key of the process by which he is brought back: the lost request, else his number here
 * @param company number of the company
 * @param person number of the person
 * @param address where a stranger wrote from; none where the company or the person is known
 * @param title what he once wanted
 * @param readyAt when he is asked at the earliest
 * @param createdBy login, or {@code otklik}
 * @param batch number of the bulk action or the import that put him here
 * @param holder login of who has his task in hand
 * @param links how many records are linked with him
 */
public record OldLead(
        long id,
        String number,
        String caseKey,
        LeadSource source,
        LeadState state,
        @Nullable String company,
        @Nullable String companyName,
        @Nullable String person,
        @Nullable String personName,
        @Nullable String address,
        String title,
        String queue,
        Instant readyAt,
        Instant createdAt,
        String createdBy,
        @Nullable String batch,
        @Nullable String holder,
        int links) {
    /** How he is called: the person, else the company, else where he wrote from. */
    public String name() {
        if (personName != null) {
            return companyName == null ? personName : personName + ", " + companyName;
        }
        return companyName != null ? companyName : address != null ? address : number;
    }

    /** The client as one has him in hand: {@code P-12}, else {@code K-7}, else what stands for his address. */
    public @Nullable String contact() {
        return person != null
                ? person
                : company != null ? company : address == null ? null : ContactLeases.stranger(address);
    }
}
