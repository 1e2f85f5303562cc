package otklik.customers;

import org.jspecify.annotations.Nullable;

/**
 * Published inside the transaction that gives a company to another operator: its open work moves along (E68).
 *
 * @param company number
 * @param before login, none where nobody was responsible
 */
public record ResponsibleChanged(String company, @Nullable String before, @Nullable String after) {}
