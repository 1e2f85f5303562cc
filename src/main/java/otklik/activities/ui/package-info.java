/** Activities on screens: the person's own, those of a company, and the acts on many companies. */
@NullMarked
package otklik.activities.ui;

import org.jspecify.annotations.NullMarked;
