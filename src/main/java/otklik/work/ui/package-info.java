/** "My work" and the form of any task. */
@NullMarked
package otklik.work.ui;

import org.jspecify.annotations.NullMarked;
