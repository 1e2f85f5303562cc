/** The processes of calls: contracts, doors and delegates. */
@NullMarked
package otklik.calls.process;

import org.jspecify.annotations.NullMarked;
