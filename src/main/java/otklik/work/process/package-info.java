/** The process empty-queue: contract, door, delegate. */
@NullMarked
package otklik.work.process;

import org.jspecify.annotations.NullMarked;
