package otklik.customers;

/**
 * Moves what a module keeps of a company when two companies turn out to be one, and moves it back. Each module brings its own as a bean.
 * What lives, such as a process, goes on living: only the company it is about becomes another (E10).
 */
public interface CompanyMerging extends Merging {}
