package otklik.customers.ui;

import static otklik.ui.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import otklik.customers.CompanyCard;
import otklik.customers.CompanyProducts.Noted;
import otklik.customers.CompanyProducts.ProductTie;
import otklik.products.ProductCard;
import otklik.security.Action;
import otklik.security.Section;
import otklik.ui.Parts;

/** What a company was interested in and what it has bought (S1.39). */
class ProductsPart extends Div {
    private final transient CompanyScreens screens;

    ProductsPart(CompanyScreens screens) {
        this.screens = screens;
        addClassName("group");
    }

    void show(CompanyCard company, boolean mayChange) {
        show(company, screens.ties().of(company.number()), mayChange);
    }

    void show(CompanyCard company, List<Noted> noted, boolean mayChange) {
        removeAll();
        add(new H2(t("customers.products")));
        for (var tie : ProductTie.values()) {
            var chips = Parts.row("chips", Parts.text("muted", t(tie)));
            noted.stream().filter(one -> one.tie() == tie).forEach(one -> chips.add(chip(company, one, mayChange)));
            if (noted.stream().noneMatch(one -> one.tie() == tie)) {
                chips.add(Parts.text("faint", t("customers.products.none")));
            }
            if (mayChange && screens.policy().may(Section.PRODUCTS, Action.VIEW)) {
                chips.add(adding(company, tie));
            }
            add(chips);
        }
    }

    private Span chip(CompanyCard company, Noted noted, boolean mayChange) {
        var chip = Parts.tag(noted.tie() == ProductTie.PURCHASE ? Parts.Tone.OK : Parts.Tone.PLAN, "");
        chip.add(new Span(noted.name()));
        chip.setTitle(screens.texts().fullMoment(noted.at())
                + (noted.by() == null ? "" : " · " + screens.accounts().nameOf(noted.by())));
        if (mayChange) {
            var remove = new NativeButton(
                    "×",
                    click -> Parts.attempt(() -> {
                        screens.ties().forget(company.number(), noted.product(), noted.tie());
                        show(company, true);
                    }));
            remove.addClassName("board-menu");
            remove.setAriaLabel(t("customers.products.remove", noted.name()));
            chip.add(remove);
        }
        return chip;
    }

    private ComboBox<ProductCard> adding(CompanyCard company, ProductTie tie) {
        var field = new ComboBox<ProductCard>();
        field.setPlaceholder(t("customers.products.add"));
        field.setAriaLabel(t("customers.products.add") + ": " + t(tie));
        field.setItemLabelGenerator(ProductCard::name);
        field.setWidth("190px");
        field.setItems(query ->
                screens
                        .products()
                        .list(query.getFilter().orElse(""), false, query.getOffset(), query.getLimit())
                        .stream());
        field.addValueChangeListener(change -> {
            var product = change.getValue();
            if (product != null) {
                Parts.attempt(() -> screens.ties().note(company.number(), product.id(), tie));
                show(company, true);
            }
        });
        return field;
    }
}
