package otklik.customers;

/**
 * Moves what a module keeps of a person when two people turn out to be one, and moves it back. Each module brings its own as a bean.
 * Requests of both stay alive: they only belong to one person from then on (E10).
 */
public interface PersonMerging extends Merging {}
