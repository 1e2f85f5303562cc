/** The process assignment: contract, door, delegates. */
@NullMarked
package otklik.tasks.process;

import org.jspecify.annotations.NullMarked;
