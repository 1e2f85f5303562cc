package otklik.customers;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A company as screens and other modules see it.
 *
 * @param number business key, {@code K-4711}
 * @param form what people wrote; its custom fields are complete
 * @param points its own phones and addresses, with what is known of them
 * @param openActivities how many planned activities it has
 * @param nextDue when the first of them is due, also when that is past; none without a planned activity
 * @param nextTitle what the first of them is
 * @param lastContactAt when somebody last talked with it or it wrote
 * @param cycleRefusedAt when it last refused the current cycle (S2.44)
 * @param version of the card, for {@link Companies#change}
 */
public record CompanyCard(
        long id,
        String number,
        CompanyForm form,
        CompanyState state,
        List<Point> points,
        int openActivities,
        @Nullable Instant nextDue,
        @Nullable String nextTitle,
        @Nullable Instant lastContactAt,
        @Nullable Instant cycleRefusedAt,
        Instant createdAt,
        Instant changedAt,
        long version) {

    public String name() {
        return form.name();
    }

    /** Whether it is still there: its data were not deleted, and it was not joined with another. */
    public boolean isLive() {
        return state == CompanyState.ACTIVE || state == CompanyState.DO_NOT_DISTURB;
    }

    /**
     * A phone or an address with what is known of it.
     *
     * @param reason why it is not {@link PointState#VALID}
     */
    public record Point(ContactPoint point, PointState state, @Nullable String reason) {}
}
