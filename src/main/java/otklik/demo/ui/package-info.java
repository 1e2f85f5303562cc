/** The client's side. */
@NullMarked
package otklik.demo.ui;

import org.jspecify.annotations.NullMarked;
