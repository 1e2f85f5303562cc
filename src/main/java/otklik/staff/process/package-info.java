/** The process employee-activation: contract, door, delegates. */
@NullMarked
package otklik.staff.process;

import org.jspecify.annotations.NullMarked;
