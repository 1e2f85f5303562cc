package otklik.products;

import otklik.kernel.Money;

/**
 * A product as others see it.
 *
 * @param id what other modules keep; never reused
 * @param version grows with every change; whoever changes a product says which one was seen
 * @param name unique among the active products, whatever the case of its letters
 * @param price in the company's currency, VAT included
 * @param active whether it may be put on new invoices; old ones keep it either way
 */
public record ProductCard(long id, long version, String name, Money price, VatRate vat, boolean active) {}
