package otklik.customers;

import java.util.Set;

/**
 * What of a module belongs to a company, so that the company's page tells its whole history. Each module brings its own as a bean; whether
 * the person may see a case is asked afterwards.
 */
public interface CompanyCases {
    /** How many cases a module names at most, its newest ones. */
    int MOST = 300;

    /**
     * Business keys of the cases.
     *
     * @param company number
     */
    Set<String> caseKeys(String company);
}
