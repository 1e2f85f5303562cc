/** The list of products and the product that is open. */
@NullMarked
package otklik.products.ui;

import org.jspecify.annotations.NullMarked;
