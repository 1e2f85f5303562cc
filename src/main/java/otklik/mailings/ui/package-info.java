/** Screens of mailings. */
@NullMarked
package otklik.mailings.ui;

import org.jspecify.annotations.NullMarked;
