/** The manager's screen, the state of his day in the bar above every screen, and the board of the head. */
@NullMarked
package otklik.desk.ui;

import org.jspecify.annotations.NullMarked;
