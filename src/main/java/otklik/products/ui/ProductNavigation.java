package otklik.products.ui;

import org.springframework.stereotype.Component;
import otklik.ui.Navigation;

/** Places the products in the side bar. */
@Component
class ProductNavigation implements Navigation {
    private static final int PLACE = 80;

    @Override
    public String path() {
        return ProductsView.PATH;
    }

    @Override
    public String title() {
        return "products.title";
    }

    @Override
    public int order() {
        return PLACE;
    }
}
