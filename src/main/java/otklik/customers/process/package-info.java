/** The process of deleting a company: contract, door and delegates. */
@NullMarked
package otklik.customers.process;

import org.jspecify.annotations.NullMarked;
