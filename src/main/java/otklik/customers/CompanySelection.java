package otklik.customers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Companies that a person chose for one act: by hand, or all that a filter finds (E72).
 *
 * @param numbers those chosen by hand; empty when the filter counts
 * @param query the filter as the address of the list says it; none when they were chosen by hand
 * @param count how many they were when the person confirmed
 */
public record CompanySelection(List<String> numbers, @Nullable String query, int count) {
    public static CompanySelection of(List<String> numbers) {
        return new CompanySelection(List.copyOf(numbers), null, numbers.size());
    }

    public static CompanySelection byFilter(String query, int count) {
        return new CompanySelection(List.of(), query, count);
    }
}
