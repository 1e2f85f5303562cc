package otklik.products;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import otklik.kernel.Money;

@Entity
@Table(name = "product")
class Product {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;
    /** The name in small letters: what is sorted and searched. */
    private String sortName;
    /** The same while the product is active, else null: a unique key lets any number of nulls pass. */
    private @Nullable String activeName;

    @Column(precision = 19, scale = 4)
    private BigDecimal price;

    @Column(precision = 19, scale = 4)
    private @Nullable BigDecimal vatPercent;

    private boolean active;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected Product() {
        // for JPA
    }

    Product(Products.Draft draft) {
        this.active = true;
        change(draft);
    }

    final void change(Products.Draft draft) {
        name = draft.name();
        sortName = small(draft.name());
        activeName = active ? sortName : null;
        price = draft.price().amount();
        vatPercent = draft.vat().percent();
    }

    void activate(boolean newActive) {
        active = newActive;
        activeName = newActive ? sortName : null;
    }

    static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    ProductCard card() {
        return new ProductCard(
                Objects.requireNonNull(id), version, name, new Money(price), new VatRate(vatPercent), active);
    }
}
