/** Signing in, the first administrator, and what a person sets for himself. */
@NullMarked
package otklik.staff.ui;

import org.jspecify.annotations.NullMarked;
