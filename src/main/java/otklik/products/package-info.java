/** Products: what the company sells, at which price and VAT. Other modules keep a product's id; a product is never deleted. */
@NullMarked
@ApplicationModule(
        displayName = "Products",
        allowedDependencies = {"kernel", "security", "engine", "history", "ui"})
package otklik.products;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
