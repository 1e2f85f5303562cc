/** The pages of import and export, and their buttons at the list of companies. */
@NullMarked
package otklik.exchange.ui;

import org.jspecify.annotations.NullMarked;
