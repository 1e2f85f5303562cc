package otklik.products.ui;

/** Which products the list shows. */
enum ProductView {
    ACTIVE,
    ALL
}
