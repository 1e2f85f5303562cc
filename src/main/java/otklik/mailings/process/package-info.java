/** The process of addresses to which letters came back: contract, door and delegates. */
@NullMarked
package otklik.mailings.process;

import org.jspecify.annotations.NullMarked;
