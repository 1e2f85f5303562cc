package otklik.customers;

import java.util.Arrays;
import java.util.Optional;

/** By what a list of companies is sorted. */
public enum CompanyOrder {
    /** What is to be done first comes first; companies without anything planned last. */
    NEXT,
    NAME,
    /** The one that nobody has talked with for the longest time comes first. */
    LEAST_CONTACTED,
    LAST_CONTACTED;

    static Optional<CompanyOrder> ofName(String name) {
        return Arrays.stream(values())
                .filter(order -> order.name().equals(name))
                .findFirst();
    }
}
