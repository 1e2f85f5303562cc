/** Screens of assignments and of the rules that give them. */
@NullMarked
package otklik.tasks.ui;

import org.jspecify.annotations.NullMarked;
