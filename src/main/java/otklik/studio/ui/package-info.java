/** The page of the system's health. */
@NullMarked
package otklik.studio.ui;

import org.jspecify.annotations.NullMarked;
