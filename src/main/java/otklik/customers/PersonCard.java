package otklik.customers;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person outside of the company, as screens and other modules see him.
 *
 * @param number business key, {@code P-17}
 * @param name as he called himself last; his address where he never did
 * @param company name of the company to which he belongs, else what he calls it himself
 * @param companyNumber number of the company to which he belongs
 * @param position what he is there
 * @param zone time zone in which he lives, where somebody wrote it down
 * @param points the ways to reach him, the oldest first
 * @param since when he was heard of first
 * @param version of the card, for {@link People#change}
 */
public record PersonCard(
        String number,
        String name,
        @Nullable String company,
        @Nullable String companyNumber,
        @Nullable String position,
        @Nullable String zone,
        List<ContactPoint> points,
        Instant since,
        long version) {}
