/** What the manager's screen shows of the search for a right number. */
@NullMarked
package otklik.calls.ui;

import org.jspecify.annotations.NullMarked;
