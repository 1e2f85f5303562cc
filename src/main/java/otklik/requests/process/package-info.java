/** The process request-lifecycle: contract, door, delegates. */
@NullMarked
package otklik.requests.process;

import org.jspecify.annotations.NullMarked;
