package otklik.security;

import java.util.Collection;
import java.util.Set;

/**
 * The products a person has to do with (S1.8, S1.9).
 *
 * @param every whether there is no limit; then the set says nothing
 */
public record ProductLimit(boolean every, Set<Long> products) {
    public static final ProductLimit EVERY = new ProductLimit(true, Set.of());

    public boolean covers(long product) {
        return every || products.contains(product);
    }

    /** An invoice is seen as a whole as soon as one of its products may be seen; its other lines stay closed for change (E52). */
    public boolean coversAny(Collection<Long> ofInvoice) {
        return every || ofInvoice.stream().anyMatch(products::contains);
    }
}
