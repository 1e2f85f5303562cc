/** The bell. */
@NullMarked
package otklik.notices.ui;

import org.jspecify.annotations.NullMarked;
