package otklik.customers;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import otklik.customers.Forgetting.Kept;

/**
 * A wish to have a company deleted, and the receipt when it was fulfilled.
 *
 * @param number business key, {@code D-3}
 * @param company number
 * @param reason why it was asked for
 * @param note why it was rejected
 * @param counts how much was blanked; empty before
 * @param pointsHash hash over the hashes of the phones and addresses: shows later whether a deletion was this one's
 * @param erasedAt when also the number of the company was removed
 */
public record CompanyDeletion(
        String number,
        String company,
        String reason,
        @Nullable String askedBy,
        Instant askedAt,
        Stage stage,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String note,
        Map<Kept, Long> counts,
        @Nullable String pointsHash,
        @Nullable Instant erasedAt) {

    /** Where the wish stands. */
    public enum Stage {
        ASKED,
        WITHDRAWN,
        REJECTED,
        ANONYMISED
    }
}
