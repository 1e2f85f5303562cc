/** The process lead-handling: contract, door, delegates. */
@NullMarked
package otklik.inbox.process;

import org.jspecify.annotations.NullMarked;
