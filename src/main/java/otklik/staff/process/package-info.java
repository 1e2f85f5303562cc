/** The processes of people: contracts, doors, delegates. */
@NullMarked
package otklik.staff.process;

import org.jspecify.annotations.NullMarked;
