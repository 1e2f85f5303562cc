/** The process of letters that did not arrive: contract, door and delegates. */
@NullMarked
package otklik.mail.process;

import org.jspecify.annotations.NullMarked;
