/** The screen of the sources. */
@NullMarked
package otklik.sources.ui;

import org.jspecify.annotations.NullMarked;
