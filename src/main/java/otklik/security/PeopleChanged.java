package otklik.security;

/**
 * Published on every node, on a thread of its own, when people, their rights, teams or departments have changed there or on another one.
 * Unlike the signal it comes after the copy of the company has been dropped: who asks {@link Accounts} now reads what is new.
 */
public record PeopleChanged() {}
