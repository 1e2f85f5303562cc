package otklik.customers;

/**
 * Published inside the transaction that ends the work with a company: it asked not to be disturbed, took over what was planned with another
 * although it had asked so, or its data are deleted. What is planned with it is cancelled.
 *
 * @param company number
 * @param reason in the words of who did it
 */
public record CompanyClosed(String company, String reason) {}
